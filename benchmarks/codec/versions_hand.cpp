// SPDX-License-Identifier: Apache-2.0
// The messages of versions.cpp, read by hand in any order.

#include "versions_hand.hpp"

#include "any_order.hpp"

namespace bench::hand {

template <class Wire, class Message>
void decode_any_order(std::span<const std::byte> bytes, Message& message) {
  const auto* const begin = reinterpret_cast<const Byte*>(bytes.data());
  AnyOrderReader<Wire>(Input{begin, begin + bytes.size()}).message(message);
}

#define BENCH_DECODE(Message)                                                                \
  template void decode_any_order<BinaryWire, Message>(std::span<const std::byte>, Message&); \
  template void decode_any_order<CompactWire, Message>(std::span<const std::byte>, Message&);
BENCH_DECODE(Small)
BENCH_DECODE(Rects)
BENCH_DECODE(Monsters)
BENCH_DECODE(Wide)
BENCH_DECODE(Level1)
BENCH_DECODE(Index)
BENCH_DECODE(Refusal)
#undef BENCH_DECODE

}  // namespace bench::hand
