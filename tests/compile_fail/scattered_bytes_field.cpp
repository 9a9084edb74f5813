// error: seathrift: field 'a' of S is a container of std::byte that is not contiguous; use
// std::vector<std::byte>
#include <cstddef>
#include <deque>
#include <vector>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  std::vector<std::byte> a = {};
#else
  std::deque<std::byte> a = {};
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
