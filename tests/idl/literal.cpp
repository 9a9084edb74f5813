// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/literal.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "support.hpp"

using idl_test::declaration;
using seathrift::idl;

namespace defaults {

struct Meters {
  double value = 0;
};

}  // namespace defaults

template <>
struct seathrift::Custom<defaults::Meters> {
  static double to_thrift(defaults::Meters meters) { return meters.value; }
  static defaults::Meters from_thrift(double value) { return {value}; }
};

namespace defaults {

enum class Level { none, low = 1, high = 7, below = -3 };
SEATHRIFT_ENUM(Level, none, low, high, below)
enum class Unnamed { three = 3 };

struct Inner {
  double x = 5;
  std::int32_t y = 0;
  std::string note = {};
  std::optional<std::int32_t> count = 2;
};
SEATHRIFT_STRUCT(Inner, (1, x), (2, y), (3, note), (4, count))

struct Shape : seathrift::Union<Inner, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, inner), (2, label))

struct Scalars {
  bool yes = true;
  std::int8_t tiny = -128;
  std::int16_t small = 32767;
  std::int32_t normal = -2147483647 - 1;
  std::int64_t large = std::numeric_limits<std::int64_t>::max();
  double half = -0.5;
  double whole = 3;
  double huge = 1e300;
  std::string text = "it's \"1\"\t\\\r\n, grün";
  std::string_view view = "view";
  Level level = Level::high;
  Unnamed unnamed = Unnamed::three;
  Meters length{2.5};
};
SEATHRIFT_STRUCT(Scalars, (1, yes), (2, tiny), (3, small), (4, normal), (5, large), (6, half),
                 (7, whole), (8, huge), (9, text), (10, view), (11, level, required), (12, unnamed),
                 (13, length))

struct Zeros {
  bool no = false;
  std::int64_t zero = 0;
  double real = 0;
  std::string text;
  Level level = Level::none;
  Inner inner;
  Shape shape;
  std::vector<std::int32_t> numbers;
  std::array<std::int32_t, 2> pair{};
  std::optional<bool> maybe;
  std::vector<std::byte> blob;
  boost::uuids::uuid id{};
  Meters length;
  std::unique_ptr<Inner> owned;
};

struct Optionals {
  std::optional<bool> no = false;
  std::optional<std::int32_t> zero = 0;
  std::optional<std::string> empty = "";
  std::optional<std::vector<std::int32_t>> none = std::vector<std::int32_t>{};
  std::optional<Inner> inner = Inner{};
  std::optional<Level> level = Level::low;
};
SEATHRIFT_STRUCT(Optionals, (1, no), (2, zero), (3, empty), (4, none), (5, inner), (6, level))

struct Containers {
  std::vector<std::int32_t> numbers = {1, -2, 3};
  std::vector<bool> bits = {true, false};
  std::array<std::int16_t, 2> pair = {0, 4};
  std::set<std::string> words = {"b", "a"};
  std::unordered_set<std::int64_t> hashed = {3, 1, 2};
  std::map<std::string, std::vector<double>> nested = {{"a", {1, 2.5}}, {"b", {}}};
  std::unordered_map<std::string, Level> levels = {{"y", Level::high}, {"x", Level::below}};
  std::map<std::int64_t, std::string> negative = {{-1, "minus"}};
  std::map<Level, bool> keyed = {{Level::low, true}};
  std::vector<std::set<Level>> sets = {{Level::low, Level::below}, {}};
};
SEATHRIFT_STRUCT(Containers, (1, numbers), (2, bits), (3, pair), (4, words), (5, hashed),
                 (6, nested), (7, levels), (8, negative), (9, keyed), (10, sets))

struct Structs {
  Inner inner = {.x = 1, .note = "n"};
  Inner zero = {.x = 0};
  std::vector<Inner> inners = {{.y = 3}, {}};
  std::map<std::string, Shape> shapes = {{"k", Shape{std::string{"s"}}}};
  Shape shape = Inner{.y = 4};
};
SEATHRIFT_STRUCT(Structs, (1, inner), (2, zero), (3, inners), (4, shapes), (5, shape))

// What IDL has no form for, or not for each language.
struct Unsayable {
  std::vector<std::byte> blob = {std::byte{1}};
  boost::uuids::uuid id = {{1}};
  double infinite = std::numeric_limits<double>::infinity();
  std::string control = std::string{"a\0b", 3};
  std::string latin = "gr\xfcn";
  Level unknown = static_cast<Level>(5);
  Inner lacking = {.count = {}};
  std::set<std::vector<std::int32_t>> lists = {{1}};
  std::map<std::int32_t, bool> negative = {{-1, true}};
  std::map<Level, bool> below = {{Level::below, true}};
  std::unique_ptr<Inner> owned = std::make_unique<Inner>();
};
SEATHRIFT_STRUCT(Unsayable, (1, blob), (2, id), (3, infinite), (4, control), (5, latin),
                 (6, unknown), (7, lacking), (8, lists), (9, negative), (10, below), (11, owned))

