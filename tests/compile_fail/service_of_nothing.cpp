// error: seathrift: SEATHRIFT_SERVICE() is not told what it describes; write SEATHRIFT_SERVICE(the
// type, (method), ...)
#include <seathrift/schema/macros.hpp>

struct Clock {
  void tick();
};
#ifdef PASS
SEATHRIFT_SERVICE(Clock, (tick))
#else
SEATHRIFT_SERVICE()
#endif
