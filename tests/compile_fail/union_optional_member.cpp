// error: seathrift: member 'radius' of union Shape has a type that Thrift does not have; use one
// of the documented types
#include <optional>
#include <string>

#include <seathrift/schema/macros.hpp>

#ifdef PASS
using Radius = double;
#else
using Radius = std::optional<double>;
#endif
struct Shape : seathrift::Union<Radius, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
