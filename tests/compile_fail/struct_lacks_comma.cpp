// error: seathrift: 'S (1, a)' in SEATHRIFT_STRUCT(...) is no bare name of a type; write the name
// alone, and a comma behind it
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
// clang-format off
SEATHRIFT_STRUCT(S (1, a), (2, b))
// clang-format on
#endif
