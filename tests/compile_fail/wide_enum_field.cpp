// error: seathrift: field 'a' of S is an enum of 64 bits, but an enum travels as 32; derive the
// enum from std::int32_t, or use std::int64_t here
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

enum class Number : std::int32_t { one = 1 };
enum class Wide : std::int64_t { one = 1 };

struct S {
#ifdef PASS
  Number a = {};
#else
  Wide a = {};
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
