// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include <conformance/golden.hpp>

// The bytes were written by Apache Thrift's Python library.

using namespace seathrift;
using seathrift::testing::check_row;

namespace {

template <class T>
struct One {
  T value{};
  bool operator==(const One&) const = default;
};

enum class Color : std::int32_t { red = 1 };

constexpr boost::uuids::uuid uuid = {{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99,
                                      0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff}};

}  // namespace

TEST_CASE("golden: booleans") {
  check_row(One<bool>{true}, "02 0001 01 00", "11 00");
  check_row(One<bool>{false}, "02 0001 00 00", "12 00");
}

TEST_CASE("golden: integers") {
  check_row(One<std::int8_t>{-1}, "03 0001 ff 00", "13 ff 00");
  check_row(One<std::int16_t>{-1}, "06 0001 ffff 00", "14 01 00");
  check_row(One<std::int32_t>{-1}, "08 0001 ffffffff 00", "15 01 00");
  check_row(One<std::int32_t>{std::numeric_limits<std::int32_t>::min()}, "08 0001 80000000 00",
            "15 ffffffff0f 00");
  check_row(One<std::int64_t>{std::numeric_limits<std::int64_t>::max()}, "0a 0001 7f ff*7 00",
            "16 fe ff*8 01 00");
}

TEST_CASE("golden: the ends of each integer's range travel") {
  check_row(One<std::int8_t>{-128}, "03 0001 80 00", "13 80 00");
  check_row(One<std::int16_t>{-32768}, "06 0001 8000 00", "14 ffff03 00");
  check_row(One<std::int16_t>{32767}, "06 0001 7fff 00", "14 feff03 00");
  check_row(One<std::int32_t>{std::numeric_limits<std::int32_t>::max()}, "08 0001 7fffffff 00",
            "15 feffffff0f 00");
  check_row(One<std::int64_t>{std::numeric_limits<std::int64_t>::min()}, "0a 0001 80 00*7 00",
            "16 ff*9 01 00");
}

TEST_CASE("golden: an enum is an i32, unknown values included") {
  check_row(One<Color>{Color::red}, "08 0001 00000001 00", "15 02 00");
  check_row(One<Color>{static_cast<Color>(-7)}, "08 0001 fffffff9 00", "15 0d 00");
}

TEST_CASE("golden: double") {
  check_row(One<double>{1.0}, "04 0001 3ff0000000000000 00", "17 000000000000f03f 00");
}

TEST_CASE("golden: string and binary") {
  check_row(One<std::string>{"a"}, "0b 0001 00000001 'a' 00", "18 01 'a' 00");
  check_row(One<std::vector<std::byte>>{{std::byte{0}, std::byte{0xff}}},
            "0b 0001 00000002 00ff 00", "18 02 00ff 00");
  check_row(One<std::string>{std::string(128, 'x')}, "0b 0001 00000080 78*128 00",
            "18 8001 78*128 00");
}

TEST_CASE("golden: uuid") {
  check_row(One<boost::uuids::uuid>{uuid}, "10 0001 00112233445566778899aabbccddeeff 00",
            "1d 00112233445566778899aabbccddeeff 00");
}
