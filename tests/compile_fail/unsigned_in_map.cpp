// error: seathrift: field 'a' of S has a type that Thrift does not have; use one of the
// documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom
#include <map>
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  std::map<std::string, int> a;
#else
  std::map<std::string, unsigned> a;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
