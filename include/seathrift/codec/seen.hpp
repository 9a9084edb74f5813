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
  /// The first 64, a bit each: a loop has them in a register.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr std::uint64_t& head() noexcept {
    return bits_[0];
  }
  /// The first n bits.
  static constexpr std::uint64_t first(std::size_t n) noexcept {
    return n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  }
  /// Calls `visit` with each of the first `size` that has not been met, in their order.
  template <class Visit>
  SEATHRIFT_ALWAYS_INLINE constexpr void for_each_unmet(std::size_t size, Visit visit) const {
    for (std::size_t word = 0; word * 64 < size; ++word)
      for (std::uint64_t rest = ~bits_[word] & first(size - word * 64); rest != 0; rest &= rest - 1)
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
  }
  /// True when each of the first `size` has been met.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool all(std::size_t size) const noexcept {
    for (std::size_t word = 1; word * 64 < size; ++word)
      if (bits_[word] != first(size - word * 64)) return false;
    return bits_[0] == first(size);
  }

 private:
  std::uint64_t bits_[most / 64];
};

}  // namespace seathrift::detail
