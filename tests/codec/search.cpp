// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/search.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>
#include <codec/other_version.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::OtherVersion;

namespace search_test {

enum class Hue : std::int32_t { RED, GREEN };
SEATHRIFT_ENUM(Hue, RED, GREEN)
enum class Small : std::int8_t { NO, YES };
SEATHRIFT_ENUM(Small, NO, YES)

struct Point {
  double x = 0;
  std::int32_t y = 7;
  bool operator==(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

/// What stands in another record, blank or not.
struct Inner {
  std::string text = {};
  std::optional<std::string> maybe = {};
  std::vector<std::int32_t> list = {};
  Hue hue = Hue::RED;
  bool operator==(const Inner&) const = default;
};
SEATHRIFT_STRUCT(Inner, (1, text), (2, maybe), (3, list), (4, hue))
struct Middle {
  Inner inner = {};
  double real = 0;
  bool operator==(const Middle&) const = default;
};
SEATHRIFT_STRUCT(Middle, (1, inner), (2, real))
struct OuterBlank {
  std::int32_t number = 0;
  Middle middle = {};
  std::optional<Middle> maybe = {};
  bool operator==(const OuterBlank&) const = default;
};
SEATHRIFT_STRUCT(OuterBlank, (1, number), (2, middle), (3, maybe))
struct OuterFilled {
  std::int32_t number = 0;
  Middle middle = {{"new", "set", {1, 2}, Hue::GREEN}, 0.5};
  Point point = {};
  bool operator==(const OuterFilled&) const = default;
};
SEATHRIFT_STRUCT(OuterFilled, (1, number), (2, middle), (3, point))

struct VirtualBase {
  std::int32_t number = 5;
  std::string text = "new";
};
struct Derived : virtual VirtualBase {
  std::int32_t own = 6;
  Derived() = default;
  Derived(const Derived&) = default;
  Derived& operator=(const Derived&) = default;
};
SEATHRIFT_STRUCT(Derived, (1, number), (2, text), (3, own))
struct Further : Derived {
  char before[100] = {};
  std::string behind = {};
};

// Records in each other: small ones, one with an id that is missed, one of more than four fields.
struct Leaf {
  std::int32_t number = 3;
  std::string text = {};
  bool operator==(const Leaf&) const = default;
};
SEATHRIFT_STRUCT(Leaf, (1, number), (3, text))
struct Twig {
  Leaf leaf = {};
  std::optional<Leaf> maybe = {};
  double real = 0;
  bool operator==(const Twig&) const = default;
};
SEATHRIFT_STRUCT(Twig, (1, leaf), (2, maybe), (3, real))
struct Branch {
  std::int64_t a = 0;
  Twig twig = {};
  bool b = false;
  Inner inner = {};
  std::string c = {};
  bool operator==(const Branch&) const = default;
};
SEATHRIFT_STRUCT(Branch, (1, a), (2, twig), (3, b), (4, inner), (5, c))
struct Trunk {
  std::int32_t number = 0;
  Branch branch = {};
  Twig twig = {};
  std::vector<Leaf> leaves = {};
  std::optional<Branch> maybe = {};
  Point point = {};
  bool operator==(const Trunk&) const = default;
};
SEATHRIFT_STRUCT(Trunk, (1, number), (2, branch), (3, twig), (4, leaves), (5, maybe), (6, point))

/// More levels than the search keeps by itself.
template <int Levels>
struct Nest {
  std::int32_t number = 0;
  Nest<Levels - 1> next = {};
  std::string text = {};
  bool operator==(const Nest&) const = default;
};
template <>
struct Nest<0> {
  std::int32_t number = 0;
  std::string text = {};
  bool operator==(const Nest&) const = default;
};
using Deep = Nest<static_cast<int>(detail::Search::most) + 3>;

template <int Levels>
void fill(Nest<Levels>& nest) {
  nest.number = 10 + Levels;
  nest.text = "level " + std::to_string(Levels);
  if constexpr (Levels > 0) fill(nest.next);
}

/// The same of lists of records.
template <int Levels>
struct Rows {
  std::int32_t number = 0;
  std::vector<Rows<Levels - 1>> rows = {};
  std::string text = {};
  bool operator==(const Rows&) const = default;
};
template <>
struct Rows<0> {
  std::int32_t number = 0;
  std::string text = {};
  bool operator==(const Rows&) const = default;
};
using DeepRows = Rows<static_cast<int>(detail::Search::most) + 3>;

template <int Levels>
void fill(Rows<Levels>& rows) {
  rows.number = 10 + Levels;
  rows.text = "level " + std::to_string(Levels);
  if constexpr (Levels > 0) {
    rows.rows.resize(Levels % 4 == 1 ? 2 : 1);
    for (auto& each : rows.rows) fill(each);
  }
}

/// Lists of records of each kind.
struct Nothing {
  bool operator==(const Nothing&) const = default;
};
SEATHRIFT_STRUCT(Nothing)
struct Shelf {
  std::vector<Leaf> leaves = {};
  std::vector<Nothing> nothings = {};
  std::vector<Point> points = {};
  std::vector<Twig> twigs = {};
  std::vector<Inner> inners = {};
  std::int32_t number = 0;
  std::vector<Branch> branches = {};
  std::deque<Leaf> deque = {};
  std::optional<std::vector<Leaf>> maybe = {};
  bool operator==(const Shelf&) const = default;
};
SEATHRIFT_STRUCT(Shelf, (1, leaves), (2, nothings), (3, points), (4, twigs), (5, inners),
                 (6, number), (7, branches), (8, deque), (9, maybe))

/// Records that have all they are sent.
struct Strict {
  std::int32_t number = 0;
  std::int32_t other = 0;
};
SEATHRIFT_STRUCT(Strict, (1, number, required), (2, other, required))
struct HasStrict {
  std::int32_t number = 0;
  Strict strict = {};
};
SEATHRIFT_STRUCT(HasStrict, (1, number), (2, strict))
struct HasStricts {
  std::int32_t number = 0;
  std::vector<Strict> stricts = {};
};
SEATHRIFT_STRUCT(HasStricts, (1, number), (2, stricts))
struct Loose {
  std::int32_t number = 0;
  std::optional<std::int32_t> other = {};
};
SEATHRIFT_STRUCT(Loose, (1, number), (2, other))
struct HasLooses {
  std::vector<Loose> looses = {};
};
SEATHRIFT_STRUCT(HasLooses, (2, looses))
struct HasHasStrict {
  std::int32_t number = 0;
  HasStrict inner = {};
};
SEATHRIFT_STRUCT(HasHasStrict, (1, number), (2, inner))

/// More fields than a byte has bits.
struct Dozen {
  std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0;
  bool operator==(const Dozen&) const = default;
};
SEATHRIFT_STRUCT(Dozen, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k), (12, l))
struct Dozens {
  Dozen first = {};
  Dozen second = {};
  bool operator==(const Dozens&) const = default;
};
SEATHRIFT_STRUCT(Dozens, (1, first), (2, second))

/// A record that holds itself, whose levels are counted, in one that does not.
struct Chain {
  std::int32_t number = 0;
  std::unique_ptr<Chain> next = {};
};
SEATHRIFT_STRUCT(Chain, (1, number), (2, next))
struct Chains {
  std::int32_t number = 0;
  Chain first = {};
  std::optional<Chain> second = {};
};
SEATHRIFT_STRUCT(Chains, (1, number), (2, first), (3, second))

/// Holds a record whose fields don't stand at the same places in each.
struct HasDerived {
  std::int32_t number = 0;
  Derived derived = {};
  std::string text = {};
};
SEATHRIFT_STRUCT(HasDerived, (1, number), (2, derived), (3, text))

/// A member of each kind, and an optional one; its ids follow each other.
struct Each {
  bool b = false;
  std::int8_t i8 = 0;
  std::int16_t i16 = 0;
  std::int32_t i32 = 0;
  std::int64_t i64 = 0;
  double real = 0;
  Hue hue = Hue::RED;
  Small small = Small::NO;
  std::string text = {};
  std::vector<std::byte> bytes = {};
  std::vector<std::int32_t> list = {};
  std::set<std::int16_t> set = {};
  std::map<std::string, std::int32_t> map = {};
  Point point = {};
  boost::uuids::uuid uuid{};
  std::optional<bool> ob = {};
  std::optional<std::int8_t> oi8 = {};
  std::optional<std::int16_t> oi16 = {};
  std::optional<std::int32_t> oi32 = {};
  std::optional<std::int64_t> oi64 = {};
  std::optional<double> oreal = {};
  std::optional<Hue> ohue = {};
  std::optional<Small> osmall = {};
  std::optional<std::string> otext = {};
  std::optional<std::vector<std::string>> olist = {};
  std::optional<Point> opoint = {};
  std::unique_ptr<Point> pointer = {};
};
SEATHRIFT_STRUCT(Each, (1, b), (2, i8), (3, i16), (4, i32), (5, i64), (6, real), (7, hue),
                 (8, small), (9, text), (10, bytes), (11, list), (12, set), (13, map), (14, point),
                 (15, uuid), (16, ob), (17, oi8), (18, oi16), (19, oi32), (20, oi64), (21, oreal),
                 (22, ohue), (23, osmall), (24, otext), (25, olist), (26, opoint), (27, pointer))

/// Ids with gaps, below 0, and in another order than the members; defaults that are not zero.
struct Gaps {
  std::int32_t a = 1;
  std::string b = "two";
  std::optional<std::int32_t> c = 3;
  bool d = true;
  std::vector<std::int32_t> e = {5};
  std::int64_t f = 0;
};
SEATHRIFT_STRUCT(Gaps, (40, a), (-7, b), (300, c), (2, d), (39, e), (12, f))

/// All that can be is zero or empty, beside something that has no such value.
struct Blank {
  std::int32_t a = 0;
  std::string b = {};
  std::map<std::string, std::string> c = {};
  Point d = {};
  std::optional<Point> e = {};
};
SEATHRIFT_STRUCT(Blank, (1, a), (2, b), (3, c), (4, d), (5, e))

struct Numbers {
  std::int32_t id = 0;
  std::vector<std::int32_t> list = {};
};
SEATHRIFT_STRUCT(Numbers, (1, id), (2, list))

/// More fields than a word has bits.
struct Many {
  std::int32_t a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0, a9 = 0, a10 = 0,
               a11 = 0, a12 = 0, a13 = 0, a14 = 0, a15 = 0, a16 = 0, a17 = 0, a18 = 0, a19 = 0,
               a20 = 0, a21 = 0, a22 = 0, a23 = 0, a24 = 0, a25 = 0, a26 = 0, a27 = 0, a28 = 0,
               a29 = 0, a30 = 0, a31 = 0, a32 = 0, a33 = 0, a34 = 0, a35 = 0, a36 = 0, a37 = 0,
               a38 = 0, a39 = 0, a40 = 0, a41 = 0, a42 = 0, a43 = 0, a44 = 0, a45 = 0, a46 = 0,
               a47 = 0, a48 = 0, a49 = 0, a50 = 0, a51 = 0, a52 = 0, a53 = 0, a54 = 0, a55 = 0,
               a56 = 0, a57 = 0, a58 = 0, a59 = 0, a60 = 0, a61 = 0, a62 = 0, a63 = 0, a64 = 0,
               a65 = 0, a66 = 0;
};
SEATHRIFT_STRUCT(Many, (1, a1), (2, a2), (3, a3), (4, a4), (5, a5), (6, a6), (7, a7), (8, a8),
                 (9, a9), (10, a10), (11, a11), (12, a12), (13, a13), (14, a14), (15, a15),
                 (16, a16), (17, a17), (18, a18), (19, a19), (20, a20), (21, a21), (22, a22),
                 (23, a23), (24, a24), (25, a25), (26, a26), (27, a27), (28, a28), (29, a29),
                 (30, a30), (31, a31), (32, a32), (33, a33), (34, a34), (35, a35), (36, a36),
                 (37, a37), (38, a38), (39, a39), (40, a40), (41, a41), (42, a42), (43, a43),
                 (44, a44), (45, a45), (46, a46), (47, a47), (48, a48), (49, a49), (50, a50),
                 (51, a51), (52, a52), (53, a53), (54, a54), (55, a55), (56, a56), (57, a57),
                 (58, a58), (59, a59), (60, a60), (61, a61), (62, a62), (63, a63), (64, a64),
                 (65, a65), (66, a66, required))

Each full_each() {
  Each each;
  each.b = true;
  each.i8 = -8;
  each.i16 = 1616;
  each.i32 = -323232;
  each.i64 = 646464646464;
  each.real = 1.25;
  each.hue = Hue::GREEN;
  each.small = Small::YES;
  each.text = "a text that is longer than what fits in place";
  each.bytes = {std::byte{1}, std::byte{2}};
  each.list = {1, 2, 3};
  each.set = {4, 5};
  each.map = {{"six", 6}};
  each.point = {1, 2};
  each.uuid.data[3] = 9;
  each.ob = false;
  each.oi8 = 8;
  each.oi16 = -1616;
  each.oi32 = 32;
  each.oi64 = -64;
  each.oreal = 0.5;
  each.ohue = static_cast<Hue>(77);
  each.osmall = Small::YES;
  each.otext = "text";
  each.olist = {"x", "y"};
  each.opoint = Point{3, 4};
  each.pointer = std::make_unique<Point>(Point{5, 6});
  return each;
}

template <class T>
T filled() {
  if constexpr (std::is_same_v<T, Each>) return full_each();
  if constexpr (std::is_same_v<T, Gaps>) return {-1, "", std::nullopt, false, {1, 2}, 6};
  if constexpr (std::is_same_v<T, Blank>) return {1, "b", {{"c", "d"}}, {5, 6}, Point{8, 9}};
  if constexpr (std::is_same_v<T, Trunk>) {
    const Twig twig = {{1, "a leaf"}, Leaf{2, "another leaf"}, 0.25};
    const Branch branch = {4, twig, true, {"inner", "maybe", {7, 8}, Hue::GREEN}, "text"};
    return {1, branch, twig, {{5, "five"}, {6, ""}, {7, "seven"}}, branch, {1.5, 9}};
  }
  if constexpr (std::is_same_v<T, Deep>) {
    Deep deep;
    fill(deep);
    return deep;
  }
  if constexpr (std::is_same_v<T, DeepRows>) {
    DeepRows rows;
    fill(rows);
    return rows;
  }
  if constexpr (std::is_same_v<T, Shelf>) {
    const Leaf leaf = {1, "a leaf"};
    const Twig twig = {leaf, Leaf{2, "another leaf"}, 0.25};
    const Inner inner = {"inner", "maybe", {7, 8}, Hue::GREEN};
    Shelf shelf;
    shelf.leaves = {leaf, {}, {3, "a text that is longer than what fits in place"}};
    shelf.nothings.resize(3);
    shelf.points.resize(12, {1.5, 9});
    shelf.twigs = {twig, {}, twig};
    shelf.inners = {inner};
    shelf.number = 6;
    shelf.branches.resize(20, {4, twig, true, inner, "text"});
    shelf.deque = {leaf, leaf};
    shelf.maybe.emplace(18, leaf);
    return shelf;
  }
  if constexpr (std::is_same_v<T, HasDerived>) {
    HasDerived has;
    has.number = 1;
    has.derived.number = 2;
    has.derived.text = "a text that is longer than what fits in place";
    has.derived.own = 3;
    has.text = "text";
    return has;
  }
  if constexpr (std::is_same_v<T, Many>) {
    Many many;
    many.a1 = 1;
    many.a64 = 64;
    many.a65 = 65;
    many.a66 = 66;
    return many;
  }
}

/// Reads by the twin of the search: what it is in a constant expression, a comparison a field.
template <class P, class T>
bool read_by_twin(const std::vector<std::byte>& bytes, T& value, Errc& error) {
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  const std::byte* const end = detail::search_constant<P>(
      in, in.begin, value, 0, 0, static_cast<detail::wire_fields<T>*>(nullptr));
  error = in.error;
  return end != nullptr;
}

template <class P, class T>
void check_versions() {
  const auto predicted = encode<P>(filled<T>());
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    const bool in_order = seed >= 400;
    OtherVersion<P> version(seed, {static_cast<unsigned>(seed % 16 / (in_order ? 8 : 2)),
                                   static_cast<unsigned>(seed / 3 % 4),
                                   static_cast<unsigned>(seed / 5 % 12), in_order});
    const auto bytes = version(predicted);
    CAPTURE(seed);
    T expected = filled<T>();
    Errc error = Errc::none;
    const bool is_read = read_by_twin<P>(bytes, expected, error);
    T kept = filled<T>();
    const auto result = try_decode_to<P>(bytes, kept);
    if (is_read) {
      REQUIRE(result);
      REQUIRE(*result == bytes.size());
      REQUIRE(encode<P>(kept) == encode<P>(expected));
    } else {
      REQUIRE_FALSE(result);
      REQUIRE(result.error().code() == error);
    }
  }
}

template <class P, class T>
void check_cuts(bool in_order) {
  OtherVersion<P> version(5, {0, in_order ? 0u : 1u, 8, in_order});
  const auto bytes = version(encode<P>(filled<T>()));
  T kept;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // In a block of its own, so that a sanitizer sees what reads behind it.
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto result = try_decode_to<P>(cut, kept);
    REQUIRE_FALSE(result);
    if (result.error().code() != Errc::truncated) FAIL("cut at " << size);
  }
}

}  // namespace search_test

