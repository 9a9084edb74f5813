// error: seathrift: the first argument of the server is no described service; write
// SEATHRIFT_SERVICE(...) behind it, in its namespace, and put it first: SimpleServer<Service,
// Protocol, Transport>
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
using Server = ThreadedServer<Calculator, Compact, Framed<Socket>>;
#else
using Server = ThreadedServer<Handler, Compact, Framed<Socket>>;
#endif
void use() {
  Server server{Handler{}, {.port = 9090}};
  server.serve();
}
