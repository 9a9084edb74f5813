// error: seathrift: Calculator derives from a service that it does not extend; write
// SEATHRIFT_SERVICE(Calculator, extends(the base), ...)
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
SEATHRIFT_SERVICE(Base, (ping))
struct Calculator : Base {
  int add(int a, int b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b))
#endif