using namespace search_test;

TEMPLATE_TEST_CASE("search: it reads what its twin reads, in any order and version", "", Binary,
                   Compact) {
  check_versions<TestType, Each>();
  check_versions<TestType, Gaps>();
  check_versions<TestType, Blank>();
  check_versions<TestType, Many>();
  check_versions<TestType, Trunk>();
  check_versions<TestType, Deep>();
  check_versions<TestType, DeepRows>();
  check_versions<TestType, Shelf>();
  check_versions<TestType, HasDerived>();
}

TEMPLATE_TEST_CASE("search: a record that is cut off at any byte says so", "", Binary, Compact) {
  for (const bool in_order : {false, true}) {
    check_cuts<TestType, Each>(in_order);
    check_cuts<TestType, Gaps>(in_order);
    check_cuts<TestType, Blank>(in_order);
    check_cuts<TestType, Many>(in_order);
    check_cuts<TestType, Trunk>(in_order);
    check_cuts<TestType, Deep>(in_order);
    check_cuts<TestType, DeepRows>(in_order);
    check_cuts<TestType, Shelf>(in_order);
  }
}

namespace search_test {

/// A field of a message in Binary: its head and its value, which is a record or a number.
template <class Value>
std::vector<std::byte> field_of(int id, const Value& value) {
  std::byte head[8];
  std::vector<std::byte> bytes;
  if constexpr (std::is_same_v<Value, std::int32_t>) {
    std::byte number[4];
    Binary::write_field(head, Type::i32, id, 0);
    Binary::write_scalar(number, value);
    bytes.assign(std::begin(number), std::end(number));
  } else if constexpr (std::is_same_v<Value, std::vector<std::byte>>) {
    Binary::write_field(head, Type::structure, id, 0);
    bytes = value;
  } else {
    Binary::write_field(head, Type::structure, id, 0);
    bytes = encode<Binary>(value);
  }
  bytes.insert(bytes.begin(), std::begin(head), std::begin(head) + 3);
  return bytes;
}
/// A record of such fields, in their order.
template <class... Field>
std::vector<std::byte> record_of(const Field&... field) {
  std::vector<std::byte> bytes;
  (bytes.insert(bytes.end(), field.begin(), field.end()), ...);
  bytes.push_back(std::byte{0});
  return bytes;
}

}  // namespace search_test

