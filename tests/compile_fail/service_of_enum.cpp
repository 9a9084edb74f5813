// error: seathrift: Clock is no class, or no name of one; write struct Clock with the methods as
// functions, and SEATHRIFT_SERVICE behind it
#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct Clock {
  void now();
};
#else
enum class Clock { now };
#endif
SEATHRIFT_SERVICE(Clock, (now))
