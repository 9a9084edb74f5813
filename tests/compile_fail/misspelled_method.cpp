// error: seathrift: Calculator has no public method 'dad', or overloads it; declare it once,
// with a name of its own
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (ping), (dad, a, b))
#endif
