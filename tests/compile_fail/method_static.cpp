// error: seathrift: 'ping' of Pinger is static, or is no function; declare it as a member
// function
#include <seathrift/schema/macros.hpp>

struct Pinger {
#ifdef PASS
  void ping();
#else
  static void ping();
#endif
};
SEATHRIFT_SERVICE(Pinger, (ping))
