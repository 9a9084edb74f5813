// error: seathrift: no type Full that can be made of nothing is defined where
// SEATHRIFT_EXCEPTION(Full) stands; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

#ifndef PASS
SEATHRIFT_EXCEPTION(Full, (1, left))
#endif
struct Full {
  int left = 0;
};
#ifdef PASS
SEATHRIFT_EXCEPTION(Full, (1, left))
#endif
