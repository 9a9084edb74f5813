// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are words swapped with AVX-512 VBMI? In whole lines of the cache: a vector that is loaded or
// stored across two of them takes as long as two.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/order.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

/// Where in its line of 64 bytes the memory begins.
[[nodiscard]] inline std::size_t place_in_line(const std::byte* at) noexcept {
  return reinterpret_cast<std::uintptr_t>(at) % 64;
}

[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE void swap_vector_avx512(std::byte* to,
                                                                     const std::byte* from,
                                                                     Bytes64 order) noexcept {
  Bytes64 words;
  std::memcpy(&words, from, 64);
  words = pick_bytes(words, order);
  std::memcpy(to, &words, 64);
}

/// Swaps with 512 bits. `size` is 128 bytes at least, and `to` or `from` is aligned to the width.
///
/// The 64 bytes of a line that is read go to 64 different places of lines that are written: to one
/// line, or to two that follow each other. So each line read is put in the order of the places
/// once, and each line written is joined of two of those: some places are of the later one.
[[SEATHRIFT_AVX512]] inline void swap_words_avx512(std::byte* to, const std::byte* from,
                                                   std::size_t size, std::size_t width) noexcept {
  const auto positions =
      (Bytes64)(Longs8{0, 8, 16, 24, 32, 40, 48, 56} * 0x0101010101010101 + 0x0706050403020100);
  const std::size_t last = width - 1;
  const Bytes64 order = positions ^ static_cast<char>(last);
  swap_vector_avx512(to, from, order);
  // The next line to write begins `cut` bytes behind a word's begin. Places are counted from the
  // begin of the line in which that word is read.
  const std::size_t done = 64 - place_in_line(to);
  const std::size_t cut = done & last;
  const std::byte* at = from + (done - cut);
  const Bytes64 places = ((positions + static_cast<char>(cut)) ^ static_cast<char>(last)) +
                         static_cast<char>(place_in_line(at));
  const std::uint64_t later = __builtin_ia32_cvtb2mask512((Bytes64)((Ulongs8)places << 1));
  at -= place_in_line(at);
  const std::uint64_t there = ~std::uint64_t{0} << (at < from ? from - at : 0);
  Bytes64 before = pick_bytes(load_some(at, there), places);
  at += 64;
  std::byte* line = to + done;
  auto lines = smaller(to + size - line, from + size - at) / 64;
#pragma GCC unroll 4
  for (; lines > 0; --lines) {
    Bytes64 words;
    std::memcpy(&words, __builtin_assume_aligned(at, 64), 64);
    words = pick_bytes(words, places);
    before = choose(later, words, before);
    std::memcpy(__builtin_assume_aligned(line, 64), &before, 64);
    before = words;
    at += 64;
    line += 64;
  }
  std::size_t i = static_cast<std::size_t>(line - to) & ~last;
  for (; i + 64 <= size; i += 64) swap_vector_avx512(to + i, from + i, order);
  if (i != size) swap_vector_avx512(to + size - 64, from + size - 64, order);
}

}  // namespace seathrift::detail

#endif
