// error: seathrift: try_call, send_ or receive_ of what is no method of the client's service;
// name one that SEATHRIFT_SERVICE lists: try_call<&Calculator::add>(1, 1)
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Other {
  void pong();
};
SEATHRIFT_SERVICE(Other, (pong))
using Caller =
    seathrift::Client<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;
#ifdef PASS
void use(Caller& client) { (void)client.try_call<&Calculator::ping>(); }
#else
void use(Caller& client) { (void)client.try_call<&Other::pong>(); }
#endif
