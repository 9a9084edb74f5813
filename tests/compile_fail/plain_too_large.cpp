// error: seathrift: a plain aggregate has more than 100 fields; describe it with
// SEATHRIFT_STRUCT
#include <cstdint>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>

#define TEN(n)                                                                                 \
  std::int32_t n##0 = 0, n##1 = 0, n##2 = 0, n##3 = 0, n##4 = 0, n##5 = 0, n##6 = 0, n##7 = 0, \
               n##8 = 0, n##9 = 0;

// clang-format off
struct S {
  TEN(a) TEN(b) TEN(c) TEN(d) TEN(e) TEN(f) TEN(g) TEN(h) TEN(i)
#ifdef PASS
  TEN(j)
#else
  TEN(j) TEN(k)
#endif
};
// clang-format on

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
