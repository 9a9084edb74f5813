// error: seathrift: '1' in SEATHRIFT_SERVICE(Calculator) is neither a method nor extends(...);
// write a method as (name, its parameters' names ...)
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (1, add, a, b))
#endif