TEST_CASE("search: of a record that comes twice, nothing of the first one stays") {
  const auto twice = record_of(field_of(3, Twig{{1, "one"}, Leaf{2, "two"}, 3}),
                               field_of(3, std::vector<std::byte>(1)), field_of(1, 5));
  for (int i = 0; i < 2; ++i) {
    Trunk trunk;
    decode_to<Binary>(twice, trunk);
    REQUIRE(trunk == Trunk{5, {}, {}, {}, {}, {}});
  }
  const auto other =
      record_of(field_of(2, Branch{}), field_of(1, 6), field_of(2, filled<Trunk>().branch));
  Trunk trunk;
  decode_to<Binary>(other, trunk);
  REQUIRE(trunk.number == 6);
  REQUIRE(trunk.branch == filled<Trunk>().branch);
}

TEST_CASE(
    "search: each of many fields that are absent becomes blank, in a record in another, too") {
  Dozens full;
  for (auto* const dozen : {&full.first, &full.second}) {
    dozen->a = dozen->b = dozen->c = dozen->d = dozen->e = dozen->f = 1;
    dozen->g = dozen->h = dozen->i = dozen->j = dozen->k = dozen->l = 2;
  }
  const auto one = record_of(field_of(5, 3));
  const auto bytes = record_of(field_of(2, one), field_of(1, one));
  Dozens expected;
  expected.first.e = expected.second.e = 3;
  // What a new one is like is known from the second time on.
  for (int i = 0; i < 3; ++i) {
    Dozens used = full;
    decode_to<Binary>(bytes, used);
    REQUIRE(used == expected);
  }
}

