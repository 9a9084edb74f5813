// error: seathrift: the framing in the third argument has no byte stream below it, as Socket is
// one; write Framed<Socket> or Buffered<Socket>, with one framing, and the protocol before it
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
using Server = ThreadPoolServer<Calculator, Compact, Framed<Socket>>;
#else
using Server = ThreadPoolServer<Calculator, Compact, Framed<Framed<Socket>>>;
#endif
void use() {
  Server server{Handler{}, {.port = 9090}};
  server.serve();
}
