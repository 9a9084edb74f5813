// error: seathrift: SEATHRIFT_STRUCT(S) lists a name twice, or what is no name; write each field
// once, as (1, name): the id, then the name without its type or class
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S, (a, 1), (b, 2))
#endif
