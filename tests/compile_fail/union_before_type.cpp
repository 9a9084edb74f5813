// error: seathrift: no type Shape that can be made of nothing is defined where
// SEATHRIFT_UNION(Shape) stands; put it right behind the type, in its namespace
#include <seathrift/schema/macros.hpp>

#ifndef PASS
SEATHRIFT_UNION(Shape, (1, radius))
#endif
struct Shape : seathrift::Union<double> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius))
#endif
