// error: seathrift: SEATHRIFT_EXTERN(Work) of a struct that is not described; write it behind
// SEATHRIFT_STRUCT(Work, ...)
#include <cstdint>

#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(Work, (1, number))
#endif
SEATHRIFT_EXTERN(Work, seathrift::Compact)
