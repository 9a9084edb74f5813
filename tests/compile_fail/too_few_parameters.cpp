// error: seathrift: 'add' of Calculator has another number of parameters than SEATHRIFT_SERVICE
// names; name each parameter once, one called oneway with its id: (1, oneway)
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
#ifdef PASS
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
#else
SEATHRIFT_SERVICE(Calculator, (ping), (add, a))
#endif
