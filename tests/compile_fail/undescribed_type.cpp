// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

class Circle {
 public:
  explicit Circle(double r) : radius(r) {}
  Circle() = default;
  double radius = 0;
};
#ifdef PASS
SEATHRIFT_STRUCT(Circle, (1, radius))
#endif

void use() { (void)seathrift::encode<seathrift::Compact>(Circle(1)); }
