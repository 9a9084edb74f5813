// error: seathrift: try_call, send_ or receive_ is not told the method; write
// try_call<&Calculator::add>(1, 1)
#include <seathrift/seathrift.hpp>

struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (add, a, b))

using namespace seathrift;
int use(Client<Calculator, Compact, Framed<Socket>>& client) {
#ifdef PASS
  const auto sum = client.try_call<&Calculator::add>(1, 1);
#else
  const auto sum = client.try_call(&Calculator::add, 1, 1);
#endif
  return sum ? *sum : -1;
}
