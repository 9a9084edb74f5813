// error: seathrift: Shape is a union; describe it with SEATHRIFT_UNION
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_STRUCT(Shape, (1, radius), (2, label))
#endif
