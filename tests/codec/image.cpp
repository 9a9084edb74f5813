// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/image.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/record_lists.hpp>
#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using namespace seathrift::testing;

namespace image_test {

struct Point {
  std::int32_t x = 0;
  bool on = false;
  double y = 0;
  bool operator==(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, on), (3, y))

/// No macro names it.
struct Plain {
  std::int16_t a = 0;
  std::int64_t b = 0;
  bool operator==(const Plain&) const = default;
};

/// The macro names its members in another order than they stand in memory.
struct Turned {
  std::int32_t a = 0;
  std::int64_t b = 0;
  std::int32_t c = 0;
  bool operator==(const Turned&) const = default;
};
SEATHRIFT_STRUCT(Turned, (1, c), (2, a), (3, b))

/// A member that the macro does not name moves the others.
struct Shifted {
  std::int32_t secret = 5;
  std::int32_t a = 0;
  std::int64_t b = 0;
  bool operator==(const Shifted&) const = default;
};
SEATHRIFT_STRUCT(Shifted, (1, a), (2, b))

struct Optional {
  std::optional<std::int32_t> a = {};
};
SEATHRIFT_STRUCT(Optional, (1, a))

struct Text {
  std::string a = {};
};
SEATHRIFT_STRUCT(Text, (1, a))

enum class Narrow : std::int16_t { ONE = 1 };
SEATHRIFT_ENUM(Narrow, ONE)
struct WithNarrow {
  Narrow a = Narrow::ONE;
};
SEATHRIFT_STRUCT(WithNarrow, (1, a))

struct Wide {
  std::array<std::int64_t, 2> unused = {};
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0;
};
SEATHRIFT_STRUCT(Wide, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k), (12, l))

void fill(Random& random, Point& p) {
  p = {static_cast<std::int32_t>(random()), random() % 2 != 0, static_cast<double>(random())};
}
void fill(Random& random, Plain& p) {
  p = {static_cast<std::int16_t>(random()), static_cast<std::int64_t>(random())};
}
void fill(Random& random, Turned& p) {
  p = {static_cast<std::int32_t>(random()), static_cast<std::int64_t>(random()),
       static_cast<std::int32_t>(random())};
}
void fill(Random& random, Shifted& p) {
  p = {5, static_cast<std::int32_t>(random()), static_cast<std::int64_t>(random())};
}

template <class P, class T>
void check_list() {
  List<std::vector<T>> kept;
  for (const std::size_t size :
       {0u, 1u, 7u, 8u, 9u, 15u, 16u, 63u, 200u, 1000u, 5000u, 3u, 20000u, 12u, 4096u}) {
    CAPTURE(size);
    const List<std::vector<T>> list{records<T>(size)};
    const auto bytes = encode<P>(list);
    REQUIRE(bytes == one_by_one<P>(list.v));
    REQUIRE(decode<P, List<std::vector<T>>>(bytes).v == list.v);
    decode_to<P>(bytes, kept);
    REQUIRE(kept.v == list.v);
  }
}

using Points = List<std::vector<Point>>;
// Where the records begin: behind the head of the field and that of the list.
constexpr std::size_t list_begin = 3 + 5;
constexpr std::size_t point_size = 3 + 4 + 3 + 1 + 3 + 8 + 1;

}  // namespace image_test

using namespace image_test;

TEST_CASE("image: a record of fixed width is one, any other is none") {
  using seathrift::detail::drawable;
  STATIC_REQUIRE(drawable<Binary, Point>());
  STATIC_REQUIRE(drawable<Binary, Plain>());
  STATIC_REQUIRE(drawable<Binary, Turned>());
  STATIC_REQUIRE(drawable<Compact, List<double>>());
  // Compact's integers are varints, and its booleans are in the heads.
  STATIC_REQUIRE_FALSE(drawable<Compact, Point>());
  STATIC_REQUIRE_FALSE(drawable<Compact, List<bool>>());
  STATIC_REQUIRE_FALSE(drawable<Binary, Optional>());
  STATIC_REQUIRE_FALSE(drawable<Binary, Text>());
  STATIC_REQUIRE_FALSE(drawable<Binary, Empty>());
  STATIC_REQUIRE_FALSE(drawable<Binary, WithNarrow>());
  STATIC_REQUIRE_FALSE(drawable<Binary, Wide>());
}

TEST_CASE("image: it is what the protocol writes, and tells where values come from") {
  constexpr auto image = seathrift::detail::image_of<Binary, Point>;
  STATIC_REQUIRE(image.wire == point_size);
  STATIC_REQUIRE(image.memory == sizeof(Point));
  const auto bytes = encode<Binary>(Point{});
  for (std::size_t i = 0; i < image.wire; ++i) REQUIRE(std::byte{image.bytes[i].value} == bytes[i]);
  // The first field's value, its highest byte first.
  REQUIRE(image.bytes[3].from == 3);
  REQUIRE(image.bytes[6].from == 0);
  REQUIRE(image.bytes[3].fixed == 0);
  REQUIRE(image.bytes[10].from == 4);
  REQUIRE(image.bytes[10].fixed == 0xfe);
  REQUIRE(image.bytes[14].from == 15);
}

