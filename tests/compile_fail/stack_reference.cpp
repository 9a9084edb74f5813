// error: seathrift: the framing in the third argument has no byte stream below it, as Socket is
// one; write Framed<Socket> or Buffered<Socket>, with one framing, and the protocol before it
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
using Caller = Client<Calculator, Compact, Framed<Socket&>>;
#endif
void use() {
  Caller client{"localhost", 9090};
  client.ping();
}
