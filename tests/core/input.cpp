// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/input.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include <catch2/catch.hpp>

using namespace seathrift;
using namespace seathrift::detail;

TEST_CASE("input: memory is taken until there is no more, and a refusal takes none") {
  Limits limits;
  limits.memory_factor = 0;
  limits.memory_base = 100;
  std::array<std::byte, 4> bytes{};
  Input in(bytes.data(), bytes.size(), limits);
  REQUIRE(charge(in, 10, 6));
  REQUIRE(!charge(in, 41, 1));
  REQUIRE(in.memory == 40);
  REQUIRE(!charge(in, 0x7fffffff, 0x7fffffff));
  REQUIRE(charge(in, 40, 1));
  REQUIRE(charge(in, 0, 1000));
  REQUIRE(!charge(in, 1, 1));
}

TEST_CASE("input: each byte of a message adds to its memory, once") {
  Limits limits;
  limits.memory_factor = 10;
  limits.memory_base = 100;
  std::array<std::byte, 4> bytes{};
  Input in(bytes.data(), bytes.size(), limits);
  REQUIRE(charge(in, 90, 1));
  REQUIRE(!charge(in, 51, 1));
  REQUIRE(charge(in, 20, 1));
  REQUIRE(in.memory == 30);
  REQUIRE(!charge(in, 31, 1));
  REQUIRE(charge(in, 30, 1));
  REQUIRE(!charge(in, 1, 1));

  limits.memory_factor = static_cast<std::size_t>(-1);
  Input generous(bytes.data(), bytes.size(), limits);
  const std::size_t each = sizeof(std::size_t) == 8 ? 0x7fffffff : 1;
  REQUIRE(charge(generous, 0x7fffffff, each));
  REQUIRE(charge(generous, 0x7fffffff, each));
}

TEST_CASE("input: a failure keeps what was seen, and where") {
  std::array<std::byte, 4> bytes{};
  Input in(bytes.data(), bytes.size(), Limits{});
  REQUIRE(in.room(in.begin + 1) == 3);
  REQUIRE(fail(in, Errc::negative_size, in.begin + 2, 77) == nullptr);
  REQUIRE(in.error == Errc::negative_size);
  REQUIRE(in.at == in.begin + 2);
  REQUIRE(in.seen == 77);
  REQUIRE(fail_truncated(in, in.begin + 3, 10) == nullptr);
  REQUIRE(in.error == Errc::truncated);
  REQUIRE(in.missing == 9);
  REQUIRE(fail_count(in, in.begin + 3, 5, 4) == nullptr);
  REQUIRE(in.missing == 19);
  // More than a machine of 32 bits could have.
  constexpr std::size_t most = static_cast<std::size_t>(-1);
  REQUIRE(fail_count(in, in.begin + 3, most / 16 + 1, 16) == nullptr);
  REQUIRE(in.missing == most - 1);
}