struct Tree {
  std::int32_t value = 0;
  std::vector<Tree> children;
  Tree() = default;
  explicit Tree(std::int32_t number) : value(number) {}
};
SEATHRIFT_STRUCT(Tree, (1, value), (2, children))

struct Outer {
  std::vector<Tree> trees = {Tree{1}};
  Unsayable unsayable;
};
SEATHRIFT_STRUCT(Outer, (1, trees), (2, unsayable))

}  // namespace defaults

TEST_CASE("literal: defaults of scalars, strings and enums", "[thrift]") {
  const std::string text = idl<defaults::Scalars>();
  CHECK(declaration(text, "struct") == R"(struct Scalars {
  1: bool yes = true,
  2: i8 tiny = -128,
  3: i16 small = 32767,
  4: i32 normal = -2147483648,
  5: i64 large = 9223372036854775807,
  6: double half = -0.5,
  7: double whole = 3.0,
  8: double huge = 1e+300,
  9: string text = "it's \"1\"\t\\\r\n, grün",
  10: string view = "view",
  11: required Level level = Level.high,
  12: i32 unnamed = 3,
  13: double length = 2.5,
}
)");
  idl_test::check_with_apache(text);
}

TEST_CASE("literal: what is zero, empty or as its type has it gets no default") {
  const std::string text = declaration(idl<defaults::Zeros>(), "struct Zeros");
  CHECK(text.find("  14: optional Inner & owned,\n}") != std::string::npos);
  CHECK(text.find('=') == std::string::npos);
  CHECK(text.find("//") == std::string::npos);
}

TEST_CASE("literal: an optional that holds something has a default, were it zero", "[thrift]") {
  const std::string text = idl<defaults::Optionals>();
  CHECK(declaration(text, "struct Optionals") == R"(struct Optionals {
  1: optional bool no = false,
  2: optional i32 zero = 0,
  3: optional string empty = "",
  4: optional list<i32> none = [],
  5: optional Inner inner = {},
  6: optional Level level = Level.low,
}
)");
  idl_test::check_with_apache(text);
}

TEST_CASE("literal: containers, the items of hashed ones sorted", "[thrift]") {
  const std::string text = idl<defaults::Containers>();
  CHECK(declaration(text, "struct") == R"(struct Containers {
  1: list<i32> numbers = [1, -2, 3],
  2: list<bool> bits = [true, false],
  3: list<i16> pair = [0, 4],
  4: set<string> words = ["a", "b"],
  5: set<i64> hashed = [1, 2, 3],
  6: map<string, list<double>> nested = {"a": [1.0, 2.5], "b": []},
  7: map<string, Level> levels = {"x": Level.below, "y": Level.high},
  8: map<i64, string> negative = {-1: "minus"},
  9: map<Level, bool> keyed = {Level.low: true},
  10: list<set<Level>> sets = [[Level.below, Level.low], []],
}
)");
  idl_test::check_with_apache(text);
}

TEST_CASE("literal: structs and unions, only what differs from their own defaults", "[thrift]") {
  const std::string text = idl<defaults::Structs>();
  CHECK(declaration(text, "struct Structs") == R"(struct Structs {
  1: Inner inner = {"x": 1.0, "note": "n"},
  2: Inner zero = {"x": 0.0},
  3: list<Inner> inners = [{"y": 3}, {}],
  4: map<string, Shape> shapes = {"k": {"label": "s"}},
  5: Shape shape = {"inner": {"y": 4}},
}
)");
  idl_test::check_with_apache(text);
}

TEST_CASE("literal: a default that IDL has no form for leaves a remark", "[thrift]") {
  const std::string text = idl<defaults::Unsayable>();
  const std::string remark = ",  // has a default in C++ that IDL cannot say\n";
  std::size_t remarks = 0;
  for (std::size_t at = text.find(remark); at != text.npos; at = text.find(remark, at + 1))
    ++remarks;
  CHECK(remarks == 11);
  CHECK(declaration(text, "struct Unsayable").find('=') == std::string::npos);

  std::string known = text;
  known.replace(known.find("uuid"), 4, "binary");
  idl_test::check_with_apache(known);
}

TEST_CASE("literal: what cannot be said of a type is no default of its holder", "[thrift]") {
  std::string text = idl<defaults::Outer>();
  CHECK(
      declaration(text, "struct Outer") ==
      "struct Outer {\n  1: list<Tree> trees = [{\"value\": 1}],\n  2: Unsayable unsayable,\n}\n");
  text.replace(text.find("uuid"), 4, "binary");
  idl_test::check_with_apache(text);
}
