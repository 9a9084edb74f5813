// error: seathrift: try_call or send_ with another number of arguments; pass those of the method
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
using Caller =
    seathrift::Client<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;
#ifdef PASS
void use(Caller& client) { (void)client.try_call<&Calculator::add>(1, 1); }
#else
void use(Caller& client) { (void)client.try_call<&Calculator::add>(1); }
#endif
