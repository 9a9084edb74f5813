// error: seathrift: field 'count' of S is unsigned, which Thrift does not have; use the signed
// type
#include <cstdint>
#include <string>

#include <seathrift/schema/macros.hpp>

struct S {
  std::string name;
#ifdef PASS
  std::int32_t count = 0;
#else
  std::uint32_t count = 0;
#endif
};
SEATHRIFT_STRUCT(S, (1, name), (2, count))
