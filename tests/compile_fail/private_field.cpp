// error: seathrift: S has no public data member 'a'; name a member of it
#include <seathrift/schema/macros.hpp>

#ifdef PASS
class S {
 public:
#else
class S {
#endif
  int a = 0;
};
SEATHRIFT_STRUCT(S, (1, a))
