// error: seathrift: SEATHRIFT_STRUCT(S) lists no fields; list those of S, each as (1, name)
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S)
#endif
