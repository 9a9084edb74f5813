// error: seathrift: field 'works' of S is of a type that is only declared; include or write its
// definition before what is encoded, decoded or called
#include <seathrift/seathrift.hpp>

struct Work;
struct S {
  std::vector<Work> works;
};
SEATHRIFT_STRUCT(S, (1, works))
#ifdef PASS
struct Work {
  int number = 0;
};
#endif

void use(const S& s) { (void)seathrift::encode<seathrift::Compact>(s); }
