// error: seathrift: 'zip oneway' in SEATHRIFT_SERVICE(Calculator) is neither a method nor
// extends(...); write a method as (name, its parameters' names ...)
#include <seathrift/schema/macros.hpp>

struct Calculator {
  int add(int a, int b);
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip, oneway))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b), (zip oneway))
#endif
