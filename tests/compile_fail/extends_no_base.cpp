// error: seathrift: Calculator extends a service that it does not derive from; write struct
// Calculator : the base
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
SEATHRIFT_SERVICE(Base, (ping))
#ifdef PASS
struct Calculator : Base {
#else
struct Calculator {
#endif
  int add(int a, int b);
};
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
