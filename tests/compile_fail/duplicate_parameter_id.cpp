// error: seathrift: two parameters of 'add' of Calculator have one id, or one has id 0 or one
// beyond 16 bits; number them from 1
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (add, (2, a), (1, b)))
#else
SEATHRIFT_SERVICE(Calculator, (add, (2, a), b))
#endif
