// error: seathrift: SEATHRIFT_SERVICE(apart::Pinger) stands inside a class or outside the
// namespace of apart::Pinger; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

namespace apart {
struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#endif
}  // namespace apart
#ifndef PASS
SEATHRIFT_SERVICE(apart::Pinger, (ping))
#endif
