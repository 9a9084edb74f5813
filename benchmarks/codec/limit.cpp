// SPDX-License-Identifier: Apache-2.0
// How fast could these messages be encoded and decoded? Codecs written by hand for exactly them,
// and the plain copy of their bytes.

#include "harness.hpp"
#include "limit_binary.hpp"
#include "limit_compact.hpp"

namespace bench::limit {

struct Binary {
  static constexpr auto protocol = "Binary";
  template <class Message>
  [[gnu::always_inline]] static Byte* encode(Output& out, const Message& message) {
    return binary::encode(out, out.begin(), message);
  }
  template <class Message>
  [[gnu::always_inline]] static void decode(Input& in, Message& message) {
    binary::decode(in, message);
  }
};

struct Compact {
  static constexpr auto protocol = "Compact";
  template <class Message>
  [[gnu::always_inline]] static Byte* encode(Output& out, const Message& message) {
    return compact::encode(out, out.begin(), message);
  }
  template <class Message>
  [[gnu::always_inline]] static void decode(Input& in, Message& message) {
    compact::decode(in, message);
  }
};

template <class Protocol>
struct Column : OurObjects {
  static constexpr auto library = "limit";
  static constexpr auto protocol = Protocol::protocol;

  template <class Message>
  class Encoder {
   public:
    Bytes operator()(const Message& message) {
      const Byte* end = Protocol::encode(out_, message);
      const Byte* begin = out_.begin();
      return {reinterpret_cast<const std::byte*>(begin), static_cast<std::size_t>(end - begin)};
    }

   private:
    Output out_;
  };

  template <class Message>
  struct Decoder {
    void operator()(Message& message, Bytes bytes) {
      const auto* begin = reinterpret_cast<const Byte*>(bytes.data());
      Input in{begin, begin + bytes.size()};
      Protocol::decode(in, message);
    }
  };
};

}  // namespace bench::limit

int main(int argc, char** argv) {
  using Binary = bench::limit::Column<bench::limit::Binary>;
  using Compact = bench::limit::Column<bench::limit::Compact>;
  bench::Messages::for_each([]<class Message>(const std::string& name, const Message& message) {
    bench::register_copy<Binary>(name, message);
    bench::register_copy<Compact>(name, message);
  });
  return bench::run<bench::Messages, Binary, Compact>(argc, argv);
}
