// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kitchen.thrift in C++?

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/union.hpp>

namespace kitchen {

using Binary = std::vector<std::byte>;
using Numbers = std::vector<std::int32_t>;
using NumberSet = std::set<std::int32_t>;
using NumberNames = std::map<std::int32_t, std::string>;

enum class Color { RED = 0, GREEN = 1, BLUE = 7, NEGATIVE = -5, LAST = 2147483647 };
SEATHRIFT_ENUM(Color, RED, GREEN, BLUE, NEGATIVE, LAST)

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  auto operator<=>(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

struct Empty {
  auto operator<=>(const Empty&) const = default;
};
SEATHRIFT_STRUCT(Empty)

struct Choice : seathrift::Union<std::int32_t, std::string, Point, bool, Numbers> {
  using Union::Union;
};
SEATHRIFT_UNION(Choice, (1, number), (2, text), (3, point), (4, flag), (5, numbers))

struct Small : seathrift::Exception {
  std::int32_t code = 0;
  std::string reason;
  bool operator==(const Small&) const = default;
  friend bool operator<(const Small& left, const Small& right) {
    return std::tie(left.code, left.reason) < std::tie(right.code, right.reason);
  }
};
SEATHRIFT_EXCEPTION(Small, (1, code), (2, reason))

struct Plain {
  bool truth = false;
  std::int8_t tiny = 0;
  std::int16_t little = 0;
  std::int32_t middle = 0;
  std::int64_t wide = 0;
  double real = 0;
  std::string text;
  Binary blob;
  Color color = Color::RED;
  Point point;
  Choice choice;
  Small small;
  std::vector<std::int32_t> ints;
  std::set<std::string> words;
  std::map<std::string, std::int32_t> counts;
  bool operator==(const Plain&) const = default;
};
SEATHRIFT_STRUCT(Plain, (1, truth), (2, tiny), (3, little), (4, middle), (20, wide), (21, real),
                 (38, text), (39, blob), (200, color), (201, point), (202, choice), (300, small),
                 (301, ints), (302, words), (32767, counts))

struct Must {
  bool truth = false;
  std::int8_t tiny = 0;
  std::int16_t little = 0;
  std::int32_t middle = 0;
  std::int64_t wide = 0;
  double real = 0;
  std::string text;
  Binary blob;
  Color color = Color::RED;
  Point point;
  Choice choice;
  std::vector<std::int32_t> ints;
  std::set<std::string> words;
  std::map<std::string, std::int32_t> counts;
  bool operator==(const Must&) const = default;
};
SEATHRIFT_STRUCT(Must, (1, truth, required), (2, tiny, required), (3, little, required),
                 (4, middle, required), (5, wide, required), (6, real, required),
                 (7, text, required), (8, blob, required), (9, color, required),
                 (10, point, required), (11, choice, required), (13, ints, required),
                 (14, words, required), (15, counts, required))

struct May {
  std::optional<bool> truth = {};
  std::optional<std::int8_t> tiny = {};
  std::optional<std::int16_t> little = {};
  std::optional<std::int32_t> middle = {};
  std::optional<std::int64_t> wide = {};
  std::optional<double> real = {};
  std::optional<std::string> text = {};
  std::optional<Binary> blob = {};
  std::optional<Color> color = {};
  std::optional<Point> point = {};
  std::optional<Choice> choice = {};
  std::optional<Small> small = {};
  std::optional<std::vector<std::int32_t>> ints = {};
  std::optional<std::set<std::string>> words = {};
  std::optional<std::map<std::string, std::int32_t>> counts = {};
  bool operator==(const May&) const = default;
};
SEATHRIFT_STRUCT(May, (1, truth), (2, tiny), (3, little), (4, middle), (5, wide), (6, real),
                 (7, text), (8, blob), (9, color), (10, point), (11, choice), (12, small),
                 (13, ints), (14, words), (15, counts))

struct PlainDefault {
  bool truth = true;
  std::int8_t tiny = -8;
  std::int16_t little = 300;
  std::int32_t middle = -70000;
  std::int64_t wide = 5000000000;
  double real = 1.5;
  std::string text = "soup";
  Binary blob;
  Color color = Color::BLUE;
  Point point = {3, -4};
  Choice choice;
  Small small;
  std::vector<std::int32_t> ints = {1, 2, 3};
  std::set<std::string> words = {"salt", "pepper"};
  std::map<std::string, std::int32_t> counts = {{"eggs", 12}};
  bool operator==(const PlainDefault&) const = default;
};
SEATHRIFT_STRUCT(PlainDefault, (1, truth), (2, tiny), (3, little), (4, middle), (5, wide),
                 (6, real), (7, text), (8, blob), (9, color), (10, point), (11, choice),
                 (12, small), (13, ints), (14, words), (15, counts))

struct MayDefault {
  std::optional<bool> truth = true;
  std::optional<std::int8_t> tiny = -8;
  std::optional<std::int16_t> little = 300;
  std::optional<std::int32_t> middle = -70000;
  std::optional<std::int64_t> wide = 5000000000;
  std::optional<double> real = 1.5;
  std::optional<std::string> text = "soup";
  std::optional<Binary> blob = {};
  std::optional<Color> color = Color::BLUE;
  std::optional<Point> point = Point{3, -4};
  std::optional<Choice> choice = {};
  std::optional<Small> small = {};
  std::optional<std::vector<std::int32_t>> ints = {{1, 2, 3}};
  std::optional<std::set<std::string>> words = {{"salt", "pepper"}};
  std::optional<std::map<std::string, std::int32_t>> counts = {{{"eggs", 12}}};
  bool operator==(const MayDefault&) const = default;
};
SEATHRIFT_STRUCT(MayDefault, (1, truth), (2, tiny), (3, little), (4, middle), (5, wide), (6, real),
                 (7, text), (8, blob), (9, color), (10, point), (11, choice), (12, small),
                 (13, ints), (14, words), (15, counts))

struct Lists {
  std::vector<bool> truths;
  std::vector<std::int8_t> tinies;
  std::vector<std::int16_t> littles;
  std::vector<std::int32_t> middles;
  std::vector<std::int64_t> wides;
  std::vector<double> reals;
  std::vector<std::string> texts;
  std::vector<Binary> blobs;
  std::vector<Color> colors;
  std::vector<Point> points;
  std::vector<Choice> choices;
  std::vector<Small> smalls;
  std::vector<Numbers> lists;
  std::vector<NumberSet> sets;
  std::vector<NumberNames> maps;
  bool operator==(const Lists&) const = default;
};
SEATHRIFT_STRUCT(Lists, (truths), (tinies), (littles), (middles), (wides), (reals), (texts),
                 (blobs), (colors), (points), (choices), (smalls), (lists), (sets), (maps))

struct Sets {
  std::set<bool> truths;
  std::set<std::int8_t> tinies;
  std::set<std::int16_t> littles;
  std::set<std::int32_t> middles;
  std::set<std::int64_t> wides;
  std::set<double> reals;
  std::set<std::string> texts;
  std::set<Binary> blobs;
  std::set<Color> colors;
  std::set<Point> points;
  std::set<Choice> choices;
  std::set<Small> smalls;
  std::set<Numbers> lists;
  std::set<NumberSet> sets;
  std::set<NumberNames> maps;
  bool operator==(const Sets&) const = default;
};
SEATHRIFT_STRUCT(Sets, (truths), (tinies), (littles), (middles), (wides), (reals), (texts), (blobs),
                 (colors), (points), (choices), (smalls), (lists), (sets), (maps))

struct Keys {
  std::map<bool, std::int32_t> truths;
  std::map<std::int8_t, std::int32_t> tinies;
  std::map<std::int16_t, std::int32_t> littles;
  std::map<std::int32_t, std::int32_t> middles;
  std::map<std::int64_t, std::int32_t> wides;
  std::map<double, std::int32_t> reals;
  std::map<std::string, std::int32_t> texts;
  std::map<Binary, std::int32_t> blobs;
  std::map<Color, std::int32_t> colors;
  std::map<Point, std::int32_t> points;
  std::map<Choice, std::int32_t> choices;
  std::map<Small, std::int32_t> smalls;
  std::map<Numbers, std::int32_t> lists;
  std::map<NumberSet, std::int32_t> sets;
  std::map<NumberNames, std::int32_t> maps;
  bool operator==(const Keys&) const = default;
};
SEATHRIFT_STRUCT(Keys, (truths), (tinies), (littles), (middles), (wides), (reals), (texts), (blobs),
                 (colors), (points), (choices), (smalls), (lists), (sets), (maps))

struct Values {
  std::map<std::int32_t, bool> truths;
  std::map<std::int32_t, std::int8_t> tinies;
  std::map<std::int32_t, std::int16_t> littles;
  std::map<std::int32_t, std::int32_t> middles;
  std::map<std::int32_t, std::int64_t> wides;
  std::map<std::int32_t, double> reals;
  std::map<std::int32_t, std::string> texts;
  std::map<std::int32_t, Binary> blobs;
  std::map<std::int32_t, Color> colors;
  std::map<std::int32_t, Point> points;
  std::map<std::int32_t, Choice> choices;
  std::map<std::int32_t, Small> smalls;
  std::map<std::int32_t, Numbers> lists;
  std::map<std::int32_t, NumberSet> sets;
  std::map<std::int32_t, NumberNames> maps;
  bool operator==(const Values&) const = default;
};
SEATHRIFT_STRUCT(Values, (truths), (tinies), (littles), (middles), (wides), (reals), (texts),
                 (blobs), (colors), (points), (choices), (smalls), (lists), (sets), (maps))

struct Nested {
  std::map<std::string, std::vector<NumberSet>> shelves;
  std::vector<std::map<Color, std::vector<Point>>> palettes;
  std::map<std::int32_t, std::map<std::int64_t, std::map<std::string, Plain>>> drawers;
  std::vector<std::vector<std::vector<bool>>> cube;
  std::set<Numbers> rows;
  bool operator==(const Nested&) const = default;
};
SEATHRIFT_STRUCT(Nested, (shelves), (palettes), (drawers), (cube), (rows))

struct Tree {
  std::int32_t value = 0;
  std::vector<Tree> children = {};
  bool operator==(const Tree& other) const {
    return value == other.value && children == other.children;
  }
};
SEATHRIFT_STRUCT(Tree, (1, value), (2, children))

struct Implicit {
  std::int32_t first = 0;
  std::string second;
  bool third = false;
  bool operator==(const Implicit&) const = default;
};
SEATHRIFT_STRUCT(Implicit, (-1, first), (-2, second), (-3, third))

struct Unsorted {
  std::int32_t last = 0;
  std::string first;
  bool middle = false;
  bool operator==(const Unsorted&) const = default;
};
SEATHRIFT_STRUCT(Unsorted, (30, last), (1, first), (17, middle))

struct Large : seathrift::Exception {
  std::string reason;
  Plain plain;
  std::map<std::string, std::vector<std::int32_t>> details;
};
SEATHRIFT_EXCEPTION(Large, (1, reason), (2, plain), (3, details))

struct OldForm {
  std::int32_t number = 0;
  std::string name;
  std::int32_t retyped = 0;
  std::string removed;
  std::optional<std::int64_t> relaxed = {};
  Point point;
  std::vector<std::int32_t> ints;
  bool operator==(const OldForm&) const = default;
};
SEATHRIFT_STRUCT(OldForm, (1, number), (2, name), (3, retyped), (4, removed), (5, relaxed),
                 (6, point), (7, ints))

struct NewForm {
  std::int32_t number = 0;
  std::string name;
  std::string retyped;
  std::int64_t relaxed = 0;
  Point point;
  std::vector<std::int32_t> ints;
  double added = 0;
  std::map<std::string, Plain> drawers;
  Choice choice;
  bool operator==(const NewForm&) const = default;
};
SEATHRIFT_STRUCT(NewForm, (1, number), (2, name), (3, retyped), (5, relaxed), (6, point), (7, ints),
                 (8, added), (9, drawers), (10, choice))

struct Pantry {
  bool echo_bool(bool value);
  std::int8_t echo_i8(std::int8_t value);
  std::int16_t echo_i16(std::int16_t value);
  std::int32_t echo_i32(std::int32_t value);
  std::int64_t echo_i64(std::int64_t value);
  double echo_double(double value);
  std::string echo_string(std::string value);
  Binary echo_binary(Binary value);
  Color echo_color(Color value);
};
SEATHRIFT_SERVICE(Pantry, (echo_bool, value), (echo_i8, value), (echo_i16, value),
                  (echo_i32, value), (echo_i64, value), (echo_double, value), (echo_string, value),
                  (echo_binary, value), (echo_color, value))

struct Stove : Pantry {
  Point echo_point(Point value);
  Choice echo_choice(Choice value);
  Empty echo_empty(Empty value);
  Plain echo_plain(Plain value);
  Must echo_must(Must value);
  May echo_may(May value);
  PlainDefault echo_plain_default(PlainDefault value);
  MayDefault echo_may_default(MayDefault value);
  Lists echo_lists(Lists value);
  Sets echo_sets(Sets value);
  Keys echo_keys(Keys value);
  Values echo_values(Values value);
  Nested echo_nested(Nested value);
  Tree echo_tree(Tree value);
  Implicit echo_implicit(Implicit value);
  Unsorted echo_unsorted(Unsorted value);
};
SEATHRIFT_SERVICE(Stove, extends(Pantry), (echo_point, value), (echo_choice, value),
                  (echo_empty, value), (echo_plain, value), (echo_must, value), (echo_may, value),
                  (echo_plain_default, value), (echo_may_default, value), (echo_lists, value),
                  (echo_sets, value), (echo_keys, value), (echo_values, value),
                  (echo_nested, value), (echo_tree, value), (echo_implicit, value),
                  (echo_unsorted, value))

struct Kitchen : Stove {
  void nothing();
  std::vector<std::int32_t> echo_list(std::vector<std::int32_t> value);
  std::set<std::string> echo_set(std::set<std::string> value);
  std::map<std::string, Point> echo_map(std::map<std::string, Point> value);
  std::int64_t sum(std::int8_t tiny, std::int16_t little, std::int32_t middle, std::int64_t wide);
  std::int32_t fail(std::int32_t how);
  void fail_silently(std::int32_t how);
  std::int32_t fail_undeclared(std::string text);
  void notify(std::string text);
  std::vector<std::string> notified();
  OldForm revise(OldForm form, std::int32_t removed);
};
SEATHRIFT_SERVICE(Kitchen, extends(Stove), (nothing), (echo_list, value), (echo_set, value),
                  (echo_map, value), (sum, (7, tiny), (3, little), (40, middle), (1, wide)),
                  (fail, how, throws((1, Small, small), (5, Large, large))),
                  (fail_silently, how, throws(Small)), (fail_undeclared, text),
                  (notify, text, oneway), (notified), (revise, form, removed))

struct Restaurant {
  NewForm revise(NewForm form, std::string added);
  May echo_must(May value);
  std::string lacking(Plain value);
  void lacking_oneway(Plain value);
  void nothing();
};
SEATHRIFT_SERVICE(Restaurant, (revise, (1, form), (3, added)), (echo_must, value), (lacking, value),
                  (lacking_oneway, value, oneway), (nothing))

}  // namespace kitchen
