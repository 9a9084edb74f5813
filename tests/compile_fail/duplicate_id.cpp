// error: seathrift: field 'b' of S repeats id 1; give it an id of its own
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
  std::int32_t b = 0;
  std::int32_t c = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b), (3, c))
#else
SEATHRIFT_STRUCT(S, (1, a), (1, b), (3, c))
#endif
