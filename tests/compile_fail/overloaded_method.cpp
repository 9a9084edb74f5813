// error: seathrift: Calculator has no public method 'add', or overloads it; declare it once,
// with a name of its own
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
#ifdef PASS
  std::int32_t add(std::int32_t a, std::int32_t b);
#else
  std::int32_t add(std::int32_t a, std::int32_t b);
  double add(double a, double b);
#endif
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