TEMPLATE_TEST_CASE("search: behind the last field, what is known is read, and the rest passed over",
                   "", Binary, Compact) {
  // Unknown ids behind the known ones; then one that is known, one that is missed between them, one
  // below them, and the last one again.
  for (const int id : {5, 1, 2, -4, 3}) {
    auto bytes = encode<TestType>(Leaf{1, "one"});
    bytes.pop_back();
    int last = 3;
    for (const int each : {4, 500, id, 501}) {
      std::byte room[16];
      const std::byte* const end = TestType::write_scalar(
          TestType::write_field(room, Type::i32, each, last), std::int32_t{each + 10});
      bytes.insert(bytes.end(), static_cast<const std::byte*>(room), end);
      last = each;
    }
    bytes.push_back(std::byte{0});
    Leaf leaf;
    REQUIRE(decode_to<TestType>(bytes, leaf) == bytes.size());
    REQUIRE(leaf == Leaf{id == 1 ? 11 : 1, "one"});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::vector<std::byte> cut(bytes.begin(),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(size));
      const auto result = try_decode_to<TestType>(cut, leaf);
      REQUIRE_FALSE(result);
      REQUIRE(result.error().code() == Errc::truncated);
    }
  }
}

TEMPLATE_TEST_CASE("search: a kept text takes what is longer, shorter and as long", "", Binary,
                   Compact) {
  const std::string text = "some text that is longer than what fits in place";
  const auto order = typename OtherVersion<TestType>::Chances{0, 0, 4};
  Leaf kept;
  for (std::size_t size = 0; size < 40; ++size) {
    for (const std::size_t from : {0u, 1u, 5u}) {
      const Leaf leaf = {1, text.substr(from, size / (from + 1))};
      decode_to<TestType>(OtherVersion<TestType>(2 * size + 1, order)(encode<TestType>(leaf)),
                          kept);
      REQUIRE(kept == leaf);
      const Leaf other = {2, std::string(leaf.text.size(), 'x')};
      decode_to<TestType>(OtherVersion<TestType>(size, order)(encode<TestType>(other)), kept);
      REQUIRE(kept == other);
    }
  }
}

