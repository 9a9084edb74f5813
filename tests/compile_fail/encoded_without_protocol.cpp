// error: seathrift: the first argument of encode or decode is no protocol; write
// encode<Compact>(value), decode<Compact, Work>(bytes)
#include <seathrift/seathrift.hpp>

struct Work {
  std::int32_t number = 0;
};
#ifdef PASS
void use() { (void)seathrift::encode<seathrift::Compact>(Work{}); }
#else
void use() { (void)seathrift::encode(Work{}); }
#endif
