// error: seathrift: SEATHRIFT_EXCEPTION() is not told what it describes; write
// SEATHRIFT_EXCEPTION(the type, (1, name), ...)
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Broken {
  std::int32_t code = 0;
};
#ifdef PASS
SEATHRIFT_EXCEPTION(Broken, (1, code))
#else
SEATHRIFT_EXCEPTION()
#endif
