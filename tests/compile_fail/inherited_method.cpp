// error: seathrift: 'ping' of Calculator belongs to a base of it; list it there, and write
// extends(the base) here
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Base {
  void ping();
};
struct Calculator : Base {
  std::int32_t add(std::int32_t a, std::int32_t b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Base, (ping))
SEATHRIFT_SERVICE(Calculator, extends(Base), (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
#endif
