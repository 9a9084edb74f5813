// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/seen.hpp>

#include <cstddef>

#include <catch2/catch.hpp>

using seathrift::detail::Seen;

namespace {

std::size_t first_unmet(const Seen& seen, std::size_t size) {
  std::size_t first = size;
  seen.for_each_unmet(size, [&](std::size_t i) {
    if (first == size) first = i;
  });
  return first;
}

}  // namespace

TEST_CASE("seen: what has not been met is found, at the ends of words, too") {
  for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 127u, 128u, 129u, 511u, 512u}) {
    CAPTURE(size);
    for (const std::size_t k : {std::size_t{0}, size / 2, size}) {
      Seen seen(k, size);
      REQUIRE(first_unmet(seen, size) == k);
      REQUIRE(seen.all(size) == (k == size));
      for (std::size_t i = k; i < size; ++i) {
        REQUIRE_FALSE(seen[i]);
        seen.set(i);
        REQUIRE(seen[i]);
        REQUIRE(first_unmet(seen, size) == i + 1);
      }
      REQUIRE(seen.all(size));
    }
    if (size < 3) continue;
    Seen seen(0, size);
    seen.set(size - 1);
    REQUIRE_FALSE(seen.all(size));
    std::size_t unmet = 0;
    seen.for_each_unmet(size, [&](std::size_t i) { REQUIRE(i == unmet++); });
    REQUIRE(unmet == size - 1);
  }
}
