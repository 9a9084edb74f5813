// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is decoded by the fuzz targets? Every type in every place, recursive types, unions, plain
// aggregates.

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/union.hpp>

namespace fuzz {

enum class Color { red = 1, green = 2, blue = 7 };
SEATHRIFT_ENUM(Color, red, green, blue)

enum class Level : std::int8_t { low = -1, high = 1 };

struct Point {
  std::int32_t x = 3;
  std::int32_t y = 4;
  auto operator<=>(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

struct Empty {
  auto operator<=>(const Empty&) const = default;
};
SEATHRIFT_STRUCT(Empty)

/// Travels as a number of milliseconds.
struct Pause {
  std::chrono::milliseconds length{};
  auto operator<=>(const Pause&) const = default;
};

}  // namespace fuzz

template <>
struct seathrift::Custom<fuzz::Pause> {
  static std::int64_t to_thrift(const fuzz::Pause& pause) { return pause.length.count(); }
  static fuzz::Pause from_thrift(std::int64_t number) {
    return {std::chrono::milliseconds(number)};
  }
};

namespace fuzz {

struct Choice : seathrift::Union<bool, std::int32_t, std::string, Point, std::vector<std::int32_t>,
                                 Empty, std::vector<Choice>> {
  using Union::Union;
};
SEATHRIFT_UNION(Choice, (1, flag), (2, number), (3, text), (4, point), (7, numbers), (20, empty),
                (300, choices))

/// Every type, as a field that is always there.
struct Plain {
  bool truth = true;
  std::int8_t tiny = 1;
  std::int16_t little = 2;
  std::int32_t middle = 3;
  std::int64_t wide = 4;
  double real = 5;
  std::string text = "six";
  std::vector<std::byte> blob = {std::byte{7}};
  boost::uuids::uuid id{};
  Color color = Color::red;
  Level level = Level::low;
  Point point;
  Choice choice;
  Pause pause;
  Empty empty;
  std::vector<std::int32_t> ints = {1, 2, 3};
  std::set<std::string> words = {"salt"};
  std::map<std::string, std::int32_t> counts = {{"eggs", 12}};
  bool last = false;
};
SEATHRIFT_STRUCT(Plain, (-7, truth), (1, tiny), (2, little), (3, middle), (20, wide), (21, real),
                 (22, text), (23, blob), (24, id), (25, color), (26, level), (200, point),
                 (201, choice), (202, pause), (203, empty), (204, ints), (205, words),
                 (206, counts), (32767, last))

/// Every type, with the ids that a decoder can predict: one after the other.
struct Regular {
  Pause pause;
  std::int8_t tiny = 1;
  Pause longer;
  Level level = Level::low;
  std::int16_t little = 2;
  bool truth = true;
  std::int64_t wide = 4;
  std::string text = "six";
  Color color = Color::red;
  boost::uuids::uuid id{};
  Point point;
  double real = 5;
  std::optional<Pause> perhaps = {};
  std::vector<std::byte> blob = {std::byte{7}};
  Choice choice;
  std::vector<std::int32_t> ints = {1, 2, 3};
  Empty empty;
  std::int32_t middle = 3;
  std::map<std::string, Point> counts = {{"eggs", {1, 2}}};
  std::optional<bool> maybe = {};
  Pause last;
};
SEATHRIFT_STRUCT(Regular, (pause), (tiny), (longer), (level), (little), (truth), (wide), (text),
                 (color), (id), (point), (real), (perhaps), (blob), (choice), (ints), (empty),
                 (middle), (counts), (maybe), (last))

/// Every type, as a field that may be absent or must not.
struct Perhaps {
  std::optional<bool> truth = {};
  std::optional<std::int8_t> tiny = {};
  std::optional<std::int16_t> little = {};
  std::int32_t middle = 0;
  std::optional<std::int64_t> wide = 5;
  std::optional<double> real = {};
  std::optional<std::string> text = "preset";
  std::string must;
  std::optional<std::vector<std::byte>> blob = {};
  std::optional<boost::uuids::uuid> id = {};
  std::optional<Color> color = {};
  std::optional<Point> point = Point{};
  Point exact;
  std::optional<Choice> choice = {};
  std::optional<std::vector<std::int32_t>> ints = {};
  std::optional<std::set<std::string>> words = {};
  std::optional<std::map<std::string, std::int32_t>> counts = {};
};
SEATHRIFT_STRUCT(Perhaps, (1, truth), (2, tiny), (3, little), (4, middle, required), (5, wide),
                 (6, real), (7, text), (8, must, required), (9, blob), (10, id), (11, color),
                 (12, point), (13, exact, required), (14, choice), (15, ints), (16, words),
                 (17, counts))

/// Every type as an element.
struct Elements {
  std::vector<bool> truths;
  std::vector<std::int8_t> tinies;
  std::deque<std::int16_t> littles;
  std::vector<std::int32_t> middles;
  std::vector<std::int64_t> wides;
  std::vector<double> reals;
  std::vector<std::string> texts;
  std::list<std::vector<std::byte>> blobs;
  std::vector<boost::uuids::uuid> ids;
  std::vector<Color> colors;
  std::vector<Level> levels;
  std::vector<Point> points;
  std::vector<Choice> choices;
  std::vector<Pause> pauses;
  std::vector<Empty> empties;
  std::vector<std::vector<std::vector<bool>>> cube;
  std::array<std::int16_t, 3> three{};
  std::array<std::string, 2> two;
  std::set<Point> set;
  std::set<std::vector<std::int32_t>> rows;
  std::map<bool, std::int8_t> truth;
  std::map<std::int32_t, std::map<std::int64_t, std::string>> drawers;
  std::map<Point, std::vector<Point>> paths;
  std::map<std::string, std::map<Color, Perhaps>> shelves;
};
SEATHRIFT_STRUCT(Elements, (truths), (tinies), (littles), (middles), (wides), (reals), (texts),
                 (blobs), (ids), (colors), (levels), (points), (choices), (pauses), (empties),
                 (cube), (three), (two), (set), (rows), (truth), (drawers), (paths), (shelves))

/// Unordered containers: their bytes are in any order.
struct Hashed {
  std::unordered_set<std::string> words;
  std::unordered_map<std::int64_t, std::string> names;
  std::unordered_map<std::string, std::unordered_set<std::int16_t>> groups;
  bool operator==(const Hashed&) const = default;
};
SEATHRIFT_STRUCT(Hashed, (1, words), (2, names), (3, groups))

/// A type that holds itself in every way. It always writes a field, so that none behind a pointer
/// is taken for no node.
struct Node {
  std::int32_t value = 0;
  std::vector<Node> children;
  std::unique_ptr<Node> next;
  std::shared_ptr<const Node> shared;
  std::map<std::string, Node> named;
  std::vector<std::unique_ptr<Node>> pointers;
};
SEATHRIFT_STRUCT(Node, (1, value), (2, children), (3, next), (4, shared), (5, named), (6, pointers))

/// What shows the message's own bytes.
struct View {
  std::string_view text;
  std::span<const std::byte> bytes;
  std::vector<std::string_view> texts;
};
SEATHRIFT_STRUCT(View, (1, text), (2, bytes), (3, texts))

/// A plain aggregate, numbered by its order.
struct Aggregate {
  std::int32_t number = 1;
  std::string text = "one";
  std::optional<Point> point = {};
  std::vector<Choice> choices = {};
  bool flag = false;
};

}  // namespace fuzz