TEST_CASE("search: records as predicted are read in one that is not") {
  const Trunk full = filled<Trunk>();
  const auto bytes = record_of(field_of(6, full.point), field_of(5, *full.maybe),
                               field_of(3, full.twig), field_of(2, full.branch), field_of(1, 1));
  Trunk trunk;
  decode_to<Binary>(bytes, trunk);
  trunk.leaves = full.leaves;
  REQUIRE(trunk == full);
}

TEST_CASE("search: an error is blamed on the innermost record, and its field") {
  const auto strict = field_of(2, record_of(field_of(2, 5)));
  const auto inner = field_of(2, record_of(strict, field_of(1, 1)));
  const auto bytes = record_of(inner, field_of(1, 1));
  HasHasStrict value;
  const auto missing = try_decode_to<Binary>(bytes, value);
  REQUIRE_FALSE(missing);
  REQUIRE(missing.error().code() == Errc::missing_required);
  REQUIRE(missing.error().text().find("field 'number' of Strict,") != std::string::npos);
  // Behind the inner record, the outer one is to blame again.
  const auto cut = try_decode_to<Binary>(
      record_of(field_of(2, record_of(field_of(2, record_of(field_of(2, 5), field_of(1, 4))))),
                std::vector<std::byte>{std::byte{8}, std::byte{0}, std::byte{1}}),
      value);
  REQUIRE_FALSE(cut);
  REQUIRE(cut.error().code() == Errc::truncated);
  REQUIRE(cut.error().text().find("field 'number' of HasHasStrict,") != std::string::npos);
}

