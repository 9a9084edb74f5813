// error: seathrift: 'ping' of Pinger throws one exception twice; list it once
#include <seathrift/schema/macros.hpp>

struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping, throws(Full)))
#else
SEATHRIFT_SERVICE(Pinger, (ping, throws(Full, Full)))
#endif
