// error: seathrift: field 'a' of S is a pointer or a C array; use std::string, std::array or
// std::vector, or std::unique_ptr of a struct

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

class Opaque;
struct S {
#ifdef PASS
  int a = 0;
#else
  Opaque* a = nullptr;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
