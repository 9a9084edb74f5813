// error: seathrift: field 'a' of S has a seathrift::Custom that leads back to itself, to what does
// not travel, or lacks a static to_thrift, or from_thrift for what that gives; let it give a type
// that Thrift has
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Celsius {
  double degrees = 0;
};
template <>
struct seathrift::Custom<Celsius> {
#ifdef PASS
  static double to_thrift(const Celsius& value) { return value.degrees; }
  static Celsius from_thrift(double value) { return {value}; }
#else
  static Celsius to_thrift(const Celsius& value) { return value; }
  static Celsius from_thrift(const Celsius& value) { return value; }
#endif
};

struct S {
  Celsius a = {};
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
