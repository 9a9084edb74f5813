// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many varints read and written with AVX2 and BMI2? Eight bytes of a message at a time
// while they are short, else one by one without a loop.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/varint.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

/// Stretches the highest bit of each byte over the byte.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t whole_bytes(
    std::uint64_t highest) noexcept {
  return (highest - (highest >> 7)) | highest;
}

/// Reads the numbers of a word of varints of one or two bytes, eight or fewer, and writes eight.
/// `more` has the continue bits.
[[SEATHRIFT_AVX2]] SEATHRIFT_ALWAYS_INLINE void read_short_varints(std::byte* to,
                                                                   std::uint64_t word,
                                                                   std::uint64_t more,
                                                                   std::size_t width) noexcept {
  // Their first bytes pushed together, and their second ones, zero where there is none.
  const std::uint64_t first = whole_bytes((more ^ continue_bits) << 8 | 0x80);
  const std::uint64_t lows = __builtin_ia32_pext_di(word & ~continue_bits, first);
  const std::uint64_t highs = __builtin_ia32_pext_di((word >> 8) & whole_bytes(more), first);
  const Words8 value = __builtin_convertvector((Bytes8)lows, Words8) |
                       (__builtin_convertvector((Bytes8)highs, Words8) << 7);
  const Words8 result = (value >> 1) ^ -(value & 1);
  if (width == 8) {
    const Longs4 near =
        __builtin_convertvector(__builtin_shufflevector(result, result, 0, 1, 2, 3), Longs4);
    const Longs4 far =
        __builtin_convertvector(__builtin_shufflevector(result, result, 4, 5, 6, 7), Longs4);
    std::memcpy(to, &near, 32);
    std::memcpy(to + 32, &far, 32);
  } else if (width == 4) {
    const Ints8 ints = __builtin_convertvector(result, Ints8);
    std::memcpy(to, &ints, 32);
  } else {
    std::memcpy(to, &result, 16);
  }
}

/// Reads the next numbers of a word of varints. `stop` has the bits where they end, `before` those
/// up to where the last one ended; where there are no more, what is written means nothing.
template <std::size_t Number>
[[SEATHRIFT_AVX2]] SEATHRIFT_ALWAYS_INLINE void read_some_varints(std::byte* to, std::uint64_t word,
                                                                  std::uint64_t& stop,
                                                                  std::uint64_t& before,
                                                                  std::size_t width) noexcept {
  const std::uint64_t counting = counting_bits(width);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < Number; ++i) {
    const std::uint64_t until = (stop ^ (stop - 1)) | continue_bits;
    const std::uint64_t value = __builtin_ia32_pext_di(word, until ^ before);
    store(to + i * width, static_cast<std::uint64_t>(unzigzag(value & counting)));
    before = until;
    stop &= stop - 1;
  }
}

/// Reads varints one by one until two of them end in a word, but for the first: large numbers
/// seldom come alone. Ten bytes are there. Returns how many there were, of `most`; none, where one
/// is longer than 64 bits.
[[SEATHRIFT_AVX2]] SEATHRIFT_ALWAYS_INLINE std::size_t read_long_varints(
    std::byte* to, const std::byte*& at, const std::byte* end, std::size_t most,
    std::size_t width) noexcept {
  const std::uint64_t counting = counting_bits(width);
  std::size_t number = 0;
  auto word = load<std::uint64_t>(at);
  std::uint64_t stop = ~word & continue_bits;
  do {
    std::uint64_t value = __builtin_ia32_pext_di(word & (stop ^ (stop - 1)), ~continue_bits);
    if (stop != 0) {
      at += static_cast<unsigned>(__builtin_ctzll(stop)) / 8 + 1;
    } else if (!read_high_bits(at, value)) [[unlikely]] {
      break;
    }
    store(to + number * width, static_cast<std::uint64_t>(unzigzag(value & counting)));
    if (++number == most || end - at < 10) break;
    word = load<std::uint64_t>(at);
    stop = ~word & continue_bits;
  } while ((stop & (stop - 1)) == 0);
  return number;
}

