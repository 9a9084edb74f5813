// error: seathrift: S is no class, or only declared; define it before SEATHRIFT_STRUCT, and
// describe an enum with SEATHRIFT_ENUM
#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct S {
  int A = 0;
};
#else
enum class S { A };
#endif
SEATHRIFT_STRUCT(S, (1, A))
