// error: seathrift: two exceptions of 'add' of Calculator have one id, or one has id 0 or one
// beyond 16 bits; number them from 1
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct A {};
SEATHRIFT_EXCEPTION(A)
struct B {};
SEATHRIFT_EXCEPTION(B)
struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, a, b, throws((1, A), (2, B))))
#else
SEATHRIFT_SERVICE(Calculator, (add, a, b, throws((1, A), (1, B))))
#endif
