// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which fields of a record have been met?

#include <bit>
#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// Which fields have been met.
class Seen {
 public:
  static constexpr std::size_t most = 512;

  /// The first `k` of `size` have been. Only the words that these take are there.
  SEATHRIFT_ALWAYS_INLINE constexpr Seen(std::size_t k, std::size_t size) noexcept {
    bits_[0] = first(k);
    for (std::size_t word = 1; word * 64 < size; ++word)
      bits_[word] = k > word * 64 ? first(k - word * 64) : 0;
  }
  SEATHRIFT_ALWAYS_INLINE constexpr void set(std::size_t i) noexcept {
    bits_[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  [[nodiscard]] constexpr bool operator[](std::size_t i) const noexcept {
    return (bits_[i / 64] >> (i % 64) & 1) != 0;
  }
  /// The first that has not been met, from the i-th on; `size` where there is none before it.
  [[nodiscard]] constexpr std::size_t unmet(std::size_t i, std::size_t size) const noexcept {
    while (i < size) {
      const std::uint64_t rest = ~bits_[i / 64] >> (i % 64);
      if (rest != 0) {
        i += static_cast<std::size_t>(std::countr_zero(rest));
        return i < size ? i : size;
      }
      i = (i / 64 + 1) * 64;
    }
    return size;
  }
  /// True when each of the first `size` has been met.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool all(std::size_t size) const noexcept {
    if (size < 64) [[likely]]
      return bits_[0] == first(size);
    return unmet(0, size) == size;
  }

 private:
  /// The first n bits.
  static constexpr std::uint64_t first(std::size_t n) noexcept {
    return n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  }

  std::uint64_t bits_[most / 64];
};

}  // namespace seathrift::detail
