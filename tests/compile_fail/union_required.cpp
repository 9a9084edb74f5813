// error: seathrift: member 'radius' of union Shape is required, but a union holds one member;
// drop it
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, (1, radius, required), (2, label))
#endif
