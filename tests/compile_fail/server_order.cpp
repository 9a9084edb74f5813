// error: seathrift: the second argument is no protocol; the order is <Service, Protocol,
// Transport>, as in Client<Service, Compact, Framed<Socket>>
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
using Server = ThreadedServer<Calculator, Framed<Socket>, Compact>;
#endif
void use() {
  Server server{Handler{}, {.port = 9090}};
  server.serve();
}
