// error: seathrift: member 'a' of S is a reference or a bit-field; let the struct hold a value
// of its own
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  int a = 0;
#else
  int a : 3;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))
