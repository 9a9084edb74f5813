// error: seathrift: 'throw(Full)' behind 'ping' in SEATHRIFT_SERVICE(Pinger) is no name; write
// (name, num1, num2), with ids (name, (1, num1), (2, num2)), and throws(...) or oneway at the
// end
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
