// error: seathrift: SEATHRIFT_STRUCT(Inner) stands inside a class or outside the namespace of
// Inner; put it right behind the type, in its namespace
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct S {
  struct Inner {
    std::int32_t a = 0;
  };
#ifndef PASS
  SEATHRIFT_STRUCT(Inner, (1, a))
#endif
};
#ifdef PASS
SEATHRIFT_STRUCT(S::Inner, (1, a))
#endif
