// error: seathrift: the third argument is no transport of messages; put a framing over the
// stream: Framed<Socket>, or Buffered<Socket>, as the peer has it
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Handler {
  void ping() {}
  std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }
};

using namespace seathrift;
#ifdef PASS
using Server = ThreadPoolServer<Calculator, Compact, Buffered<UnixSocket>>;
#else
using Server = ThreadPoolServer<Calculator, Compact, UnixSocket>;
#endif
void use() {
  Server server{Handler{}, {.port = 9090}};
  server.serve();
}
