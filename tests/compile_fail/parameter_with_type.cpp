// error: seathrift: what SEATHRIFT_SERVICE(Calculator) lists behind 'add' are not the names of
// its parameters, each once; write (add, num1, num2), or with ids (add, (1, num1), (2, num2))
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (add, int a, int b))
#endif
