// error: seathrift: decode is not told both protocol and type; write decode<Compact, Work>(bytes)
#include <cstddef>
#include <cstdint>
#include <span>

#include <seathrift/codec/decode.hpp>
#include <seathrift/protocol/compact.hpp>

struct Work {
  std::int32_t number = 0;
};

Work read(std::span<const std::byte> bytes) {
#ifdef PASS
  return seathrift::decode<seathrift::Compact, Work>(bytes);
#else
  return seathrift::decode<Work>(bytes);
#endif
}
