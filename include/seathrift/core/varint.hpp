// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Compact write integers? Zigzag, then seven bits a byte, low ones first.

#include <bit>
#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>

namespace seathrift::detail {

/// The most bytes of a varint of 16, 32 and 64 bits.
inline constexpr std::size_t max_varint16 = 3;
inline constexpr std::size_t max_varint32 = 5;
inline constexpr std::size_t max_varint64 = 10;

[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint32_t zigzag(std::int32_t value) noexcept {
  return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t zigzag(std::int64_t value) noexcept {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::int64_t unzigzag(
    std::uint64_t value) noexcept {
  return static_cast<std::int64_t>((value >> 1) ^ (0 - (value & 1)));
}
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::int32_t unzigzag(
    std::uint32_t value) noexcept {
  return static_cast<std::int32_t>((value >> 1) ^ (0 - (value & 1)));
}

/// The bits of a varint that count for a number of `width` bytes: of 32 bits and less the low 32,
/// as Apache's C++ library has it.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t counting_bits(
    std::size_t width) noexcept {
  return width == 8 ? ~std::uint64_t{0} : 0xffffffff;
}

inline constexpr std::uint64_t continue_bits = 0x8080808080808080;

/// Spreads the low 56 bits over the low seven bits of eight bytes.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t spread(std::uint64_t value) noexcept {
#if SEATHRIFT_BMI2
  if (!__builtin_is_constant_evaluated()) return __builtin_ia32_pdep_di(value, ~continue_bits);
#endif
  value = (value & 0x000000000fffffff) | ((value & 0x00fffffff0000000) << 4);
  value = (value & 0x00003fff00003fff) | ((value & 0x0fffc0000fffc000) << 2);
  return (value & 0x007f007f007f007f) | ((value & 0x3f803f803f803f80) << 1);
}

/// Gathers the low seven bits of eight bytes: the inverse of `spread`.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t gather(std::uint64_t value) noexcept {
#if SEATHRIFT_BMI2
  if (!__builtin_is_constant_evaluated()) return __builtin_ia32_pext_di(value, ~continue_bits);
#endif
  value &= ~continue_bits;
  value = (value & 0x007f007f007f007f) | ((value & 0x7f007f007f007f00) >> 1);
  value = (value & 0x00003fff00003fff) | ((value & 0x3fff00003fff0000) >> 2);
  return (value & 0x000000000fffffff) | ((value & 0x0fffffff00000000) >> 4);
}

/// Bytes that a value of so many bits takes beyond its first: (bits - 1) / 7, for 1 to 63 bits,
/// without a division.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr unsigned continued(unsigned bits) noexcept {
  return bits * 9 >> 6;
}

/// Writes a value of at most 56 bits, `more` bytes of which follow the first; `to` has room for
/// eight.
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* write_spread(std::byte* to, std::uint64_t value,
                                                          unsigned more) noexcept {
  store(to, spread(value) | (continue_bits & ((std::uint64_t{1} << (8 * more)) - 1)));
  return to + more + 1;
}

/// Writes a varint; `to` has room for eight bytes, whatever the value's length.
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* write_varint(std::byte* to,
                                                          std::uint32_t value) noexcept {
  return write_spread(to, value, continued(32 - static_cast<unsigned>(__builtin_clz(value | 1))));
}

/// Writes the ninth byte of a value of more than 56 bits, and the tenth if there is one.
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* write_high_bits(std::byte* to,
                                                             std::uint64_t value) noexcept {
  // The highest bit is in the ninth byte's place for the continue bit, and there it belongs: it
  // takes a tenth byte.
  const std::uint64_t high = value >> 56;
  to[8] = static_cast<std::byte>(high);
  to[9] = static_cast<std::byte>(high >> 7);
  return to + 9 + (high >> 7);
}

/// Writes a varint; `to` has room for ten bytes, whatever the value's length.
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* write_varint(std::byte* to,
                                                          std::uint64_t value) noexcept {
  const unsigned bits = 64 - static_cast<unsigned>(__builtin_clzll(value | 1));
  if (bits <= 56) [[likely]]
    return write_spread(to, value, continued(bits));
  store(to, spread(value & ((std::uint64_t{1} << 56) - 1)) | continue_bits);
  return write_high_bits(to, value);
}

/// Reads the end of a varint whose first eight bytes go on, and have been read to `value`. False,
/// and nothing changed, when it is longer than 64 bits.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool read_high_bits(const std::byte*& from,
                                                                    std::uint64_t& value) noexcept {
  // Nine bytes or ten: a coin's toss for large numbers, so there is no branch.
  const auto eighth = std::to_integer<std::uint64_t>(from[8]);
  const std::uint64_t more = eighth >> 7;
  const std::uint64_t ninth = std::to_integer<std::uint64_t>(from[9]) & (0 - more);
  if (ninth > 1) [[unlikely]]
    return false;
  value |= (eighth & 127) << 56 | ninth << 63;
  from += 9 + more;
  return true;
}

/// Reads a varint whose first eight bytes are `word`.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool read_loaded_varint(
    const std::byte*& from, std::uint64_t word, std::uint64_t& value) noexcept {
  const std::uint64_t stops = ~word & continue_bits;
  if (stops != 0) [[likely]] {
    from += (std::countr_zero(stops) + 1) / 8;
    value = gather(word & (stops ^ (stops - 1)));
    return true;
  }
  std::uint64_t low = gather(word);
  if (!read_high_bits(from, low)) [[unlikely]]
    return false;
  value = low;
  return true;
}

/// Reads a varint where at least ten bytes may be read. False, and `from` unmoved, when it is
/// longer than 64 bits.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool read_varint_unchecked(
    const std::byte*& from, std::uint64_t& value) noexcept {
  return read_loaded_varint(from, load<std::uint64_t>(from), value);
}

// Numbers that stand alone, in a field, are small more often than not, and at one place in a struct
// much the same each time: there a test for one byte is guessed right. In lists it would not be.

/// As write_varint, one byte first.
template <Word T>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* write_lone_varint(std::byte* to, T value) noexcept {
  if (value < 128) [[likely]] {
    *to = static_cast<std::byte>(value);
    return to + 1;
  }
  return write_varint(to, value);
}

/// As read_varint_unchecked, one byte first.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool read_lone_varint_unchecked(
    const std::byte*& from, std::uint64_t& value) noexcept {
  const auto word = load<std::uint64_t>(from);
  if ((word & 128) == 0) [[likely]] {
    ++from;
    value = word & 127;
    return true;
  }
  return read_loaded_varint(from, word, value);
}

enum class VarintStatus : std::uint8_t { ok, truncated, overlong };

/// Reads a varint that ends at or before `end`, one byte after the other. `from` moves only when it
/// is ok.
[[nodiscard]] constexpr VarintStatus read_varint(const std::byte*& from, const std::byte* end,
                                                 std::uint64_t& value) noexcept {
  std::uint64_t result = 0;
  const std::byte* at = from;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    if (at == end) return VarintStatus::truncated;
    const auto byte = std::to_integer<std::uint64_t>(*at++);
    if (shift == 63 && byte > 1) return VarintStatus::overlong;
    result |= (byte & 127) << shift;
    if (byte < 128) {
      from = at;
      value = result;
      return VarintStatus::ok;
    }
  }
  return VarintStatus::overlong;
}

}  // namespace seathrift::detail
