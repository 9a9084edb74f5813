// error: seathrift: field 'a' of S has a type that Thrift does not have; use one of the
// documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom
#include <memory>
#include <optional>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  std::optional<int> a;
#else
  std::unique_ptr<int> a;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
