// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many words copied with their bytes in the other order? A vector at a time: a shuffle
// where the processor has one.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/swap_avx512.hpp>
#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>

namespace seathrift::detail {

/// The twin of the kernels below: what they do, on any machine. `size` is in bytes, a multiple of
/// the width.
template <std::size_t Width>
inline void swap_words_plainly(std::byte* to, const std::byte* from, std::size_t size) noexcept {
  using Word = typename word_of<Width>::type;
  for (std::size_t i = 0; i < size; i += Width) store_big(to + i, load<Word>(from + i));
}

#if SEATHRIFT_KERNELS

/// Swaps with 128 bits. `size` is 16 bytes at least: the last vector overlaps the one before it, so
/// that nothing outside is touched.
[[gnu::target("ssse3")]] inline void swap_words_ssse3(std::byte* to, const std::byte* from,
                                                      std::size_t size,
                                                      std::size_t width) noexcept {
  const Bytes16 order =
      Bytes16{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} ^ static_cast<char>(width - 1);
  for (std::size_t i = 0;; i += 16) {
    if (i + 16 > size) {
      if (i == size) return;
      i = size - 16;
    }
    Bytes16 words;
    std::memcpy(&words, from + i, 16);
    words = __builtin_ia32_pshufb128(words, order);
    std::memcpy(to + i, &words, 16);
  }
}

[[gnu::target("avx2")]] SEATHRIFT_ALWAYS_INLINE void swap_vector_avx2(std::byte* to,
                                                                      const std::byte* from,
                                                                      Bytes32 order) noexcept {
  Bytes32 words;
  std::memcpy(&words, from, 32);
  words = __builtin_ia32_pshufb256(words, order);
  std::memcpy(to, &words, 32);
}

/// Swaps with 256 bits, four vectors a round. `size` is 32 bytes at least.
///
/// The first vector reaches to where the others are aligned, if they can be: one that is stored
/// across two lines of the cache takes as long as two.
[[gnu::target("avx2")]] inline void swap_words_avx2(std::byte* to, const std::byte* from,
                                                    std::size_t size, std::size_t width) noexcept {
  const Bytes32 order = Bytes32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} ^
                        static_cast<char>(width - 1);
  swap_vector_avx2(to, from, order);
  std::size_t i = 32 - (reinterpret_cast<std::uintptr_t>(to) & 31 & ~(width - 1));
  for (; i + 128 <= size; i += 128) {
    swap_vector_avx2(to + i, from + i, order);
    swap_vector_avx2(to + i + 32, from + i + 32, order);
    swap_vector_avx2(to + i + 64, from + i + 64, order);
    swap_vector_avx2(to + i + 96, from + i + 96, order);
  }
  for (; i + 32 <= size; i += 32) swap_vector_avx2(to + i, from + i, order);
  if (i != size) swap_vector_avx2(to + size - 32, from + size - 32, order);
}

/// The size in bytes from which lines are faster than the vectors of AVX2.
inline constexpr std::size_t swap_lines_from = 1024;

/// Swaps with the widest vectors that the processor has. False when it has none.
SEATHRIFT_NOINLINE inline bool swap_words_with_kernel(std::byte* to, const std::byte* from,
                                                      std::size_t size,
                                                      std::size_t width) noexcept {
  const auto is_aligned = [width](const std::byte* at) {
    return (reinterpret_cast<std::uintptr_t>(at) & (width - 1)) == 0;
  };
  if (size >= swap_lines_from && (is_aligned(to) || is_aligned(from)) && has_avx512()) {
    swap_words_avx512(to, from, size, width);
    return true;
  }
  if (__builtin_cpu_supports("avx2")) {
    swap_words_avx2(to, from, size, width);
    return true;
  }
  if (__builtin_cpu_supports("ssse3")) {
    swap_words_ssse3(to, from, size, width);
    return true;
  }
  return false;
}

#endif

/// The size in bytes from which a kernel is faster than the loop.
inline constexpr std::size_t swap_kernel_from = 32;

/// Copies `count` words of `Width` bytes, the bytes of each in the other order. The memory does not
/// overlap.
template <std::size_t Width>
inline void copy_swapped(std::byte* to, const std::byte* from, std::size_t count) noexcept {
  const std::size_t size = count * Width;
#if SEATHRIFT_KERNELS
  if (size >= swap_kernel_from && swap_words_with_kernel(to, from, size, Width)) return;
#endif
  swap_words_plainly<Width>(to, from, size);
}

}  // namespace seathrift::detail
