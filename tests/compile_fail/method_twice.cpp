// error: seathrift: method 'ping' of Pinger has the name of another one of it or of its base,
// and on the wire they would be one; list it once, or rename it
#include <seathrift/schema/macros.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#else
SEATHRIFT_SERVICE(Pinger, (ping), (ping))
#endif
