// error: seathrift: a field of a plain aggregate has a type that Thrift does not have; describe
// the aggregate with SEATHRIFT_STRUCT to learn which, and use a signed integer, double, string,
// container or struct
#include <cstdint>
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>

struct S {
  std::string name;
#ifdef PASS
  std::int32_t count = 0;
#else
  std::uint32_t count = 0;
#endif
};

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
