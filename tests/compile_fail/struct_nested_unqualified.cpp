// error: seathrift: no type Inner that can be made of nothing is defined where
// SEATHRIFT_STRUCT(Inner) stands; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

struct Outer {
  struct Inner {
    int a = 0;
  };
};
#ifdef PASS
SEATHRIFT_STRUCT(Outer::Inner, (1, a))
#else
SEATHRIFT_STRUCT(Inner, (1, a))
#endif