TEST_CASE("search: an error in a list of records is blamed on one of them, and its field") {
  HasLooses sent;
  sent.looses = {{1, 2}, {3, {}}, {4, 5}};
  HasStricts value;
  const auto missing = try_decode_to<Binary>(encode<Binary>(sent), value);
  REQUIRE_FALSE(missing);
  REQUIRE(missing.error().code() == Errc::missing_required);
  REQUIRE(missing.error().text().find("field 'other' of Strict,") != std::string::npos);
  sent.looses[1].other = 4;
  decode_to<Binary>(encode<Binary>(sent), value);
  REQUIRE(value.stricts.size() == 3);
  REQUIRE(value.stricts[1].other == 4);
  // More of them than the message has bytes for.
  auto lying = encode<Binary>(sent);
  lying[6] = std::byte{1};
  const auto cut = try_decode_to<Binary>(lying, value);
  REQUIRE_FALSE(cut);
  REQUIRE(cut.error().text().find("field 'stricts' of HasStricts,") != std::string::npos);
}

TEST_CASE("search: levels are counted in a record that holds itself, and given back behind it") {
  const auto chain = [](int levels) {
    Chain first;
    Chain* last = &first;
    for (int i = 1; i < levels; ++i) last = (last->next = std::make_unique<Chain>()).get();
    return first;
  };
  Limits limits;
  limits.max_depth = 5;
  for (const int levels : {5, 6}) {
    const auto bytes = record_of(field_of(3, chain(levels)), field_of(2, chain(5)), field_of(1, 1));
    Chains chains;
    const auto result = try_decode_to<Binary>(bytes, chains, limits);
    REQUIRE(result.has_value() == (levels == 5));
    if (!result) REQUIRE(result.error().code() == Errc::depth_limit);
  }
}

