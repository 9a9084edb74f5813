// error: seathrift: 'run' of Trains has another number of parameters than SEATHRIFT_SERVICE
// names; name each parameter once, one called oneway with its id: (1, oneway)
#include <seathrift/schema/macros.hpp>

struct Trains {
  void run(bool oneway);
};
#ifdef PASS
SEATHRIFT_SERVICE(Trains, (run, (1, oneway)))
#else
SEATHRIFT_SERVICE(Trains, (run, oneway))
#endif
