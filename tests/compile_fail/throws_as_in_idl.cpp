// error: seathrift: '1 : Full full' in the throws(...) of 'ping' in SEATHRIFT_SERVICE(Pinger) names
// no exception; write throws(Type), or with an id throws((1, Type)) or throws((1, Type, name))
#include <seathrift/schema/macros.hpp>

struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping, throws((1, Full, full))))
#else
SEATHRIFT_SERVICE(Pinger, (ping, throws(1 : Full full)))
#endif
