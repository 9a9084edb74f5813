// error: seathrift: SEATHRIFT_STRUCT(S) stands twice, or beside another macro for the type; keep
// one
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
};
SEATHRIFT_STRUCT(S, (1, a))
#ifndef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
