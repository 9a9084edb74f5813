// error: seathrift: SEATHRIFT_UNION(Shape) stands twice, or beside another macro for the type;
// keep one
#include <string>

#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#ifndef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#endif
void use() { (void)seathrift::encode<seathrift::Compact>(Shape{}); }
