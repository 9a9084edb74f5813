// error: seathrift: field 'a' of S is a pointer or a C array; use std::string, std::array or
// std::vector, or std::unique_ptr of a struct
#include <array>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  std::array<int, 3> a = {};
#else
  int a[3] = {};
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
