// error: seathrift: what is decoded into is const; pass an object that can change
#include <cstddef>
#include <cstdint>
#include <span>

#include <seathrift/codec/decode.hpp>
#include <seathrift/protocol/compact.hpp>

struct Work {
  std::int32_t number = 0;
};

#ifdef PASS
void read(std::span<const std::byte> bytes, Work& work) {
#else
void read(std::span<const std::byte> bytes, const Work& work) {
#endif
  seathrift::decode_to<seathrift::Compact>(bytes, work);
}
