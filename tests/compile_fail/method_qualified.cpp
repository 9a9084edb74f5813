// error: seathrift: SEATHRIFT_SERVICE(Pinger) lists a method by what is no name; write each as
// (name, its parameters' names ...), its name without its type or class
#include <seathrift/schema/macros.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#else
SEATHRIFT_SERVICE(Pinger, (Pinger::ping))
#endif
