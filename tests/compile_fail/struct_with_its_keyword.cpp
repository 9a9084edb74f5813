// error: seathrift: 'struct S' in SEATHRIFT_STRUCT(...) is no bare name of a type; write the name
// alone, and a comma behind it
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#else
SEATHRIFT_STRUCT(struct S, (1, a))
#endif
