// error: seathrift: method 'ping' of Calculator has the name of another one of it or of its
// base, and on the wire they would be one; list it once, or rename it
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
SEATHRIFT_SERVICE(Base, (ping))
struct Calculator : Base {
#ifdef PASS
  void pong();
};
SEATHRIFT_SERVICE(Calculator, extends(Base), (pong))
#else
  void ping();
};
SEATHRIFT_SERVICE(Calculator, extends(Base), (ping))
#endif
