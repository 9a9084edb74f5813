// error: seathrift: the handler can be neither moved nor copied into the server; pass
// std::ref(handler), or a std::unique_ptr to it
#include <memory>

#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
};
SEATHRIFT_SERVICE(Pinger, (ping))
struct Handler {
  Handler() = default;
  Handler(const Handler&) = delete;
  void ping() {}
};
using Server =
    seathrift::SimpleServer<Pinger, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;

#ifdef PASS
void use() { Server{std::make_unique<Handler>()}.serve(); }
#else
void use() { Server{Handler{}}.serve(); }
#endif
