// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

// What a reader takes that no writer of the same type would send: observed writers, old and new
// versions, hand-made bytes.

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

enum class Color : std::int32_t { red = 1, green = 2 };
enum class Tint : std::int8_t { light = 1, dark = -1 };

struct Point {
  std::int32_t x = 3;
  std::int32_t y = 4;
  bool operator==(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

struct Record {
  bool flag = true;
  std::int32_t number = 7;
  std::string text = "new";
  std::optional<std::int32_t> perhaps;
  std::optional<std::string> preset = "preset";
  std::vector<std::int32_t> list = {1};
  std::map<std::string, Point> map;
  Point point;
  bool operator==(const Record&) const = default;
};
SEATHRIFT_STRUCT(Record, (1, flag), (2, number), (3, text), (4, perhaps), (5, preset), (6, list),
                 (7, map), (8, point))

/// A record in which nothing has its default.
Record used() {
  return {false, 8, "used", 5, std::nullopt, {4, 5, 6}, {{"k", {1, 1}}, {"l", {2, 2}}}, {9, 9}};
}

struct Containers {
  std::vector<std::int32_t> list;
  std::set<std::string> set;
  std::map<std::int32_t, std::string> map;
  std::array<std::int16_t, 2> array{};
  std::int32_t behind = 0;
  bool operator==(const Containers&) const = default;
};
SEATHRIFT_STRUCT(Containers, (1, list), (2, set), (3, map), (4, array), (5, behind))

struct Filled {
  std::vector<std::int32_t> list = {1};
  std::set<std::string> set = {"x"};
  std::map<std::int32_t, std::string> map = {{1, "x"}};
  bool operator==(const Filled&) const = default;
};
SEATHRIFT_STRUCT(Filled, (1, list), (2, set), (3, map))

struct Three {
  std::array<std::int32_t, 3> value{};
  std::array<std::string, 1> text;
};
SEATHRIFT_STRUCT(Three, (1, value), (2, text))

template <class P, class T>
T from(std::string_view text) {
  return decode<P, T>(bytes_of(text));
}

/// Decodes into a fresh and into a used object, which must agree.
template <class P>
Record record(std::string_view text) {
  Record kept = used();
  decode_to<P>(bytes_of(text), kept);
  REQUIRE(kept == from<P, Record>(text));
  return kept;
}

}  // namespace

TEST_CASE("tolerance: fields in every order") {
  struct Three {
    std::int32_t a = 0;
    std::string b;
    bool c = false;
    bool operator==(const Three&) const = default;
  };
  std::array<std::string, 3> binary = {"08 0001 00000005 ", "0b 0002 00000001 'x' ", "02 0003 01 "};
  std::array<std::string, 3> compact = {"05 02 0a ", "08 04 01 'x' ", "01 06 "};
  std::array<int, 3> order = {0, 1, 2};
  do {
    std::string a;
    std::string b;
    for (const int i : order) {
      a += binary[static_cast<std::size_t>(i)];
      b += compact[static_cast<std::size_t>(i)];
    }
    CAPTURE(a, b);
    REQUIRE(from<Binary, Three>(a + "00") == Three{5, "x", true});
    REQUIRE(from<Compact, Three>(b + "00") == Three{5, "x", true});
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("tolerance: of two fields with one id the last one counts") {
  REQUIRE(record<Compact>("05 04 02 05 04 06 00").number == 3);
  REQUIRE(record<Binary>("08 0002 00000001 08 0002 00000003 00").number == 3);
  REQUIRE(record<Compact>("08 06 01 'a' 08 06 02 'bc' 00").text == "bc");
  REQUIRE(record<Compact>("09 0c 35 02 04 06 09 0c 15 08 00").list == std::vector<std::int32_t>{4});
}

TEST_CASE("tolerance: a struct that comes twice doesn't keep fields of the first") {
  REQUIRE(record<Compact>("0c 10 15 02 15 04 00 0c 10 15 08 00 00").point == Point{4, 4});
}

TEST_CASE("tolerance: an entry of a map that comes twice gets a fresh value") {
  const auto map =
      record<Compact>("0b 0e 03 8c 01 'k' 15 02 15 02 00 01 'k' 15 0a 00 01 'a' 00 00").map;
  REQUIRE(map == std::map<std::string, Point>{{"k", {5, 4}}, {"a", {3, 4}}});
  struct Lists {
    std::unordered_map<std::int32_t, std::vector<std::int32_t>> value;
  };
  const auto lists = from<Compact, Lists>("1b 02 59 02 25 02 04 02 05 00").value;
  REQUIRE(lists.size() == 1);
  REQUIRE(lists.at(1).empty());
}

TEST_CASE("tolerance: fields that are not there have their defaults, in a kept object too") {
  REQUIRE(record<Compact>("00") == Record{});
  REQUIRE(record<Binary>("00") == Record{});
  Record expected;
  expected.flag = false;
  expected.text = "y";
  REQUIRE(record<Compact>("12 28 01 'y' 00") == expected);
  REQUIRE(record<Binary>("02 0001 00 0b 0003 00000001 'y' 00") == expected);
}

TEST_CASE("tolerance: an optional with a default is set until a message has it otherwise") {
  REQUIRE(Record{}.preset == "preset");
  REQUIRE(record<Compact>("00").preset == "preset");
  REQUIRE(record<Compact>("58 00 00").preset == "");
  // All fields are there but the optionals: the predicted path.
  REQUIRE(record<Compact>("12 15 02 18 00 39 05 1b 00 1c 00 00").preset == "preset");
  REQUIRE(!record<Compact>("12 15 02 18 00 39 05 1b 00 1c 00 00").perhaps);
}

TEST_CASE("tolerance: unknown fields of every type are skipped") {
  const std::array<std::string_view, 14> binary = {
      "02 0063 01",
      "03 0063 ff",
      "04 0063 00*8",
      "06 0063 0102",
      "08 0063 01020304",
      "0a 0063 00*8",
      "0b 0063 00000003 'abc'",
      "0c 0063 08 0001 00*4 0c 0002 00 00",
      "0d 0063 0b 0f 00000001 00000001 'k' 08 00000001 00*4",
      "0e 0063 10 00000002 00*32",
      "0f 0063 0c 00000002 00 02 0001 01 00",
      "10 0063 00*16",
      "0f 0063 0f 00000001 0d 00000001 02 0c 00000001 01 00",
      "0d 0063 00 00 00000000"};
  for (const std::string_view field : binary) {
    CAPTURE(field);
    const std::string text(field);
    Record expected;
    expected.number = 1;
    REQUIRE(record<Binary>("08 0002 00000001 " + text + " 00") == expected);
    REQUIRE(record<Binary>(text + " 08 0002 00000001 00") == expected);
    REQUIRE(record<Binary>("0c 0008 " + text + " 00 08 0002 00000001 00") == expected);
  }
  const std::array<std::string_view, 15> compact = {"01 c601",
                                                    "02 c601",
                                                    "03 c601 ff",
                                                    "07 c601 00*8",
                                                    "04 c601 ff01",
                                                    "05 c601 ffffffff0f",
                                                    "06 c601 ff*9 01",
                                                    "08 c601 03 'abc'",
                                                    "0c c601 15 00 1c 00 11 12 00",
                                                    "0b c601 01 89 01 'k' 15 00",
                                                    "0a c601 2d 00*32",
                                                    "09 c601 2c 00 11 00",
                                                    "0d c601 00*16",
                                                    "09 c601 19 1b 01 1c 01 00",
                                                    "0b c601 00"};
  for (const std::string_view field : compact) {
    CAPTURE(field);
    const std::string text(field);
    Record expected;
    expected.number = 1;
    REQUIRE(record<Compact>("25 02 " + text + " 00") == expected);
    REQUIRE(record<Compact>(text + " 05 04 02 00") == expected);
    REQUIRE(record<Compact>("0c 10 " + text + " 00 05 04 02 00") == expected);
  }
}

TEST_CASE("tolerance: a field of another type than the declared one is skipped") {
  REQUIRE(record<Binary>("0b 0002 00000001 'x' 00") == Record{});
  REQUIRE(record<Binary>("0a 0002 00*8 00") == Record{});
  REQUIRE(record<Binary>("08 0003 00*4 00") == Record{});
  REQUIRE(record<Binary>("0e 0006 08 00000001 00*4 00") == Record{});
  REQUIRE(record<Compact>("28 01 'x' 00") == Record{});
  REQUIRE(record<Compact>("26 02 00") == Record{});
  REQUIRE(record<Compact>("21 00") == Record{});
  REQUIRE(record<Compact>("15 02 00") == Record{});
  REQUIRE(record<Compact>("0a 0c 15 02 00") == Record{});
}

TEST_CASE("tolerance: a container of other elements than the declared ones is skipped") {
  const Containers full{{1, 2}, {"a"}, {{1, "a"}}, {5, 6}, 1};
  Containers expected;
  expected.behind = 3;
  const auto check = [&]<class P>(P, std::string_view text) {
    CAPTURE(text);
    Containers kept = full;
    decode_to<P>(bytes_of(text), kept);
    REQUIRE(kept == expected);
    REQUIRE(from<P, Containers>(text) == expected);
  };
  check(Compact{}, "19 28 01 'a' 00 1a 25 02 04 1b 01 88 01 'a' 01 'b' 19 1c 11 00 15 06 00");
  check(Compact{}, "19 2c 00 15 02 00 1a 29 15 02 05 1b 01 5b 02 00 19 2b 00 01 55 02 04 15 06 00");
  check(Compact{}, "19 21 02 01 1a 1d 00*16 1b 01 18 02 01 'a' 19 18 00 15 06 00");
  check(Binary{},
        "0f 0001 0b 00000001 00000001 'a' 0e 0002 08 00000001 00*4 0d 0003 0b 0b 00000001 "
        "00000001 'a' 00000001 'b' 0f 0004 0c 00000001 00 08 0005 00000003 00");
}

TEST_CASE("tolerance: empty containers have elements of any type that there is, or of none") {
  const Filled none{{}, {}, {}};
  const auto binary = [](std::string_view code) {
    const std::string type(code);
    return try_decode<Binary, Filled>(bytes_of("0f 0001 " + type + " 00*4 0e 0002 " + type +
                                               " 00*4 0d 0003 " + type + type + " 00*4 00"));
  };
  // Stop and void stand for none.
  for (const std::string_view code : {"00", "01", "02", "03", "0c", "0f", "10"}) {
    CAPTURE(code);
    REQUIRE(binary(code).value() == none);
  }
  for (const std::string_view code : {"05", "07", "09", "11", "ff"}) {
    CAPTURE(code);
    REQUIRE(binary(code).error().code() == Errc::invalid_data);
  }
  for (const char code : std::string_view("0123456789abcdef")) {
    CAPTURE(code);
    const std::string list = std::string("0") + code;
    const auto result =
        try_decode<Compact, Filled>(bytes_of("19 " + list + " 1a " + list + " 1b 00 00"));
    if (code < 'e')
      REQUIRE(result.value() == none);
    else
      REQUIRE(result.error().code() == Errc::invalid_data);
  }
}

TEST_CASE("tolerance: Compact: of a number of 32 bits the low 32 of its varint count") {
  // As Apache's C++ library has it.
  REQUIRE(record<Compact>("25 ffffffff1f 00").number == -2147483647 - 1);
  REQUIRE(record<Compact>("25 82808080f0ffffffff01 00").number == 1);
  REQUIRE(record<Compact>("05 04 8280808010 00").number == 1);
  // In a list, however long, whichever way it is read.
  for (const std::size_t size : {1, 8, 9, 40, 200, 1000}) {
    CAPTURE(size);
    for (const std::string_view odd : {"919191913d", "ffffffff7f", "82808080f0ffffffff01"}) {
      std::vector<std::byte> bytes = bytes_of("69 f5");
      bytes.push_back(static_cast<std::byte>(0x80 | (size & 0x7f)));
      bytes.push_back(static_cast<std::byte>(size >> 7));
      for (std::size_t i = 0; i != size; ++i)
        for (const std::byte byte : bytes_of(i % 3 == 0 ? odd : "02")) bytes.push_back(byte);
      bytes.push_back(std::byte{0});
      const auto one = record<Compact>("25 " + std::string(odd) + " 00").number;
      const Record all = decode<Compact, Record>(bytes);
      REQUIRE(all.list.size() == size);
      for (std::size_t i = 0; i != size; ++i) REQUIRE(all.list[i] == (i % 3 == 0 ? one : 1));
    }
  }
}

TEST_CASE("tolerance: Compact: elements of type 1 and 2 are booleans, of value 0 and 2 false") {
  struct Booleans {
    std::vector<bool> list;
    std::map<bool, bool> map;
    bool operator==(const Booleans&) const = default;
  };
  const Booleans expected{{true, false, false}, {{true, false}, {false, true}}};
  REQUIRE(from<Compact, Booleans>("19 31 01 02 00 1b 02 11 01 02 02 01 00") == expected);
  REQUIRE(from<Compact, Booleans>("19 32 01 02 00 1b 02 22 01 00 00 01 00") == expected);
  REQUIRE(from<Compact, Booleans>("19 32 01 00 02 1b 02 12 01 02 02 01 00") == expected);
}

TEST_CASE("tolerance: Binary: any byte but 0 is true") {
  REQUIRE(record<Binary>("02 0001 02 00").flag);
  REQUIRE(record<Binary>("02 0001 ff 00").flag);
  REQUIRE(!record<Binary>("02 0001 00 00").flag);
}

TEST_CASE("tolerance: Compact: sizes in the long form, however small") {
  REQUIRE(record<Compact>("69 f5 02 02 04 00").list == std::vector<std::int32_t>{1, 2});
  REQUIRE(record<Compact>("69 f5 00 00").list.empty());
  // Varints with more bytes than they need.
  REQUIRE(record<Compact>("69 f5 8200 8200 8400 00").list == std::vector<std::int32_t>{1, 2});
  REQUIRE(record<Compact>("38 8100 'x' 00").text == "x");
  REQUIRE(record<Compact>("25 82808000 00").number == 1);
}

TEST_CASE("tolerance: Compact: any byte with a type of zero ends a struct") {
  REQUIRE(record<Compact>("25 02 10").number == 1);
  REQUIRE(record<Compact>("25 02 f0").number == 1);
}

TEST_CASE("tolerance: enum values that no name stands for survive") {
  struct Paint {
    Color color = Color::red;
    std::vector<Color> more;
    std::optional<Color> last;
    bool operator==(const Paint&) const = default;
  };
  const Paint paint{
      static_cast<Color>(99), {static_cast<Color>(-1), Color::green}, static_cast<Color>(1 << 30)};
  REQUIRE(decode<Binary, Paint>(encode<Binary>(paint)) == paint);
  REQUIRE(decode<Compact, Paint>(encode<Compact>(paint)) == paint);
}

TEST_CASE("tolerance: an enum's number that its type can't hold is an error, not another one") {
  struct Tinted {
    Tint first{};
    std::optional<Tint> second;
    std::vector<Tint> more;
  };
  for (const std::string_view good :
       {"15 02 15 03 19 25 04 ff01 00", "15 ff01 00", "05 02 fe01 00"})
    REQUIRE(try_decode<Compact, Tinted>(bytes_of(good)));
  for (const std::string_view bad : {"15 8002 00", "15 8102 00*20", "05 04 8002 00",
                                     "15 02 15 8002 00*20", "39 15 8002 00", "05 02 808004 00"}) {
    CAPTURE(bad);
    const auto result = try_decode<Compact, Tinted>(bytes_of(bad));
    REQUIRE(!result);
    REQUIRE(result.error().code() == Errc::invalid_data);
  }
  REQUIRE_THAT((try_decode<Compact, Tinted>(bytes_of("15 8102 00")).error().text()),
               Catch::Contains("'first'") && Catch::Contains("-129"));
  REQUIRE(from<Binary, Tinted>("08 0001 ffffff80 00").first == static_cast<Tint>(-128));
  REQUIRE((try_decode<Binary, Tinted>(bytes_of("08 0001 00000080 00")).error().code() ==
           Errc::invalid_data));
}

TEST_CASE("tolerance: an array takes its own number of elements, no other") {
  for (const std::string_view text :
       {"19 25 02 04 00", "19 45 02 04 06 08 00", "19 05 00", "29 08 00"}) {
    CAPTURE(text);
    const auto result = try_decode<Compact, Three>(bytes_of(text));
    REQUIRE(!result);
    REQUIRE(result.error().code() == Errc::invalid_data);
  }
  REQUIRE(from<Compact, Three>("19 35 02 04 06 00").value == std::array<std::int32_t, 3>{1, 2, 3});
}

TEST_CASE("tolerance: what lies behind a struct is left alone") {
  Record value;
  REQUIRE(decode_to<Compact>(bytes_of("25 02 00 ff ff"), value) == 3);
  REQUIRE(decode_to<Binary>(bytes_of("00 00 00"), value) == 1);
}
