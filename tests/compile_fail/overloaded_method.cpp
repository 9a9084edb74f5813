// error: seathrift: Calculator has no method 'add', or overloads it; declare it once, with a name of its own
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
#ifndef PASS
  double add(double a, double b);
#endif
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
