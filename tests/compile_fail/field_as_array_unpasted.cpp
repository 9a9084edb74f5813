// error: seathrift: '(a[3])' in SEATHRIFT_EXCEPTION(E) has no name where a field's name belongs;
// write (1, name): the id, then the name without its type
#include <array>

#include <seathrift/schema/macros.hpp>

struct E {
  std::array<int, 3> a{};
};
#ifdef PASS
SEATHRIFT_EXCEPTION(E, (a))
#else
SEATHRIFT_EXCEPTION(E, (a[3]))
#endif
