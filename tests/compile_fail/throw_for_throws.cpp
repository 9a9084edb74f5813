// error: seathrift: what SEATHRIFT_SERVICE(Pinger) lists behind 'ping' are not the names of its
// parameters, each once; write (ping, num1, num2), or with ids (ping, (1, num1), (2, num2))
#include <seathrift/schema/macros.hpp>

struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping, throws(Full)))
#else
SEATHRIFT_SERVICE(Pinger, (ping, throw(Full)))
#endif
