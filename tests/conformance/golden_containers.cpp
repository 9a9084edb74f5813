// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include <conformance/golden.hpp>
#include <seathrift/schema/macros.hpp>

// The bytes were written by Apache Thrift's Python library.

using namespace seathrift;
using seathrift::testing::check_row;

namespace {

template <class T>
struct One {
  T value{};
  bool operator==(const One&) const = default;
};

struct Empty {
  bool operator==(const Empty&) const = default;
};
SEATHRIFT_STRUCT(Empty)

constexpr boost::uuids::uuid uuid = {{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99,
                                      0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff}};

}  // namespace

TEST_CASE("golden: lists of numbers") {
  check_row(One<std::vector<std::int32_t>>{{1, 2, 3}},
            "0f 0001 08 00000003 00000001 00000002 00000003 00", "19 35 02 04 06 00");
  check_row(One<std::vector<std::int8_t>>{std::vector<std::int8_t>(15, 7)},
            "0f 0001 03 0000000f 07*15 00", "19 f3 0f 07*15 00");
}

TEST_CASE("golden: list of booleans") {
  check_row(One<std::vector<bool>>{{true, false}}, "0f 0001 02 00000002 01 00 00",
            "19 21 01 02 00");
}

TEST_CASE("golden: list of uuids") {
  check_row(One<std::vector<boost::uuids::uuid>>{{uuid}},
            "0f 0001 10 00000001 00112233445566778899aabbccddeeff 00",
            "19 1d 00112233445566778899aabbccddeeff 00");
}

TEST_CASE("golden: list of lists") {
  check_row(One<std::vector<std::vector<std::int32_t>>>{{{1}, {}}},
            "0f 0001 0f 00000002 08 00000001 00000001 08 00000000 00", "19 29 15 02 05 00");
}

TEST_CASE("golden: empty struct, and a list of them") {
  check_row(One<Empty>{}, "0c 0001 00 00", "1c 00 00");
  check_row(One<std::vector<Empty>>{{{}, {}}}, "0f 0001 0c 00000002 00 00 00", "19 2c 00 00 00");
}

TEST_CASE("golden: empty set") {
  check_row(One<std::set<std::int32_t>>{}, "0e 0001 08 00000000 00", "1a 05 00");
}

TEST_CASE("golden: maps") {
  check_row(One<std::map<std::int32_t, std::int32_t>>{{{1, 2}}},
            "0d 0001 08 08 00000001 00000001 00000002 00", "1b 01 55 02 04 00");
  check_row(One<std::map<std::int32_t, std::int32_t>>{}, "0d 0001 08 08 00000000 00", "1b 00 00");
}

TEST_CASE("golden: map of boolean to string") {
  check_row(One<std::map<bool, std::string>>{{{true, "x"}}},
            "0d 0001 02 0b 00000001 01 00000001 'x' 00", "1b 01 18 01 01 'x' 00");
}

TEST_CASE("golden: map of double to i64") {
  check_row(One<std::map<double, std::int64_t>>{{{1.5, -1}}},
            "0d 0001 04 0a 00000001 3ff8 00*6 ff*8 00", "1b 01 76 00*6 f83f 01 00");
}

TEST_CASE("golden: map of string to struct") {
  check_row(One<std::map<std::string, One<bool>>>{{{"k\"", {true}}}},
            "0d 0001 0b 0c 00000001 00000002 6b22 02 0001 01 00 00", "1b 01 8c 02 6b22 11 00 00");
}
