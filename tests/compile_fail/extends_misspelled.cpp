// error: seathrift: 'extend(Base)' in SEATHRIFT_SERVICE(Calculator) is neither a method nor
// extends(...); write a method as (name, its parameters' names ...)
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
struct Calculator : Base {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Base, (ping))
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, extend(Base), (add, a, b))
#endif
