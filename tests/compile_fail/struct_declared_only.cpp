// error: seathrift: S is no class, or only declared; define it before SEATHRIFT_STRUCT, and
// describe an enum with SEATHRIFT_ENUM
#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct S {
  int a = 0;
};
#else
struct S;
#endif
SEATHRIFT_STRUCT(S, (1, a))
