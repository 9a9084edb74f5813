// error: seathrift: member 'count' of union Amount is unsigned, which Thrift does not have; use the
// signed type
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#ifdef PASS
using Count = std::int32_t;
#else
using Count = std::uint32_t;
#endif
struct Amount : seathrift::Union<Count, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Amount, (1, count), (2, words))

std::vector<std::byte> encoded(const Amount& amount) {
  return seathrift::encode<seathrift::Compact>(amount);
}
