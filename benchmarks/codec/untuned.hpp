// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which messages has nobody tuned the codec for? Shapes that the other benchmarks lack: many
// fields, deep nesting, unions, maps of lists, an exception, nothing at all.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

#include "described.hpp"

namespace bench {

struct Point {
  double x = 0;
  double y = 0;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

/// 60 fields of ten types; every second one is optional.
struct Wide {
  bool flag1 = false;
  std::optional<std::int8_t> byte1 = {};
  std::int16_t small1 = 0;
  std::optional<std::int32_t> number1 = {};
  std::int64_t large1 = 0;
  std::optional<double> real1 = {};
  std::string text1 = {};
  std::optional<Color> color1 = {};
  std::vector<std::int32_t> list1 = {};
  std::optional<Point> point1 = {};
  std::optional<bool> flag2 = {};
  std::int8_t byte2 = 0;
  std::optional<std::int16_t> small2 = {};
  std::int32_t number2 = 0;
  std::optional<std::int64_t> large2 = {};
  double real2 = 0;
  std::optional<std::string> text2 = {};
  Color color2 = Color::RED;
  std::optional<std::vector<std::int32_t>> list2 = {};
  Point point2 = {};
  bool flag3 = false;
  std::optional<std::int8_t> byte3 = {};
  std::int16_t small3 = 0;
  std::optional<std::int32_t> number3 = {};
  std::int64_t large3 = 0;
  std::optional<double> real3 = {};
  std::string text3 = {};
  std::optional<Color> color3 = {};
  std::vector<std::int32_t> list3 = {};
  std::optional<Point> point3 = {};
  std::optional<bool> flag4 = {};
  std::int8_t byte4 = 0;
  std::optional<std::int16_t> small4 = {};
  std::int32_t number4 = 0;
  std::optional<std::int64_t> large4 = {};
  double real4 = 0;
  std::optional<std::string> text4 = {};
  Color color4 = Color::RED;
  std::optional<std::vector<std::int32_t>> list4 = {};
  Point point4 = {};
  bool flag5 = false;
  std::optional<std::int8_t> byte5 = {};
  std::int16_t small5 = 0;
  std::optional<std::int32_t> number5 = {};
  std::int64_t large5 = 0;
  std::optional<double> real5 = {};
  std::string text5 = {};
  std::optional<Color> color5 = {};
  std::vector<std::int32_t> list5 = {};
  std::optional<Point> point5 = {};
  std::optional<bool> flag6 = {};
  std::int8_t byte6 = 0;
  std::optional<std::int16_t> small6 = {};
  std::int32_t number6 = 0;
  std::optional<std::int64_t> large6 = {};
  double real6 = 0;
  std::optional<std::string> text6 = {};
  Color color6 = Color::RED;
  std::optional<std::vector<std::int32_t>> list6 = {};
  Point point6 = {};
};
SEATHRIFT_STRUCT(Wide, (1, flag1), (2, byte1), (3, small1), (4, number1), (5, large1), (6, real1),
                 (7, text1), (8, color1), (9, list1), (10, point1), (11, flag2), (12, byte2),
                 (13, small2), (14, number2), (15, large2), (16, real2), (17, text2), (18, color2),
                 (19, list2), (20, point2), (21, flag3), (22, byte3), (23, small3), (24, number3),
                 (25, large3), (26, real3), (27, text3), (28, color3), (29, list3), (30, point3),
                 (31, flag4), (32, byte4), (33, small4), (34, number4), (35, large4), (36, real4),
                 (37, text4), (38, color4), (39, list4), (40, point4), (41, flag5), (42, byte5),
                 (43, small5), (44, number5), (45, large5), (46, real5), (47, text5), (48, color5),
                 (49, list5), (50, point5), (51, flag6), (52, byte6), (53, small6), (54, number6),
                 (55, large6), (56, real6), (57, text6), (58, color6), (59, list6), (60, point6))

// Deep: eight levels, each with something before and behind the next one.
struct Level8 {
  std::int32_t number = 0;
  std::string name = {};
};
SEATHRIFT_STRUCT(Level8, (1, number), (2, name))
struct Level7 {
  std::int32_t number = 0;
  Level8 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level7, (1, number), (2, next), (3, name))
struct Level6 {
  std::int32_t number = 0;
  Level7 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level6, (1, number), (2, next), (3, name))
struct Level5 {
  std::int32_t number = 0;
  Level6 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level5, (1, number), (2, next), (3, name))
struct Level4 {
  std::int32_t number = 0;
  Level5 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level4, (1, number), (2, next), (3, name))
struct Level3 {
  std::int32_t number = 0;
  Level4 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level3, (1, number), (2, next), (3, name))
struct Level2 {
  std::int32_t number = 0;
  Level3 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level2, (1, number), (2, next), (3, name))
struct Level1 {
  std::int32_t number = 0;
  Level2 next = {};
  std::string name = {};
};
SEATHRIFT_STRUCT(Level1, (1, number), (2, next), (3, name))

/// A tree of its own kind.
struct Folder {
  std::string name = {};
  std::int64_t size = 0;
  std::vector<Folder> folders = {};
};
SEATHRIFT_STRUCT(Folder, (1, name), (2, size), (3, folders))

struct Value : seathrift::Union<std::int32_t, double, std::string, Point> {
  using Union::Union;
};
SEATHRIFT_UNION(Value, (1, number), (2, real), (3, text), (4, point))

struct Values {
  std::vector<Value> v = {};
};
SEATHRIFT_STRUCT(Values, (1, v))

struct Entry {
  std::int32_t id = 0;
  std::string text = {};
  double weight = 0;
};
SEATHRIFT_STRUCT(Entry, (1, id), (2, text), (3, weight))

struct Index {
  std::map<std::string, std::vector<Entry>> v = {};
};
SEATHRIFT_STRUCT(Index, (1, v))

struct Refusal : seathrift::Exception {
  std::int32_t code = 0;
  std::string reason = {};
};
SEATHRIFT_EXCEPTION(Refusal, (1, code), (2, reason))

struct Empty {};
SEATHRIFT_STRUCT(Empty)

/// Half of the optional fields are there.
inline Wide make_wide() {
  Wide wide;
  wide.flag1 = true;
  wide.small1 = 100;
  wide.number1 = -10'000;
  wide.large1 = 1'000'000'000;
  wide.text1 = "the text of field 17";
  wide.color1 = Color::BLUE;
  wide.list1 = {1, 10, 100, 1000};
  wide.flag2 = false;
  wide.byte2 = 2;
  wide.number2 = 20;
  wide.large2 = -2;
  wide.real2 = 0.2;
  wide.color2 = Color::GREEN;
  wide.list2 = {-2};
  wide.point2 = {2, 1};
  wide.flag3 = true;
  wide.small3 = 300;
  wide.number3 = -30'000;
  wide.large3 = 3'000'000'000;
  wide.text3 = "the text of field 37";
  wide.color3 = Color::BLUE;
  wide.list3 = {3, 30, 300, 3000};
  wide.real3 = 0.3;
  wide.flag4 = false;
  wide.byte4 = 4;
  wide.number4 = 40;
  wide.large4 = -4;
  wide.real4 = 0.4;
  wide.color4 = Color::GREEN;
  wide.list4 = {-4};
  wide.point4 = {4, 1};
  wide.flag5 = true;
  wide.small5 = 500;
  wide.number5 = -50'000;
  wide.large5 = 5'000'000'000;
  wide.text5 = "the text of field 57";
  wide.color5 = Color::BLUE;
  wide.list5 = {5, 50, 500, 5000};
  wide.flag6 = false;
  wide.byte6 = 6;
  wide.number6 = 60;
  wide.large6 = -6;
  wide.real6 = 0.6;
  wide.color6 = Color::GREEN;
  wide.list6 = {-6};
  wide.point6 = {6, 1};
  return wide;
}

inline Level1 make_deep() {
  Level1 deep;
  deep.number = 1;
  deep.name = "one";
  auto& second = deep.next;
  second.number = 20;
  second.name = "the second level";
  auto& fifth = second.next.next.next;
  fifth.number = 50'000;
  fifth.next.next.next.name = "the eighth level, and no further";
  return deep;
}

/// `levels` of folders, two in each.
inline Folder make_folder(int levels) {
  Folder folder{"folder " + std::to_string(levels), 1000 * levels, {}};
  if (levels > 1) folder.folders.assign(2, make_folder(levels - 1));
  return folder;
}

inline Values make_values() {
  Values values;
  for (int i = 0; i < 250; ++i) {
    values.v.emplace_back(i * 100);
    values.v.emplace_back(i * 0.5);
    values.v.emplace_back("text " + std::to_string(i));
    values.v.emplace_back(Point{1.0 * i, -1.0 * i});
  }
  return values;
}

inline Index make_index() {
  Index index;
  for (int i = 0; i < 100; ++i)
    for (int j = 0; j < 5; ++j)
      index.v["key_" + std::to_string(i)].push_back({i * j, "entry " + std::to_string(j), 0.5 * j});
  return index;
}

inline Refusal make_refusal() {
  Refusal refusal;
  refusal.code = 4;
  refusal.reason = "cannot divide by zero";
  return refusal;
}

/// The messages of untuned_*.cpp.
struct UntunedMessages {
  /// Calls `visit(name, message)` for each.
  template <class Visitor>
  static void for_each(Visitor&& visit) {
    visit("wide", make_wide());
    visit("deep", make_deep());
    visit("tree", make_folder(6));
    visit("unions", make_values());
    visit("index", make_index());
    visit("exception", make_refusal());
    visit("empty", Empty{});
  }
};

}  // namespace bench
