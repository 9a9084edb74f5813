// error: seathrift: the second argument is no protocol; the order is <Service, Protocol,
// Transport>, as in Client<Service, Compact, Framed<Socket>>
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))

using namespace seathrift;
#ifdef PASS
using Caller = Client<Calculator, Compact, Framed<Socket>>;
#else
using Caller = Client<Calculator, Framed<Socket>, Compact>;
#endif
void use() {
  Caller client{"localhost", 9090};
  client.ping();
}
