// error: seathrift: SEATHRIFT_UNION(Shape) lists a name twice, or what is no name; write each
// member once
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, (1, radius), (2, radius))
#endif
