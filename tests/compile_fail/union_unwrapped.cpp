// error: seathrift: 'radius' in SEATHRIFT_UNION(Shape) stands without parentheses; write each
// field as (1, name)
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, radius, label)
#endif