/// Reads `count` numbers of `width` bytes from varints, into `to`: as many as there are while nine
/// are wanted and ten bytes are there. Stops in front of one that is longer than 64 bits. `to` and
/// `count` go on, the position behind what was read is returned.
[[SEATHRIFT_AVX2]] inline const std::byte* read_varints_avx2(const std::byte* at,
                                                             const std::byte* end, std::byte*& to,
                                                             std::size_t& count,
                                                             std::size_t width) noexcept {
  // Copies: a store through `to` could change what is referred to.
  std::byte* out = to;
  std::size_t left = count;
  // How many words on end had one value. To take four of each costs more than it brings, then.
  unsigned lone = 0;
  while (left >= 9 && end - at >= 10) {
    const auto word = load<std::uint64_t>(at);
    const std::uint64_t more = word & continue_bits;
    std::uint64_t stop = ~word & continue_bits;
    auto number = static_cast<std::size_t>(__builtin_popcountll(stop));
    if ((more & more << 8) == 0) {
      // One whose second byte lies behind the word is left for the next round.
      read_short_varints(out, word, more, width);
      at += 8 - (more >> 63);
    } else if (stop != 0 && lone != 16) [[likely]] {
      // Six at most, as one of them takes three bytes or goes on behind the word.
      // The next load waits for this: to subtract last is a cycle less, which compilers turn round.
      const std::byte* behind = at + 8;
      asm("" : "+r"(behind));
      at = behind - static_cast<unsigned>(__builtin_clzll(stop)) / 8;
      lone = number == 1 ? lone + 1 : 0;
      std::uint64_t before = continue_bits;
      read_some_varints<4>(out, word, stop, before, width);
      if (number > 4) [[unlikely]]
        read_some_varints<2>(out + 4 * width, word, stop, before, width);
    } else {
      lone = 0;
      number = read_long_varints(out, at, end, left - 8, width);
      if (number == 0) [[unlikely]]
        break;
    }
    out += number * width;
    left -= number;
  }
  to = out;
  count = left;
  return at;
}

/// Writes a number as a varint; ten bytes may be written.
[[SEATHRIFT_AVX2]] SEATHRIFT_ALWAYS_INLINE std::byte* write_varint_avx2(
    std::byte* to, std::uint64_t value) noexcept {
  const unsigned bits = 64 - static_cast<unsigned>(__builtin_clzll(value | 1));
  const std::uint64_t low = __builtin_ia32_pdep_di(value, ~continue_bits);
  if (bits <= 56) [[likely]] {
    const unsigned more = continued(bits);
    store(to, low | (continue_bits & ((std::uint64_t{1} << (8 * more)) - 1)));
    return to + more + 1;
  }
  store(to, low | continue_bits);
  return write_high_bits(to, value);
}

/// Writes eight numbers below 2^14, eight bytes at a time: each in 16 bits first, then the bytes
/// that count are pushed together.
[[SEATHRIFT_AVX2]] SEATHRIFT_ALWAYS_INLINE std::byte* write_short_varints(std::byte* to,
                                                                          Longs4 near,
                                                                          Longs4 far) noexcept {
  const auto mixed = (Ints8)__builtin_ia32_packusdw256((Ints8)near, (Ints8)far);
  const auto pairs =
      (Ints4)__builtin_ia32_packusdw128(__builtin_shufflevector(mixed, mixed, 0, 1, 2, 3),
                                        __builtin_shufflevector(mixed, mixed, 4, 5, 6, 7));
  const auto values = (Words8)__builtin_shufflevector(pairs, pairs, 0, 2, 1, 3);
  const Words8 two = values > 127;
  const auto bytes = (Longs2)((values & 127) | ((values + values) & 0x7f00) | (two & 128));
  const auto kept = (Longs2)(two | 255);
  for (int i = 0; i < 2; ++i) {
    const auto keep = static_cast<std::uint64_t>(kept[i]);
    const std::uint64_t packed = __builtin_ia32_pext_di(static_cast<std::uint64_t>(bytes[i]), keep);
    store(to, packed);
    to += __builtin_popcountll(keep) / 8;
  }
  return to;
}

/// Writes numbers of `width` bytes as varints, eight at a time while sixteen are left, or eight of
/// eight bytes: so that stores end in the room of those that follow. `from` and `count` go on.
[[SEATHRIFT_AVX2]] inline std::byte* write_varints_avx2(std::byte* to, const std::byte*& from,
                                                        std::size_t& count,
                                                        std::size_t width) noexcept {
  const std::size_t least = width == 8 ? 8 : 16;
  const std::byte* in = from;
  std::size_t left = count;
  for (; left >= least; left -= 8, in += 8 * width) {
    Longs4 near;
    Longs4 far;
    if (width == 8) {
      std::memcpy(&near, in, 32);
      std::memcpy(&far, in + 32, 32);
    } else {
      Ints8 ints;
      if (width == 4) {
        std::memcpy(&ints, in, 32);
      } else {
        Words8 words;
        std::memcpy(&words, in, 16);
        ints = __builtin_convertvector(words, Ints8);
      }
      near = __builtin_convertvector(__builtin_shufflevector(ints, ints, 0, 1, 2, 3), Longs4);
      far = __builtin_convertvector(__builtin_shufflevector(ints, ints, 4, 5, 6, 7), Longs4);
    }
    near = (Longs4)((Ulongs4)near << 1) ^ (near < 0);
    far = (Longs4)((Ulongs4)far << 1) ^ (far < 0);
    const Longs4 large = (near | far) & ~0x3fffLL;
    if (__builtin_ia32_ptestz256(large, large) != 0) {
      to = write_short_varints(to, near, far);
    } else {
      std::uint64_t values[8];
      std::memcpy(values, &near, 32);
      std::memcpy(values + 4, &far, 32);
#pragma GCC unroll 8
      for (const std::uint64_t value : values) to = write_varint_avx2(to, value);
    }
  }
  from = in;
  count = left;
  return to;
}

}  // namespace seathrift::detail

#endif
