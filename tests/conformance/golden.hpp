// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a golden vector have to stand? Both directions, every truncation, every flipped bit.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <conformance/memory.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>

namespace seathrift::testing {

/// What a decoder may hold, at most, for so few bytes: the text of an error, and containers that
/// are no larger than the message can fill.
[[nodiscard]] constexpr std::size_t most_for(std::span<const std::byte> bytes) noexcept {
  return 4096 + 64 * bytes.size();
}

/// Decodes every truncation and every single-bit mutation, into a fresh and into a used object:
/// each must end in a value or an error, and hold little memory, whatever sizes it announces.
template <class P, class T>
void survive(std::span<const std::byte> bytes) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // A copy of its own, so that a sanitizer sees each byte read too far.
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(size));
    REQUIRE(cost<P, T>(cut, Errc::truncated) <= most_for(cut));
    // The same with the rest right behind it, which must not be looked at.
    REQUIRE(!try_decode<P, T>(bytes.first(size)));
  }
  std::vector<std::byte> mutated(bytes.begin(), bytes.end());
  for (std::byte& byte : mutated) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      byte ^= static_cast<std::byte>(1u << bit);
      T fresh{};
      Result<std::size_t> first = std::size_t{0};
      REQUIRE(held_by([&] { first = try_decode_to<P>(mutated, fresh); }) <= most_for(mutated));
      T used{};
      (void)decode_to<P>(bytes, used);
      const auto second = try_decode_to<P>(mutated, used);
      REQUIRE(first.has_value() == second.has_value());
      if (first) {
        REQUIRE(*first == *second);
        // What a used object holds behind a message doesn't depend on what it held before.
        REQUIRE(hex_of(encode<P>(fresh)) == hex_of(encode<P>(used)));
      }
      byte ^= static_cast<std::byte>(1u << bit);
    }
  }
}

template <class P, class T>
void check_row(const T& value, std::string_view text) {
  CAPTURE(P::name, text);
  const std::vector<std::byte> bytes = bytes_of(text);
  REQUIRE(hex_of(encode<P>(value)) == hex_of(bytes));
  T back{};
  REQUIRE(decode_to<P>(bytes, back) == bytes.size());
  REQUIRE(back == value);
  REQUIRE(hex_of(encode<P>(back)) == hex_of(bytes));
  decode_to<P>(bytes, back);
  REQUIRE(back == value);
  survive<P, T>(bytes);
}

/// One row of the table of golden vectors.
template <class T>
void check_row(const T& value, std::string_view binary, std::string_view compact) {
  check_row<Binary>(value, binary);
  check_row<Compact>(value, compact);
}

}  // namespace seathrift::testing
