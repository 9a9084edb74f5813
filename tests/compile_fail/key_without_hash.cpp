// error: seathrift: field 'a' of S is a set or map that can't tell its keys apart; give their type
// an operator<, or the std::hash that the container asks for
#include <unordered_set>

#include <seathrift/seathrift.hpp>

struct Key {
  int number = 0;
  bool operator==(const Key&) const = default;
};
#ifdef PASS
template <>
struct std::hash<Key> {
  std::size_t operator()(const Key& key) const { return static_cast<std::size_t>(key.number); }
};
#endif
struct S {
  std::unordered_set<Key> a;
};
SEATHRIFT_STRUCT(S, (1, a))

void use(const S& s) { (void)seathrift::encode<seathrift::Compact>(s); }
