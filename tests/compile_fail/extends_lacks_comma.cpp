// error: seathrift: 'extends(Base)(zip)' in SEATHRIFT_SERVICE(Derived) goes on behind its
// parentheses; put a comma between two items, and all that belongs to one into its parentheses
#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
SEATHRIFT_SERVICE(Base, (ping))
struct Derived : Base {
  void zip();
};
#ifdef PASS
SEATHRIFT_SERVICE(Derived, extends(Base), (zip))
#else
SEATHRIFT_SERVICE(Derived, extends(Base)(zip))
#endif
