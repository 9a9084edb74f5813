// error: seathrift: SEATHRIFT_STRUCT() is not told what it describes; write SEATHRIFT_STRUCT(the
// type, (1, name), ...)
#include <cstdint>

#include <seathrift/schema/macros.hpp>

struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(Work, (1, number))
#else
SEATHRIFT_STRUCT()
#endif
