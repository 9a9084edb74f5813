// error: seathrift: field 'a' of S has a type that Thrift does not have; use one of the
// documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom

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
