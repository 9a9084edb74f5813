// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the hand-written codecs stand on? Unaligned words, an output that grows, an input that
// ends. Nothing of the library: the limit must not move with it.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

namespace bench::limit {

using Byte = std::uint8_t;

/// The message differs from what these codecs predict; a complete codec's general path would begin
/// here.
[[noreturn, gnu::noinline, gnu::cold]] inline void unexpected() { std::abort(); }

[[gnu::always_inline]] inline void expect(bool holds) {
  if (!holds) [[unlikely]]
    unexpected();
}

template <class Word>
[[gnu::always_inline]] inline Word load(const Byte* from) {
  Word word;
  __builtin_memcpy(&word, from, sizeof word);
  return word;
}

template <class Word>
[[gnu::always_inline]] inline void store(Byte* to, Word word) {
  __builtin_memcpy(to, &word, sizeof word);
}

[[gnu::always_inline]] inline std::uint16_t swap(std::uint16_t word) {
  return __builtin_bswap16(word);
}
[[gnu::always_inline]] inline std::uint32_t swap(std::uint32_t word) {
  return __builtin_bswap32(word);
}
[[gnu::always_inline]] inline std::uint64_t swap(std::uint64_t word) {
  return __builtin_bswap64(word);
}

/// Copies a text; one of up to 16 bytes, as most are, without a call.
[[gnu::always_inline]] inline Byte* copy(Byte* to, const std::string& text) {
  const auto* from = reinterpret_cast<const Byte*>(text.data());
  const std::size_t size = text.size();
  if (size <= 16) {
    if (size >= 8) {
      const auto head = load<std::uint64_t>(from);
      const auto tail = load<std::uint64_t>(from + size - 8);
      store(to, head);
      store(to + size - 8, tail);
    } else if (size >= 4) {
      const auto head = load<std::uint32_t>(from);
      const auto tail = load<std::uint32_t>(from + size - 4);
      store(to, head);
      store(to + size - 4, tail);
    } else if (size != 0) {
      to[0] = from[0];
      to[size / 2] = from[size / 2];
      to[size - 1] = from[size - 1];
    }
  } else {
    std::memcpy(to, from, size);
  }
  return to + size;
}

/// Memory that is kept and never zeroed. The encoders carry the place to write to by value, so that
/// it stays in a register, and ask for room once a struct or list.
class Output {
 public:
  [[nodiscard]] Byte* begin() { return memory_.get(); }

  /// `to`, or its place in larger memory, with room for `size` bytes more and `slack` behind them.
  [[gnu::always_inline]] inline Byte* need(Byte* to, std::size_t size) {
    const auto used = static_cast<std::size_t>(to - memory_.get());
    if (used + size + slack <= capacity_) [[likely]]
      return to;
    return grow(used, size);
  }

 private:
  static constexpr std::size_t slack = 32;

  [[gnu::noinline]] Byte* grow(std::size_t used, std::size_t size) {
    const std::size_t capacity = std::max(capacity_ * 2, used + size + 2 * slack);
    std::unique_ptr<Byte[]> memory(new Byte[capacity]);
    std::memcpy(memory.get(), memory_.get(), used);
    memory_ = std::move(memory);
    capacity_ = capacity;
    return memory_.get() + used;
  }

  std::size_t capacity_ = 64;
  std::unique_ptr<Byte[]> memory_{new Byte[capacity_]};
};

/// What is left of a message. Behind `end` lie 16 readable bytes, so that a load may reach past it.
struct Input {
  const Byte* at;
  const Byte* end;

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end - at); }
};

/// Ends the decoding when fewer than `size` bytes are left.
[[gnu::always_inline]] inline void need(const Input& in, std::size_t size) {
  expect(in.left() >= size);
}

/// Takes a text of `size` bytes.
[[gnu::always_inline]] inline void take_text(Input& in, std::size_t size, std::string& text) {
  need(in, size);
  text.assign(reinterpret_cast<const char*>(in.at), size);
  in.at += size;
}

}  // namespace bench::limit
