// error: seathrift: '(1, a())' in SEATHRIFT_STRUCT(S) has no name where a field's name belongs;
// write (1, name): the id, then the name without its type
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (b))
#else
SEATHRIFT_STRUCT(S, (1, a()), (b))
#endif
