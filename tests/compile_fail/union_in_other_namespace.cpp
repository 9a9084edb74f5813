// error: seathrift: SEATHRIFT_UNION(apart::Shape) stands inside a class or outside the namespace
// of apart::Shape; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

namespace apart {
struct Shape : seathrift::Union<int, double> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, side), (2, radius))
#endif
}  // namespace apart
#ifndef PASS
SEATHRIFT_UNION(apart::Shape, (1, side), (2, radius))
#endif
