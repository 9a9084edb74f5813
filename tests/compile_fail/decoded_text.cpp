// error: seathrift: decode reads a std::span<const std::byte>, and was given something else first;
// pass a std::vector<std::byte>, or std::as_bytes(std::span(text))
#include <span>
#include <string>

#include <seathrift/seathrift.hpp>

struct Work {
  int number = 0;
};
#ifdef PASS
Work use(const std::string& text) {
  return seathrift::decode<seathrift::Compact, Work>(std::as_bytes(std::span(text)));
}
#else
Work use(const std::string& text) { return seathrift::decode<seathrift::Compact, Work>(text); }
#endif
