// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many numbers read from varints, and written as such? By the best kernel that the
// processor has, and what that leaves one by one.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <seathrift/codec/kernel/varint_avx2.hpp>
#include <seathrift/codec/kernel/varint_avx512.hpp>
#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/varint.hpp>

namespace seathrift::detail {

/// The twin of the kernels: what they do, on any machine. Reads numbers of `Width` bytes into `to`
/// while ten bytes are there; stops in front of a varint longer than 64 bits.
template <std::size_t Width>
inline const std::byte* read_varints_plainly(const std::byte* at, const std::byte* end,
                                             std::byte*& to, std::size_t& count) noexcept {
  using Word = typename word_of<Width>::type;
  std::byte* out = to;
  std::size_t left = count;
  std::uint64_t value = 0;
  for (; left != 0 && end - at >= static_cast<std::ptrdiff_t>(max_varint64); --left) {
    if (!read_varint_unchecked(at, value)) [[unlikely]]
      break;
    const auto number = static_cast<Word>(unzigzag(value & counting_bits(Width)));
    __builtin_memcpy(out, &number, Width);
    out += Width;
  }
  to = out;
  count = left;
  return at;
}

/// Writes numbers of `Width` bytes as zigzag varints. Behind the room for all of them eight bytes
/// may be written.
template <std::size_t Width>
inline std::byte* write_varints_plainly(std::byte* to, const std::byte* from,
                                        std::size_t count) noexcept {
  using Number = std::make_signed_t<typename word_of<Width>::type>;
  using Wide = std::conditional_t<Width == 8, std::int64_t, std::int32_t>;
  for (; count != 0; --count, from += Width) {
    Number number;
    __builtin_memcpy(&number, from, Width);
    to = write_varint(to, zigzag(Wide{number}));
  }
  return to;
}

#if SEATHRIFT_KERNELS

/// How many numbers AVX2 takes where AVX-512 stopped before a long one: the less it had done, the
/// more, so that data with many long ones is left to AVX2.
[[nodiscard]] constexpr std::size_t detour_after(std::size_t done, std::size_t last) noexcept {
  return done < 4 * last ? 2 * last : 64;
}

SEATHRIFT_NOINLINE inline const std::byte* read_varints_with_kernel(const std::byte* at,
                                                                    const std::byte* end,
                                                                    std::byte*& to,
                                                                    std::size_t& count,
                                                                    std::size_t width) noexcept {
  if (!has_avx2()) return at;
  if (has_avx512()) {
    for (std::size_t detour = 64; count >= 64 && end - at >= 64;) {
      const std::size_t wanted = count;
      at = read_varints_avx512(at, end, to, count, width);
      detour = detour_after(wanted - count, detour);
      std::size_t some = smaller(count, detour);
      count -= some;
      const std::byte* const before = at;
      at = read_varints_avx2(at, end, to, some, width);
      count += some;
      if (at == before) return at;
    }
  }
  return read_varints_avx2(at, end, to, count, width);
}

SEATHRIFT_NOINLINE inline std::byte* write_varints_with_kernel(std::byte* to,
                                                               const std::byte*& from,
                                                               std::size_t& count,
                                                               std::size_t width) noexcept {
  if (!has_avx2()) return to;
  if (has_avx512()) {
    for (std::size_t detour = 64; count >= 64;) {
      const std::size_t wanted = count;
      to = write_varints_avx512(to, from, count, width);
      detour = detour_after(wanted - count, detour);
      std::size_t some = smaller(count, detour);
      count -= some;
      to = write_varints_avx2(to, from, some, width);
      count += some;
    }
  }
  return write_varints_avx2(to, from, count, width);
}

#endif

/// The number of values from which a kernel is faster than the loop.
inline constexpr std::size_t varint_kernel_from = 16;

/// Reads `count` numbers of `Width` bytes from varints into `to`, while ten bytes are there. Stops
/// in front of a varint longer than 64 bits. `to` and `count` go on, the position behind what was
/// read is returned.
template <std::size_t Width>
inline const std::byte* read_varints(const std::byte* at, const std::byte* end, std::byte*& to,
                                     std::size_t& count) noexcept {
#if SEATHRIFT_KERNELS
  if (count >= varint_kernel_from) at = read_varints_with_kernel(at, end, to, count, Width);
#endif
  return read_varints_plainly<Width>(at, end, to, count);
}

/// Writes `count` numbers of `Width` bytes as zigzag varints. Behind the room for all of them eight
/// bytes may be written.
template <std::size_t Width>
inline std::byte* write_varints(std::byte* to, const std::byte* from, std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  if (count >= varint_kernel_from) to = write_varints_with_kernel(to, from, count, Width);
#endif
  return write_varints_plainly<Width>(to, from, count);
}

}  // namespace seathrift::detail
