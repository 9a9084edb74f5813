// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/order.hpp>

#include <cstddef>
#include <cstdint>

#include <catch2/catch.hpp>

#include <seathrift/core/time.hpp>

using seathrift::detail::larger;
using seathrift::detail::smaller;

TEST_CASE("order: the less and the greater of two, of equal ones the first") {
  STATIC_REQUIRE(smaller(2, 3) == 2);
  STATIC_REQUIRE(smaller(3, 2) == 2);
  STATIC_REQUIRE(larger(2, 3) == 3);
  STATIC_REQUIRE(larger(3, 2) == 3);
  STATIC_REQUIRE(smaller<std::size_t>(1, SIZE_MAX) == 1);
  STATIC_REQUIRE(larger(std::chrono::milliseconds(5), std::chrono::seconds(1)).count() == 1000);
}
