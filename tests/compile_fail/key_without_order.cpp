// error: seathrift: field 'a' of S is a set or map that can't tell its keys apart; give their type
// an operator<, or the std::hash that the container asks for
#include <map>

#include <seathrift/seathrift.hpp>

struct Key {
  int number = 0;
#ifdef PASS
  auto operator<=>(const Key&) const = default;
#endif
};
struct S {
  std::map<Key, int> a;
};
SEATHRIFT_STRUCT(S, (1, a))

void use(const S& s) { (void)seathrift::encode<seathrift::Compact>(s); }
