// error: seathrift: Pinger has no public method 'ping', or overloads it; declare it once, with a
// name of its own
#include <seathrift/schema/macros.hpp>

#ifdef PASS
class Pinger {
 public:
  void ping();
};
#else
class Pinger {
  void ping();
};
#endif
SEATHRIFT_SERVICE(Pinger, (ping))
