// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <conformance/memory.hpp>
#include <seathrift/schema/macros.hpp>

// Sizes and numbers that lie: nothing is allocated for them.

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::cost;

namespace {

struct Empty {};

/// Two bytes on the wire, hundreds in memory.
struct Large {
  std::optional<std::int64_t> a, b, c, d, e, f, g, h;
  std::optional<std::string> i, j, k;
};
SEATHRIFT_STRUCT(Large, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k))

template <class T>
struct One {
  T value{};
};

template <class T>
void refuse_sizes(std::string_view binary, std::string_view compact) {
  CAPTURE(binary, compact);
  const std::string types(binary);
  for (const std::string_view size : {"7fffffff", "40000000", "10000000", "00010000"}) {
    CAPTURE(size);
    const auto bytes = bytes_of(types + " " + std::string(size) + " 00*40");
    REQUIRE(cost<Binary, One<T>>(bytes, Errc::truncated) < 4000);
  }
  for (const std::string_view size : {"ffffffff", "80000000"})
    REQUIRE(cost<Binary, One<T>>(bytes_of(types + " " + std::string(size) + " 00*40"),
                                 Errc::negative_size) < 4000);
  // Of Compact, the pattern names where the size stands.
  const auto at = compact.find('#');
  const std::string head(compact.substr(0, at));
  const std::string tail(compact.substr(at + 1));
  for (const std::string_view size : {"ffffffff07", "8080808004", "8080808001", "808004"})
    REQUIRE(cost<Compact, One<T>>(bytes_of(head + std::string(size) + tail + " 00*40"),
                                  Errc::truncated) < 4000);
  for (const std::string_view size : {"ffffffff0f", "8080808008"})
    REQUIRE(cost<Compact, One<T>>(bytes_of(head + std::string(size) + tail + " 00*40"),
                                  Errc::negative_size) < 4000);
  // More than 64 bits.
  REQUIRE(cost<Compact, One<T>>(bytes_of(head + "80*10 00" + tail + " 00*40"), Errc::invalid_data) <
          4000);
}

template <class T>
void refuse_lists(std::string_view binary, std::string_view compact) {
  const std::string b(binary);
  const std::string c(compact);
  refuse_sizes<std::vector<T>>("0f 0001 " + b, "19 f" + c + " #");
  // The same as an unknown field, and as elements of another type.
  refuse_sizes<std::int32_t>("0f 0063 " + b, "09 c601 f" + c + " #");
  refuse_sizes<std::vector<std::vector<Large>>>("0f 0001 " + b, "19 f" + c + " #");
}

}  // namespace

TEST_CASE("hostile: sizes of lists that lie") {
  refuse_lists<bool>("02", "1");
  refuse_lists<std::int8_t>("03", "3");
  refuse_lists<std::int16_t>("06", "4");
  refuse_lists<std::int32_t>("08", "5");
  refuse_lists<std::int64_t>("0a", "6");
  refuse_lists<double>("04", "7");
  refuse_lists<std::string>("0b", "8");
  refuse_lists<boost::uuids::uuid>("10", "d");
  refuse_lists<Empty>("0c", "c");
  refuse_lists<Large>("0c", "c");
  refuse_lists<std::vector<std::int32_t>>("0f", "9");
  refuse_lists<std::set<std::int32_t>>("0e", "a");
  refuse_lists<std::map<std::int32_t, std::int32_t>>("0d", "b");
}

TEST_CASE("hostile: sizes of other sequences that lie") {
  refuse_sizes<std::list<double>>("0f 0001 04", "19 f7 #");
  refuse_sizes<std::list<Large>>("0f 0001 0c", "19 fc #");
}

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
