// error: seathrift: decode reads a std::span<const std::byte>, and was given something else first;
// pass a std::vector<std::byte>, or std::as_bytes(std::span(text))
#include <seathrift/seathrift.hpp>

struct Work {
  int number = 0;
};
#ifdef PASS
void use(const std::vector<std::byte>& bytes, Work& work) {
  seathrift::decode_to<seathrift::Compact>(bytes, work);
}
#else
void use(const std::vector<std::byte>& bytes, Work& work) {
  seathrift::decode_to<seathrift::Compact>(work, bytes);
}
#endif
