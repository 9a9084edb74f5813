// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many varints read and written with AVX-512? 64 bytes of a message at a time, each value
// in a lane of its own.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/varint.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

// Numbers of 16, 32 and 64 bits, stored as numbers of `width` bytes.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE void store_numbers(std::byte* to, Words32 from,
                                                                std::size_t width) noexcept {
  if (width == 2) {
    std::memcpy(to, &from, 64);
    return;
  }
  Words8 parts[4];
  std::memcpy(parts, &from, 64);
  for (const Words8& part : parts) {
    if (width == 8) {
      const Longs8 longs = to_longs(part);
      std::memcpy(to, &longs, 64);
    } else {
      const Ints8 ints = __builtin_convertvector(part, Ints8);
      std::memcpy(to, &ints, 32);
    }
    to += 8 * width;
  }
}
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE void store_numbers(std::byte* to, Ints16 from,
                                                                std::size_t width) noexcept {
  if (width == 8) {
    const Longs8 low = __builtin_convertvector(
        __builtin_shufflevector(from, from, 0, 1, 2, 3, 4, 5, 6, 7), Longs8);
    const Longs8 high = __builtin_convertvector(
        __builtin_shufflevector(from, from, 8, 9, 10, 11, 12, 13, 14, 15), Longs8);
    std::memcpy(to, &low, 64);
    std::memcpy(to + 64, &high, 64);
  } else if (width == 4) {
    std::memcpy(to, &from, 64);
  } else {
    const Words16 words = __builtin_convertvector(from, Words16);
    std::memcpy(to, &words, 32);
  }
}
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE void store_numbers(std::byte* to, Longs8 from,
                                                                std::size_t width) noexcept {
  if (width == 8) {
    std::memcpy(to, &from, 64);
  } else if (width == 4) {
    const Ints8 ints = __builtin_convertvector(from, Ints8);
    std::memcpy(to, &ints, 32);
  } else {
    const Words8 words = __builtin_convertvector(from, Words8);
    std::memcpy(to, &words, 16);
  }
}

/// Reads varints, as read_varints_avx2 does, while 64 bytes are there and 64 numbers are wanted.
/// Stops where one of the next is longer than eight bytes, too.
[[SEATHRIFT_AVX512]] inline const std::byte* read_varints_avx512(const std::byte* at,
                                                                 const std::byte* end,
                                                                 std::byte*& to, std::size_t& count,
                                                                 std::size_t width) noexcept {
  // Byte k of `lanes`, `ints` and `words` is k / 8, k / 4 and k / 2.
  const Longs8 lanes = Longs8{0, 1, 2, 3, 4, 5, 6, 7} * 0x0101010101010101;
  const Longs8 ints = lanes * 2 + 0x0101010100000000;
  const Longs8 words = lanes * 4 + 0x0303020201010000;
  const auto in_lane = (Bytes64)(Longs8{} + 0x0706050403020100);
  const auto in_int = (Bytes64)(Ints16{} + 0x03020100);
  const auto in_word = (Bytes64)(Words32{} + short{0x0100});
  const Bytes64 positions = (Bytes64)(lanes * 8) + in_lane;
  const auto counting = static_cast<long long>(counting_bits(width));
  // Copies: a store through `to` could change what is referred to.
  std::byte* out = to;
  std::size_t left = count;
  while (left >= 64 && end - at >= 64) {
    Bytes64 bytes;
    std::memcpy(&bytes, at, 64);
    const std::uint64_t more = __builtin_ia32_cvtb2mask512(bytes);
    const std::uint64_t more2 = more & more >> 1;
    const std::uint64_t more4 = more2 & more2 >> 2;
    if ((more4 & more4 >> 4) != 0) break;
    const std::uint64_t last = ~more;
    const auto number = static_cast<std::size_t>(__builtin_popcountll(last));
    // Where each value begins; then the bytes from there on in a lane, which is as wide as the
    // longest needs, and cut behind the value's last byte.
    const Bytes64 starts = __builtin_ia32_compressqi512_mask(positions, positions, last << 1 | 1);
    if (more2 == 0) {
      auto which = (Bytes64)words;
      for (std::size_t i = 0; i < number; i += 32, which += 32) {
        const auto slots = (Words32)pick_bytes(bytes, pick_bytes(starts, which) + in_word);
        const auto goes_on = (Words32)((Uwords32)slots << 8) >> 15;
        const Words32 value = (slots & 0x7f) | (slots >> 1 & 0x3f80 & goes_on);
        store_numbers(out + i * width, (value >> 1) ^ -(value & 1), width);
      }
    } else if (more4 == 0) {
      auto which = (Bytes64)ints;
      for (std::size_t i = 0; i < number; i += 16, which += 16) {
        const auto slots = (Uints16)pick_bytes(bytes, pick_bytes(starts, which) + in_int);
        const Uints16 stop = ~slots & static_cast<unsigned>(continue_bits);
        const Ints16 value = join_sevens((Bytes64)(slots & (stop ^ (stop - 1)) & 0x7f7f7f7f));
        store_numbers(out + i * width, (value >> 1) ^ -(value & 1), width);
      }
    } else {
      auto which = (Bytes64)lanes;
      for (std::size_t i = 0; i < number; i += 8, which += 8) {
        const auto slots = (Ulongs8)pick_bytes(bytes, pick_bytes(starts, which) + in_lane);
        const Ulongs8 stop = ~slots & continue_bits;
        const auto halves =
            (Longs8)join_sevens((Bytes64)(slots & (stop ^ (stop - 1)) & ~continue_bits));
        const Longs8 value = ((halves & 0xfffffff) | (halves >> 4 & ~0xfffffffLL)) & counting;
        store_numbers(out + i * width, (value >> 1) ^ -(value & 1), width);
      }
    }
    at += 64 - __builtin_clzll(last);
    out += number * width;
    left -= number;
  }
  to = out;
  count = left;
  return at;
}

