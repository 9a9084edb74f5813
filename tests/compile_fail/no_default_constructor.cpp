// error: seathrift: S has no default constructor, so that nothing could be decoded into it; give
// it one
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

class S {
 public:
#ifdef PASS
  S() = default;
#endif
  explicit S(int from) : a(from) {}
  int a = 0;
};
SEATHRIFT_STRUCT(S, (1, a))

void use(const S& s) { (void)seathrift::encode<seathrift::Compact>(s); }
