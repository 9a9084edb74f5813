// error: seathrift: the first argument of encode or decode is no protocol; write
// encode<Compact>(value), decode<Compact, Work>(bytes)
#include <cstdint>

#include <seathrift/codec/decode.hpp>
#include <seathrift/protocol/compact.hpp>

struct Work {
  std::int32_t value = 0;
};

void use(std::span<const std::byte> bytes) {
#ifdef PASS
  (void)seathrift::decode<seathrift::Compact, Work>(bytes);
#else
  (void)seathrift::decode<Work, seathrift::Compact>(bytes);
#endif
}
