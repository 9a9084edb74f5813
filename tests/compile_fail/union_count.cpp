// error: seathrift: SEATHRIFT_UNION(Shape) names another number of members than its
// seathrift::Union has; name each once
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, (1, radius))
#endif
