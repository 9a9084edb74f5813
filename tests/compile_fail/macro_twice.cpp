// error: seathrift: SEATHRIFT_STRUCT(S) stands twice; keep one
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#else
SEATHRIFT_STRUCT(S, (1, a))
SEATHRIFT_STRUCT(S, (1, a))
#endif
