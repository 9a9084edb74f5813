// error: seathrift: SEATHRIFT_EXCEPTION(S) stands twice, or beside another macro for the type;
// keep one
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t a = 0;
};
#ifndef PASS
SEATHRIFT_STRUCT(S, (1, a))
#endif
SEATHRIFT_EXCEPTION(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
