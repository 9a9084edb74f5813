// error: seathrift: what Calculator extends is no service; write SEATHRIFT_SERVICE(...) behind
// the base, in its namespace
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Base, (ping))
#endif
struct Calculator : Base {
  int add(int a, int b);
};
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
