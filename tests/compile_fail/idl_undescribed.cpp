// error: seathrift: the argument of idl is neither a described service nor a type that has a
// declaration in IDL; write SEATHRIFT_SERVICE(...) or SEATHRIFT_STRUCT(...) behind it, in its
// namespace
#include <string>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

struct Clock {
  void tick();
};
#ifdef PASS
SEATHRIFT_SERVICE(Clock, (tick))
#endif

std::string text() { return seathrift::idl<Clock>(); }
