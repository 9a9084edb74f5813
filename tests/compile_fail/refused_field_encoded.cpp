// error: seathrift: Work has no default constructor, so that nothing could be decoded into it;
// give it one
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Work {
#ifdef PASS
  Work() = default;
#endif
  explicit Work(std::int32_t value) : number(value) {}
  std::int32_t number = 0;
};
SEATHRIFT_STRUCT(Work, (1, number))

struct List {
  std::vector<Work> all = {};
};

List read(std::span<const std::byte> bytes) {
  return seathrift::decode<seathrift::Compact, List>(bytes);
}
std::vector<std::byte> written(const List& list) {
  return seathrift::encode<seathrift::Compact>(list);
}