TEST_CASE("search: a record is charged as what it takes in memory, to the byte") {
  struct Plain {
    std::int32_t number = 0;
    std::string text;
  };
  STATIC_REQUIRE(seathrift::detail::memory_of<Binary, Plain> == sizeof(Plain));
  STATIC_REQUIRE(seathrift::detail::memory_of<Compact, Plain> == sizeof(Plain));
}

TEST_CASE("search: a type that there is not is an error at its head") {
  Point point;
  // Behind the second field, with room behind it, and as the last bytes.
  for (const std::size_t behind : {0u, 20u}) {
    std::vector<std::byte> bytes(11 + 3 + behind);
    bytes[0] = std::byte{4};
    bytes[2] = std::byte{1};
    bytes[11] = std::byte{7};
    const auto result = try_decode_to<Binary>(bytes, point);
    REQUIRE_FALSE(result);
    REQUIRE(result.error().code() == Errc::invalid_data);
    REQUIRE(result.error().text().find("byte 11 of") != std::string::npos);
  }
}

TEST_CASE("search: behind a head that is longer than it need be, nothing outside is read") {
  // An id in a varint of ten bytes, a number of one, the end.
  constexpr unsigned char bytes[] = {0x05, 0x84, 0x80, 0x80, 0x80, 0x80, 0x80,
                                     0x80, 0x80, 0x80, 0x00, 0x0e, 0x00};
  const seathrift::testing::Guarded memory(sizeof bytes);
  std::byte* const begin = memory.back(sizeof bytes);
  std::memcpy(begin, bytes, sizeof bytes);
  Point point;
  point.y = 0;
  REQUIRE(decode_to<Compact>(std::span<const std::byte>(begin, sizeof bytes), point) ==
          sizeof bytes);
  REQUIRE(point.y == 7);
}

