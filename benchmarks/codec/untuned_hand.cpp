// SPDX-License-Identifier: Apache-2.0
// How fast are the untuned messages with a codec that is written by hand, straightforwardly?

#include "hand.hpp"
#include "hand_wires.hpp"
#include "harness.hpp"

namespace bench::hand {

template <class Wire>
struct Column : OurObjects {
  static constexpr auto library = "hand";
  static constexpr auto protocol = Wire::name;

  template <class Message>
  class Encoder {
   public:
    Bytes operator()(const Message& message) {
      const Byte* end = Writer<Wire>(out_).message(message);
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
      Reader<Wire>(Input{begin, begin + bytes.size()}).message(message);
    }
  };
};

}  // namespace bench::hand

int main(int argc, char** argv) {
  using namespace bench::hand;
  return bench::run<bench::UntunedMessages, Column<BinaryWire>, Column<CompactWire>>(argc, argv);
}
