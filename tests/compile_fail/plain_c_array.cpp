// error: seathrift: a plain aggregate has a C array; use std::array, std::vector or std::string
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <seathrift/seathrift.hpp>

struct Badge {
  std::int32_t number = 0;
#ifdef PASS
  std::array<std::int32_t, 4> digits = {};
#else
  std::int32_t digits[4] = {};
#endif
};

std::vector<std::byte> encoded(const Badge& badge) {
  return seathrift::encode<seathrift::Compact>(badge);
}
