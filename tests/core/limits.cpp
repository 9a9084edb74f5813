// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/limits.hpp>

#include <cstddef>
#include <limits>

#include <catch2/catch.hpp>

using seathrift::Limits;

TEST_CASE("limits: the memory budget is a factor of the message and a base") {
  Limits limits;
  limits.memory_factor = 3;
  limits.memory_base = 10;
  REQUIRE(limits.memory_for(0) == 10);
  REQUIRE(limits.memory_for(5) == 25);
  limits.memory_factor = 0;
  REQUIRE(limits.memory_for(1000) == 10);
}

TEST_CASE("limits: a budget that overflows is all there is") {
  constexpr auto most = std::numeric_limits<std::size_t>::max();
  Limits limits;
  REQUIRE(limits.memory_for(most) == most);
  REQUIRE(limits.memory_for(most / 64) == most);
  limits.memory_base = most;
  REQUIRE(limits.memory_for(0) == most);
  REQUIRE(limits.memory_for(1) == most);
  limits.memory_base = 0;
  limits.memory_factor = most;
  REQUIRE(limits.memory_for(1) == most);
  REQUIRE(limits.memory_for(2) == most);
}
