// error: seathrift: 'a' in SEATHRIFT_STRUCT(S) stands without parentheses; write each field as
// (1, name), with its id, and describe a type with a comma in it behind a using
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S, a, b)
#endif
