// error: seathrift: field 'label' of Shape repeats id 1; give it an id of its own
#include <string>

#include <seathrift/schema/macros.hpp>

struct Shape : seathrift::Union<double, std::string> {
  using Union::Union;
};
#ifdef PASS
SEATHRIFT_UNION(Shape, (1, radius), (2, label))
#else
SEATHRIFT_UNION(Shape, (1, radius), (1, label))
#endif
