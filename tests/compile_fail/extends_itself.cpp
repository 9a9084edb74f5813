// error: seathrift: Pinger extends a service that it does not derive from; write struct Pinger :
// the base
#include <seathrift/schema/macros.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#else
SEATHRIFT_SERVICE(Pinger, extends(Pinger), (ping))
#endif
