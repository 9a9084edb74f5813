// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/port.hpp>

#include <cstdint>
#include <limits>

#include <catch2/catch.hpp>

#include <seathrift/transport/options.hpp>

namespace {

using namespace seathrift;

static_assert(std::uint16_t{Port{9090}} == 9090);
static_assert(Port{} == 0);

TEST_CASE("port: each integer from 0 to 65535 is one") {
  for (const int number : {0, 1, 9090, 65535}) {
    CHECK(Port{number} == number);
    CHECK(Port{static_cast<std::size_t>(number)} == number);
  }
  CHECK(ListenOptions{.port = std::uint16_t{80}}.port == 80);
}

TEST_CASE("port: a number that is none is refused, not narrowed") {
  CHECK_THROWS_AS(Port{65536}, TransportException);
  CHECK_THROWS_AS(Port{-1}, TransportException);
  CHECK_THROWS_AS(Port{std::numeric_limits<std::uint64_t>::max()}, TransportException);
  CHECK_THROWS_AS(Port{std::numeric_limits<std::int64_t>::min()}, TransportException);
  CHECK_THROWS_WITH(Port{74626}, "74626 is no port; ports are numbers from 0 to 65535");
}

}  // namespace
