// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <catch2/catch.hpp>

#include <conformance/hostile.hpp>

// Sizes and numbers that lie.

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::cost;
using seathrift::testing::Large;
using seathrift::testing::One;
using seathrift::testing::refuse_sizes;

TEST_CASE("hostile: sizes of sets that lie") {
  refuse_sizes<std::set<std::int32_t>>("0e 0001 08", "1a f5 #");
  refuse_sizes<std::set<std::string>>("0e 0001 0b", "1a f8 #");
  refuse_sizes<std::set<double>>("0e 0001 04", "1a f7 #");
  refuse_sizes<std::set<std::vector<std::int8_t>>>("0e 0001 0f", "1a f9 #");
}

TEST_CASE("hostile: sizes of maps that lie") {
  refuse_sizes<std::map<std::int32_t, std::int32_t>>("0d 0001 08 08", "1b # 55");
  refuse_sizes<std::map<std::string, std::string>>("0d 0001 0b 0b", "1b # 88");
  refuse_sizes<std::unordered_map<std::int64_t, Large>>("0d 0001 0a 0c", "1b # 6c");
  refuse_sizes<std::map<bool, bool>>("0d 0001 02 02", "1b # 11");
  // Sizes whose product with what an entry takes has nothing in its low 32 bits.
  refuse_sizes<std::map<double, double>>("0d 0001 04 04", "1b # 77");
  refuse_sizes<std::map<std::string, std::map<std::string, Large>>>("0d 0001 0b 0d", "1b # 8b");
  refuse_sizes<std::int32_t>("0d 0063 08 0c", "0b c601 # 5c");
}

TEST_CASE("hostile: sizes of strings that lie") {
  refuse_sizes<std::string>("0b 0001", "18 #");
  refuse_sizes<std::vector<std::byte>>("0b 0001", "18 #");
  refuse_sizes<std::optional<std::string>>("0b 0001", "18 #");
  refuse_sizes<std::int32_t>("0b 0063", "08 c601 #");
}

TEST_CASE("hostile: varints of more than 64 bits") {
  for (const std::string_view type : {"14", "15", "16"}) {
    CAPTURE(type);
    for (const std::string_view tail : {"", " 00*40"}) {
      const auto bytes = bytes_of(std::string(type) + " 80*10 00 00" + std::string(tail));
      REQUIRE(cost<Compact, One<std::int16_t>>(bytes, Errc::invalid_data) < 4000);
      REQUIRE(cost<Compact, One<std::int32_t>>(bytes, Errc::invalid_data) < 4000);
      REQUIRE(cost<Compact, One<std::int64_t>>(bytes, Errc::invalid_data) < 4000);
      REQUIRE(cost<Compact, One<bool>>(bytes, Errc::invalid_data) < 4000);
    }
    REQUIRE(cost<Compact, One<std::int64_t>>(bytes_of(std::string(type) + " ff*9 02 00 00*40"),
                                             Errc::invalid_data) < 4000);
  }
  REQUIRE(cost<Compact, One<std::int32_t>>(bytes_of("05 80*10 00 00*40"), Errc::invalid_data) <
          4000);
  REQUIRE(cost<Compact, One<std::vector<std::int64_t>>>(bytes_of("19 16 80*10 00 00"),
                                                        Errc::invalid_data) < 4000);
}
