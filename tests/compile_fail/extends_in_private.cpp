// error: seathrift: Clock extends a service that it does not derive from; write struct Clock : the
// base
#include <seathrift/schema/macros.hpp>

struct Timer {
  void start();
};
SEATHRIFT_SERVICE(Timer, (start))

#ifdef PASS
struct Clock : Timer {
#else
class Clock : Timer {
 public:
#endif
  void tick();
};
SEATHRIFT_SERVICE(Clock, extends(Timer), (tick))
