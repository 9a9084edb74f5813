// error: seathrift: member 'a' of S is static, const or a function; name a member that can be
// assigned
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

struct S {
#ifdef PASS
  int a = 0;
#else
  static int a;
#endif
};
SEATHRIFT_STRUCT(S, (1, a))

void use() { (void)seathrift::encode<seathrift::Compact>(S{}); }
