// error: seathrift: what is encoded or decoded is no struct; put the value into one, or describe
// its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION
#include <seathrift/seathrift.hpp>

struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
struct List {
  std::vector<Work> all;
};
#else
using List = std::vector<Work>;
#endif
void use() { (void)seathrift::encode<seathrift::Compact>(List{}); }
