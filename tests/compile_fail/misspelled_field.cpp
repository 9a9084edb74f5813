// error: seathrift: S has no public data member 'nmae'; name a member of it
#include <cstdint>
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
  std::int32_t number = 0;
  std::string name;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, number), (2, name))
#else
SEATHRIFT_STRUCT(S, (1, number), (2, nmae))
#endif

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
