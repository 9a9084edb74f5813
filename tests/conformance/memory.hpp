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

/// The most memory that was held while `work` ran.
template <class Work>
std::size_t held_by(Work work) {
  const std::size_t before = held_now;
  held_most = held_now;
  work();
  return held_most - before;
}

/// Decodes, and returns the most memory that was held meanwhile.
template <class P, class T>
std::size_t cost(const std::vector<std::byte>& bytes, Errc expected, const Limits& limits = {}) {
  Errc code = Errc::none;
  const std::size_t most = held_by([&] {
    const auto result = try_decode<P, T>(bytes, limits);
    if (!result) code = result.error().code();
  });
  REQUIRE(code == expected);
  return most;
}

}  // namespace seathrift::testing
