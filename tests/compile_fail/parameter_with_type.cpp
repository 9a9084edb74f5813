// error: seathrift: 'int a' behind 'add' in SEATHRIFT_SERVICE(Calculator) is no name; write
// (name, num1, num2), with ids (name, (1, num1), (2, num2)), and throws(...) or oneway at the
// end
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (add, int a, int b))
#endif
