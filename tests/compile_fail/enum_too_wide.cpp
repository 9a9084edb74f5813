// error: seathrift: enumerator 'red' of Color has a value beyond 32 bits, as which an enum
// travels; use std::int64_t in the struct, or a smaller value
#include <cstdint>

#include <seathrift/schema/macros.hpp>

enum class Color : std::int64_t {
#ifdef PASS
  red = 0x10000000
};
#else
  red = 0x100000000
};
#endif
SEATHRIFT_ENUM(Color, red)
