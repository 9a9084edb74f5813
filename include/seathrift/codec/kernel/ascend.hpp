// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is each number greater than the one before? A vector at a time, beside the same one number on.

#include <cstddef>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// The twin of the kernel: what it does, on any machine.
template <class Number>
[[nodiscard]] constexpr bool ascends_plainly(const Number* from, std::size_t count) noexcept {
  for (std::size_t i = 1; i < count; ++i)
    if (!(from[i - 1] < from[i])) return false;
  return true;
}

#if SEATHRIFT_KERNELS

/// In each lane, ones where the next number is greater.
[[gnu::target("avx2")]] SEATHRIFT_ALWAYS_INLINE Longs4 rises(const std::byte* at,
                                                             std::size_t width) noexcept {
  Longs4 first;
  Longs4 next;
  std::memcpy(&first, at, 32);
  std::memcpy(&next, at + width, 32);
  if (width == 2) return (Longs4)((Words16)next > (Words16)first);
  if (width == 4) return (Longs4)((Ints8)next > (Ints8)first);
  return next > first;
}

/// Of `count` numbers of `width` bytes, two, four or eight: 32 bytes and one number at least.
[[gnu::target("avx2")]] inline bool ascends_avx2(const std::byte* from, std::size_t count,
                                                 std::size_t width) noexcept {
  const Longs4 ones = ~Longs4{};
  const std::size_t size = (count - 1) * width;
  std::size_t i = 0;
  for (; i + 128 <= size; i += 128) {
    const Longs4 all = rises(from + i, width) & rises(from + i + 32, width) &
                       rises(from + i + 64, width) & rises(from + i + 96, width);
    if (__builtin_ia32_ptestc256(all, ones) == 0) return false;
  }
  for (; i + 32 <= size; i += 32)
    if (__builtin_ia32_ptestc256(rises(from + i, width), ones) == 0) return false;
  return i == size || __builtin_ia32_ptestc256(rises(from + size - 32, width), ones) != 0;
}

#endif

/// The number of values from which a kernel is faster than the loop.
inline constexpr std::size_t ascend_kernel_from = 32;

/// True when each of `count` integers is greater than the one before.
template <class Number>
[[nodiscard]] inline bool ascends(const Number* from, std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  if constexpr (sizeof(Number) > 1)
    if (count >= ascend_kernel_from && __builtin_cpu_supports("avx2"))
      return ascends_avx2(reinterpret_cast<const std::byte*>(from), count, sizeof(Number));
#endif
  return ascends_plainly(from, count);
}

}  // namespace seathrift::detail
