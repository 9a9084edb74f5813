// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does decoding cost in memory? The test program counts what `new` hands out.

#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>

namespace seathrift::testing {

/// Bytes that are held now, and the most that were since somebody set it.
extern std::size_t held_now;
extern std::size_t held_most;

/// Decodes, and returns the most memory that was held meanwhile.
template <class P, class T>
std::size_t cost(const std::vector<std::byte>& bytes, Errc expected, const Limits& limits = {}) {
  const std::size_t before = held_now;
  held_most = held_now;
  const auto result = try_decode<P, T>(bytes, limits);
  const std::size_t most = held_most;
  REQUIRE((result ? Errc::none : result.error().code()) == expected);
  return most - before;
}

}  // namespace seathrift::testing
