// error: seathrift: Clock is in an anonymous namespace, but its methods need linkage; give the
// namespace a name
#include <seathrift/schema/macros.hpp>

#ifdef PASS
namespace hall {
#else
namespace {
#endif
struct Clock {
  void tick();
};
SEATHRIFT_SERVICE(Clock, (tick))
}  // namespace
