// error: seathrift: Calculator extends more than one service; in Thrift it can extend one
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
SEATHRIFT_SERVICE(Base, (ping))
struct Other {
  void pong();
};
SEATHRIFT_SERVICE(Other, (pong))
#ifdef PASS
struct Calculator : Base {
  int add(int a, int b);
};
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
#else
struct Calculator : Base, Other {
  int add(int a, int b);
};
SEATHRIFT_SERVICE(Calculator, extends(Base, Other), (add, a, b))
#endif
