// error: seathrift: the third argument is no transport of messages; put a framing over the
// stream: Framed<Socket>, or Buffered<Socket>, as the peer has it
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))

using namespace seathrift;
#ifdef PASS
using Caller = Client<Calculator, Compact, Buffered<Socket>>;
#else
using Caller = Client<Calculator, Compact, Socket>;
#endif
void use() {
  Caller client{"localhost", 9090};
  client.ping();
}
