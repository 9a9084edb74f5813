// error: seathrift: a plain aggregate has a base class; describe it with SEATHRIFT_STRUCT
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Base {
  std::int32_t a = 0;
};
struct S : Base {
  std::int32_t b = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a), (2, b))
#endif

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
