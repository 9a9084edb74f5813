// error: seathrift: SEATHRIFT_STRUCT(S) stands inside a function; put it at namespace scope,
// behind S
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#else
void function() { SEATHRIFT_STRUCT(S, (1, a)) }
#endif
