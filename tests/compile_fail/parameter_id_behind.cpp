// error: seathrift: '(a, 1)' behind 'negate' in SEATHRIFT_SERVICE(Calculator) is no name; write
// (name, num1, num2), with ids (name, (1, num1), (2, num2)), and throws(...) or oneway at the
// end
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int negate(int a);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (negate, (1, a)))
#else
SEATHRIFT_SERVICE(Calculator, (negate, (a, 1)))
#endif
