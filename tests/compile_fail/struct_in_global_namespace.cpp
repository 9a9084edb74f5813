// error: seathrift: no type S that can be made of nothing is defined where SEATHRIFT_STRUCT(S)
// stands; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

namespace apart {
struct S {
  int a = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
}  // namespace apart
#ifndef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
