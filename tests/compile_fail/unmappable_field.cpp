// error: seathrift: field 'price' of S is of a type of numbers or characters that Thrift does
// not have; use double, std::int8_t or std::string
#include <cstdint>
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
  std::string name;
#ifdef PASS
  double price = 0;
#else
  float price = 0;
#endif
  std::int32_t count = 0;
};
SEATHRIFT_STRUCT(S, (1, name), (2, price), (3, count))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
