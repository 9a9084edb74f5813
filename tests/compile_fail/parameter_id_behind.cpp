// error: seathrift: what SEATHRIFT_SERVICE(Calculator) lists behind 'negate' are not the names
// of its parameters, each once; write (negate, num1, num2), or with ids (negate, (1, num1), (2,
// num2))
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int negate(int a);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (negate, (1, a)))
#else
SEATHRIFT_SERVICE(Calculator, (negate, (a, 1)))
#endif
