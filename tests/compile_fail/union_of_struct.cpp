// error: seathrift: Shape is no union; derive it from seathrift::Union<A, B>, or describe it
// with SEATHRIFT_STRUCT
#include <string>

#include <seathrift/schema/macros.hpp>

#ifdef PASS
struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#else
struct Shape {
  double radius = 0;
  std::string label;
};
#endif
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
