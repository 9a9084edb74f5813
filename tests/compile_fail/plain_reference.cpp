// error: seathrift: a plain aggregate has a member without a default constructor, or a reference;
// give it a default, or let the struct hold a value
#include <cstddef>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

struct Label {
#ifdef PASS
  std::string text;
#else
  const std::string& text;
#endif
};

std::vector<std::byte> encoded(const Label& label) {
  return seathrift::encode<seathrift::Compact>(label);
}
