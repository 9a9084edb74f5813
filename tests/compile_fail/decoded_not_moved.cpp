// error: seathrift: what is decoded can be neither moved nor copied to who asked for it; decode_to
// an object that is there
#include <seathrift/seathrift.hpp>

struct S {
  S() = default;
  S(const S&) = delete;
  int a = 0;
};
SEATHRIFT_STRUCT(S, (1, a))

#ifdef PASS
void use(const std::vector<std::byte>& bytes, S& s) {
  seathrift::decode_to<seathrift::Compact>(bytes, s);
}
#else
void use(const std::vector<std::byte>& bytes) {
  (void)seathrift::decode<seathrift::Compact, S>(bytes);
}
#endif
