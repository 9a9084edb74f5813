// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#endif
void use() { (void)seathrift::encode<seathrift::Compact>(Shape{}); }
