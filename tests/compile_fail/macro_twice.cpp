// error: seathrift: SEATHRIFT_STRUCT(S) stands twice; keep one
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
};
SEATHRIFT_STRUCT(S, (1, a))
#ifndef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
