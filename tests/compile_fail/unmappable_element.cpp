// error: seathrift: field 'by_name' of S has a type that Thrift does not have; use one of the
// documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom
#include <map>
#include <string>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/schema/macros.hpp>

class Opaque {
 public:
  explicit Opaque(int number) : number_(number) {}
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};
struct S {
#ifdef PASS
  std::map<std::string, std::vector<int>> by_name;
#else
  std::map<std::string, std::vector<Opaque>> by_name;
#endif
};
SEATHRIFT_STRUCT(S, (1, by_name))

void use(std::span<const std::byte> bytes) { (void)seathrift::decode<seathrift::Binary, S>(bytes); }
