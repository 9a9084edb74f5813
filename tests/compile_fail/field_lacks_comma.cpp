// error: seathrift: '(1, a)(2, b)' in SEATHRIFT_STRUCT(S) goes on behind its parentheses; put a
// comma between two items, and all that belongs to one into its parentheses
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S, (1, a)(2, b))
#endif
