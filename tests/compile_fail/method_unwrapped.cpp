// error: seathrift: 'ping' in SEATHRIFT_SERVICE(Pinger) is neither a method nor extends(...);
// write a method as (name, its parameters' names ...)
#include <seathrift/schema/macros.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#else
SEATHRIFT_SERVICE(Pinger, ping)
#endif
