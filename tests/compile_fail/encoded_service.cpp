// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
using Encoded = Work;
#else
using Encoded = Calculator;
#endif
void use() { (void)seathrift::encode<seathrift::Compact>(Encoded{}); }
