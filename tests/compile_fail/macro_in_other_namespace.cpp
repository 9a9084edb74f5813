// error: seathrift: SEATHRIFT_STRUCT(other::S) stands inside a class or outside the namespace of
// other::S; put it right behind the type, in its namespace
#include <cstdint>

#include <seathrift/schema/macros.hpp>

namespace other {
struct S {
  std::int32_t a = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
}  // namespace other
#ifndef PASS
SEATHRIFT_STRUCT(other::S, (1, a))
#endif
