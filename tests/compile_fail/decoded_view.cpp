// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <seathrift/codec/decode.hpp>
#include <seathrift/protocol/compact.hpp>

#ifdef PASS
struct Name {
  std::string_view name;
};
#else
using Name = std::string_view;
#endif
void use(std::span<const std::byte> bytes) {
  (void)seathrift::decode<seathrift::Compact, Name>(bytes);
}
