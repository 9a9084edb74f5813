// error: seathrift: a plain aggregate has bit-fields; let each field be a member of its own
#include <cstddef>
#include <span>
#include <string>

#include <seathrift/seathrift.hpp>

struct Flags {
  std::string owner = {};
#ifdef PASS
  bool read = false;
#else
  bool read : 1;
#endif
};

Flags decoded(std::span<const std::byte> bytes) {
  return seathrift::decode<seathrift::Compact, Flags>(bytes);
}