TEST_CASE("search: what a new record holds is learned once, and given back each time") {
  const auto nothing = std::vector<std::byte>(1);
  for (int i = 0; i < 3; ++i) {
    Gaps gaps = filled<Gaps>();
    decode_to<Binary>(nothing, gaps);
    REQUIRE(encode<Binary>(gaps) == encode<Binary>(Gaps{}));
    Blank blank = filled<Blank>();
    decode_to<Binary>(nothing, blank);
    REQUIRE(encode<Binary>(blank) == encode<Binary>(Blank{}));
    Each each = full_each();
    decode_to<Compact>(nothing, each);
    REQUIRE(encode<Compact>(each) == encode<Compact>(Each{}));
  }
}

TEST_CASE("search: a virtual base stands elsewhere in an object of a further class") {
  Further further;
  Derived& derived = further;
  derived.number = 9;
  derived.text = "no string that is short enough to stand in its object";
  further.behind = "another one that is too long to stand in its object";
  const auto nothing = std::vector<std::byte>(1);
  for (int i = 0; i < 2; ++i) {
    decode_to<Binary>(nothing, derived);
    REQUIRE(derived.number == 5);
    REQUIRE(derived.text == "new");
    REQUIRE(derived.own == 6);
    REQUIRE(further.behind.size() == 51);
  }
}

TEST_CASE("search: a container that is not in the message keeps its memory") {
  Numbers numbers{1, std::vector<std::int32_t>(100)};
  const auto nothing = std::vector<std::byte>(1);
  decode_to<Binary>(nothing, numbers);
  numbers.list.assign(100, 1);
  const auto* const memory = numbers.list.data();
  decode_to<Binary>(nothing, numbers);
  REQUIRE(numbers.list.empty());
  REQUIRE(numbers.list.capacity() >= 100);
  REQUIRE(numbers.list.data() == memory);
}

TEMPLATE_TEST_CASE("search: a struct that is not in the message becomes what it is in a new record",
                   "", Binary, Compact) {
  const Middle other = {{"another text, too long to stand in its object", "x", {3}, Hue::GREEN}, 2};
  const auto nothing = std::vector<std::byte>(1);
  for (int i = 0; i < 3; ++i) {
    OuterBlank blank{5, other, other};
    const char* const memory = blank.middle.inner.text.data();
    decode_to<TestType>(nothing, blank);
    REQUIRE(blank == OuterBlank{});
    // The first time, it is learned what that is.
    if (i > 0) REQUIRE(blank.middle.inner.text.data() == memory);
    OuterFilled filled{5, other, {1, 2}};
    decode_to<TestType>(nothing, filled);
    REQUIRE(filled == OuterFilled{});
  }
}

TEMPLATE_TEST_CASE("search: an unknown value that does not end says so", "", Binary, Compact) {
  struct Case {
    std::vector<unsigned char> head;
    Errc code;
  };
  // Behind each, more than a head and a number take.
  const bool binary = std::is_same_v<TestType, Binary>;
  const std::vector<Case> cases =
      binary
          ? std::vector<Case>{{{11, 0, 9, 0xff, 0xff, 0xff, 0xff}, Errc::negative_size},
                              {{11, 0, 9, 0x7f, 0xff, 0xff, 0xff}, Errc::truncated},
                              {{11, 0, 9, 0, 0, 0, 33}, Errc::truncated},
                              {{5, 0, 9, 0, 0, 0, 0}, Errc::invalid_data}}
          : std::vector<Case>{{{0x98, 0xff, 0xff, 0xff, 0xff, 0x07}, Errc::truncated},
                              {{0x98, 33}, Errc::truncated},
                              {{0x96, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
                               Errc::invalid_data},
                              {{0x9e}, Errc::invalid_data}};
  for (const Case& each : cases) {
    const seathrift::testing::Guarded memory(each.head.size() + 32);
    std::byte* const begin = memory.back(each.head.size() + 32);
    std::memset(begin, 0, each.head.size() + 32);
    std::memcpy(begin, each.head.data(), each.head.size());
    Point point;
    const auto result =
        try_decode_to<TestType>(std::span<const std::byte>(begin, each.head.size() + 32), point);
    REQUIRE_FALSE(result);
    REQUIRE(result.error().code() == each.code);
  }
}
