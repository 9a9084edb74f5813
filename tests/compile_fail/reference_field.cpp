// error: seathrift: S has no public data member 'a'; name a member of it

#include <seathrift/schema/macros.hpp>

inline int number = 0;
struct S {
#ifdef PASS
  int a = 0;
#else
  int& a = number;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))
