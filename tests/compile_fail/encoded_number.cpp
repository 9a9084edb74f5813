// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>

#ifdef PASS
struct Number {
  std::int32_t value;
};
#else
using Number = std::int32_t;
#endif

void use() { (void)seathrift::encode<seathrift::Compact>(Number{1}); }
