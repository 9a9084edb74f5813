// error: seathrift: field 'b' of S has id 0; ids begin at 1
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
  std::int32_t b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#else
SEATHRIFT_STRUCT(S, (1, a), (0, b))
#endif
