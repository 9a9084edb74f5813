// error: seathrift: a plain aggregate has a member without a default constructor, or a reference;
// give it a default, or let the struct hold a value
#include <cstddef>
#include <span>

#include <seathrift/seathrift.hpp>

class Metres {
 public:
  explicit Metres(double value) : value_(value) {}
  double value() const { return value_; }

 private:
  double value_;
};
template <>
struct seathrift::Custom<Metres> {
  static double to_thrift(const Metres& value) { return value.value(); }
  static Metres from_thrift(double value) { return Metres(value); }
};

struct Depth {
#ifdef PASS
  Metres metres = Metres(0);
#else
  Metres metres;
#endif
};

Depth decoded(std::span<const std::byte> bytes) {
  return seathrift::decode<seathrift::Compact, Depth>(bytes);
}