TEST_CASE("image: members that stand elsewhere than they are named are found out") {
  using seathrift::detail::stands_so;
  REQUIRE(stands_so(Point{}));
  REQUIRE(stands_so(Plain{}));
  REQUIRE_FALSE(stands_so(Turned{}));
  REQUIRE_FALSE(stands_so(Shifted{}));
}

TEMPLATE_TEST_CASE("image: lists of any size come back, in new and in kept vectors", "", Binary,
                   Compact) {
  check_list<TestType, Point>();
  check_list<TestType, Plain>();
  check_list<TestType, Turned>();
  check_list<TestType, Shifted>();
}

TEST_CASE("image: an array of records is filled, and none of another size") {
  List<std::array<Point, 40>> list;
  const auto points = records<Point>(40);
  std::copy(points.begin(), points.end(), list.v.begin());
  const auto bytes = encode<Binary>(list);
  REQUIRE(bytes == one_by_one<Binary>(points));
  REQUIRE(decode<Binary, List<std::array<Point, 40>>>(bytes).v == list.v);
  REQUIRE(try_decode<Binary, List<std::array<Point, 41>>>(bytes).error().code() ==
          Errc::invalid_data);
}

TEST_CASE("image: a boolean that is neither 0 nor 1 is true") {
  const auto points = records<Point>(100);
  for (const unsigned value : {1u, 2u, 0x80u, 0xffu}) {
    auto bytes = encode<Binary>(Points{points});
    bytes[list_begin + 50 * point_size + 10] = static_cast<std::byte>(value);
    auto expected = points;
    expected[50].on = true;
    const auto got = decode<Binary, Points>(bytes);
    REQUIRE(got.v == expected);
    // And stands in memory as one.
    REQUIRE(encode<Binary>(got) == encode<Binary>(Points{expected}));
  }
}

TEST_CASE("image: a list is cut off at any byte, and says so") {
  const auto bytes = encode<Binary>(Points{records<Point>(40)});
  Points kept;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // In a block of its own, so that a sanitizer sees what reads behind it.
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto result = try_decode_to<Binary>(cut, kept);
    if (!result) {
      if (result.error().code() != Errc::truncated) FAIL("cut at " << size);
    } else {
      FAIL("cut at " << size);
    }
  }
}

TEST_CASE("image: each other byte gives what it gives one record at a time") {
  const auto points = records<Point>(12);
  const auto bytes = encode<Binary>(Points{points});
  Random random;
  for (std::size_t i = list_begin; i < bytes.size() - 1; ++i) {
    auto other = bytes;
    other[i] ^= static_cast<std::byte>(random() % 255 + 1);
    // As decoded from its own bytes, field by field.
    std::vector<Point> expected;
    std::size_t at = list_begin;
    bool fails = false;
    for (std::size_t k = 0; k < 12 && !fails; ++k) {
      Point point;
      const auto used =
          try_decode_to<Binary>(std::span(other).subspan(std::min(at, other.size())), point);
      fails = !used;
      if (used) at += *used;
      expected.push_back(point);
    }
    Points got;
    const auto result = try_decode_to<Binary>(other, got);
    if (fails) {
      REQUIRE_FALSE(result);
    } else if (result) {
      for (std::size_t k = 0; k < 12; ++k)
        if (encode<Binary>(got.v[k]) != encode<Binary>(expected[k])) FAIL("byte " << i);
    }
  }
}

TEST_CASE("image: records in another order of fields follow those in the usual one") {
  const auto points = records<Point>(64);
  auto bytes = encode<Binary>(Points{points});
  // The 20th with its first two fields exchanged.
  auto* const record = bytes.data() + list_begin + 20 * point_size;
  std::rotate(record, record + 7, record + 11);
  REQUIRE(decode<Binary, Points>(bytes).v == points);
}

TEST_CASE("image: a list that announces more than there is takes no memory") {
  auto bytes = encode<Binary>(Points{records<Point>(40)});
  bytes[3 + 1] = std::byte{0x7f};
  Points list;
  REQUIRE(try_decode_to<Binary>(bytes, list).error().code() == Errc::truncated);
  REQUIRE(list.v.capacity() == 0);
  bytes[3 + 1] = std::byte{0};
  bytes[3 + 4] = std::byte{41};
  REQUIRE(try_decode_to<Binary>(bytes, list).error().code() == Errc::truncated);
}

namespace {

constexpr bool at_compile_time() {
  std::array<Point, 12> points{};
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = {static_cast<std::int32_t>(i * i), i % 2 == 0, 0.5 * static_cast<double>(i)};
  std::array<std::byte, 400> block{};
  seathrift::detail::Output<false> out{
      block.data(), block.data() + block.size(),
      [](seathrift::detail::Output<false>&, std::byte* at, std::size_t) { return at; }};
  const std::byte* const end =
      seathrift::detail::encode_value<Binary, false>(out, block.data(), points);
  seathrift::detail::Input in(block.data(), static_cast<std::size_t>(end - block.data()), {});
  std::array<Point, 12> back{};
  return seathrift::detail::decode_value<Binary>(in, block.data(), back) == end && back == points;
}
static_assert(at_compile_time());

}  // namespace
