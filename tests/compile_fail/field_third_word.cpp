// error: seathrift: '(1, a, optional)' in SEATHRIFT_STRUCT(S) has more behind a field's name
// than the word required; write (1, name) or (1, name, required), and std::optional in the
// struct for what is optional
#include <seathrift/schema/macros.hpp>

struct S {
  int a = 0;
  int b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S, (1, a, optional), (2, b))
#endif
