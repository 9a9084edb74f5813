// error: seathrift: member 'ping' of Pinger is static, const or a function; name a member that
// can be assigned
#include <seathrift/schema/macros.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#else
SEATHRIFT_STRUCT(Pinger, (1, ping))
#endif
