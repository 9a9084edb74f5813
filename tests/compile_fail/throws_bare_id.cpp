// error: seathrift: '(1)' in the throws(...) of 'take' in SEATHRIFT_SERVICE(Stock) names no
// exception; write throws(Type), or with an id throws((1, Type)) or throws((1, Type, name))
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Sold {
  std::int32_t count = 0;
};
SEATHRIFT_EXCEPTION(Sold, (1, count))

struct Stock {
  void take();
};
#ifdef PASS
SEATHRIFT_SERVICE(Stock, (take, throws((1, Sold))))
#else
SEATHRIFT_SERVICE(Stock, (take, throws((1))))
#endif
