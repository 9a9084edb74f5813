// error: seathrift: '(1, double)' in SEATHRIFT_UNION(Shape) has no name where a field's name
// belongs; write (1, name): the id, then the name without its type
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, (1, double), (2, std::string))
#endif
