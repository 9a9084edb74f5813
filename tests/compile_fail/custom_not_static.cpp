// error: seathrift: field 'heat' of S has a seathrift::Custom that leads back to itself, to what
// does not travel, or lacks a static to_thrift, or from_thrift for what that gives; let it give a
// type that Thrift has
#include <seathrift/seathrift.hpp>

struct Celsius {
  double degrees = 0;
};
template <>
struct seathrift::Custom<Celsius> {
#ifdef PASS
  static double to_thrift(const Celsius& value) { return value.degrees; }
  static Celsius from_thrift(double value) { return {value}; }
#else
  double to_thrift(const Celsius& value) { return value.degrees; }
  Celsius from_thrift(double value) { return {value}; }
#endif
};
struct S {
  Celsius heat;
};
SEATHRIFT_STRUCT(S, (1, heat))

void use(const S& s) { (void)seathrift::encode<seathrift::Compact>(s); }