/// Writes the numbers of a vector, one in each lane, at `to`, where 64 bytes may be written.
/// `zeros` has in each byte the zero bits in front of its lane's number; byte k is followed by
/// another one when they are fewer than `limits` says.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE std::byte* write_lanes(
    std::byte* to, Longs8 numbers, Longs8 offsets, Bytes64 zeros, Longs8 limits,
    std::uint64_t first_bytes) noexcept {
  const auto bits = (Longs8)pick_bits(numbers, (Bytes64)offsets);
  const auto follows = (Longs8)(zeros - (Bytes64)limits);
  constexpr auto sevens = static_cast<long long>(~continue_bits);
  const auto bytes = (Bytes64)((bits & sevens) | (follows & ~sevens));
  const std::uint64_t kept = __builtin_ia32_cvtb2mask512(bytes) << 1 | first_bytes;
  const Bytes64 packed = __builtin_ia32_compressqi512_mask(bytes, bytes, kept);
  std::memcpy(to, &packed, 64);
  return to + __builtin_popcountll(kept);
}

[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE std::byte* write_longs(std::byte* to,
                                                                    Longs8 numbers) noexcept {
  const auto first = (Bytes64)(Longs8{0, 8, 0, 8, 0, 8, 0, 8} * 0x0101010101010101);
  const Bytes64 zeros = pick_nearby((Bytes64)leading_zeros(numbers), first);
  return write_lanes(to, numbers, Longs8{} + 0x312a231c150e0700, zeros,
                     Longs8{} + 0x080f161d242b3239, 0x0101010101010101);
}

/// Writes numbers as varints while 24 are left, so that their room has space for a vector. Stops in
/// front of one that is longer than eight bytes.
[[SEATHRIFT_AVX512]] inline std::byte* write_varints_avx512(std::byte* to, const std::byte*& from,
                                                            std::size_t& count,
                                                            std::size_t width) noexcept {
  const auto first =
      (Bytes64)(Ints16{0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12} * 0x01010101);
  const std::byte* in = from;
  std::size_t left = count;
  for (; left >= 24; left -= 16, in += 16 * width) {
    Longs8 low;
    Longs8 high;
    Ints16 ints;
    bool small;
    if (width == 8) {
      std::memcpy(&low, in, 64);
      std::memcpy(&high, in + 64, 64);
      low = (Longs8)((Ulongs8)low << 1) ^ (low >> 63);
      high = (Longs8)((Ulongs8)high << 1) ^ (high >> 63);
      const Longs8 all = low | high;
      small = __builtin_ia32_ucmpq512_mask(all, Longs8{} + (1 << 28), 5, 0xff) == 0;
      if (!small && __builtin_ia32_ucmpq512_mask(all, Longs8{} + (1LL << 56), 5, 0xff) != 0) break;
      ints = __builtin_shufflevector((Ints16)low, (Ints16)high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
                                     20, 22, 24, 26, 28, 30);
    } else {
      if (width == 4) {
        std::memcpy(&ints, in, 64);
      } else {
        Words16 words;
        std::memcpy(&words, in, 32);
        ints = __builtin_convertvector(words, Ints16);
      }
      ints = (Ints16)((Uints16)ints << 1) ^ (ints >> 31);
      small = __builtin_ia32_ucmpd512_mask(ints, Ints16{} + (1 << 28), 5, 0xffff) == 0;
      const Ints16 none = {};
      low = (Longs8)__builtin_shufflevector(ints, none, 0, 16, 1, 16, 2, 16, 3, 16, 4, 16, 5, 16, 6,
                                            16, 7, 16);
      high = (Longs8)__builtin_shufflevector(ints, none, 8, 16, 9, 16, 10, 16, 11, 16, 12, 16, 13,
                                             16, 14, 16, 15, 16);
    }
    if (small) {
      const Bytes64 zeros = pick_nearby((Bytes64)leading_zeros(ints), first);
      to = write_lanes(to, (Longs8)ints, Longs8{} + 0x352e2720150e0700, zeros,
                       Longs8{} + 0x040b1219040b1219, 0x1111111111111111);
    } else {
      to = write_longs(write_longs(to, low), high);
    }
  }
  from = in;
  count = left;
  return to;
}

}  // namespace seathrift::detail

#endif
