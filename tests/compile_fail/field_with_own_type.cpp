// error: seathrift: SEATHRIFT_STRUCT(S) lists a name twice, or what is no name; write each field
// once, as (1, name): the id, then the name without its type or class
#include <seathrift/schema/macros.hpp>

struct Work {};
struct S {
  Work a;
};
#ifdef PASS
SEATHRIFT_STRUCT(S, (1, a))
#else
SEATHRIFT_STRUCT(S, (1, Work a))
#endif
