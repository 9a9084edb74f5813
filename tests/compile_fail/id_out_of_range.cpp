// error: seathrift: field 'b' of S has id 32768, which 16 bits cannot hold; use one from 1 to
// 32767
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
  std::int32_t b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (-32768, a), (32767, b))
#else
SEATHRIFT_STRUCT(S, (1, a), (32768, b))
#endif
