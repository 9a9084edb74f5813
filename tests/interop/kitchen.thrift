// SPDX-License-Identifier: Apache-2.0
// A service with every Thrift type in every place where it may stand. kitchen.hpp is the same in C++.

namespace cpp apache.kitchen
namespace py kitchen

enum Color {
  RED = 0,
  GREEN = 1,
  BLUE = 7,
  NEGATIVE = -5,
  LAST = 2147483647
}

// What is an element of a set or a key has to be immutable for Python.
typedef list<i32> (python.immutable = "") Numbers
typedef set<i32> (python.immutable = "") NumberSet
typedef map<i32, string> (python.immutable = "") NumberNames

struct Point {
  1: i32 x
  2: i32 y
} (python.immutable = "")

struct Empty {
}

union Choice {
  1: i32 number
  2: string text
  3: Point point
  4: bool flag
  5: Numbers numbers
} (python.immutable = "")

exception Small {
  1: i32 code
  2: string reason
}

struct Plain {
  1: bool truth
  2: i8 tiny
  3: i16 little
  4: i32 middle
  20: i64 wide
  21: double real
  38: string text
  39: binary blob
  200: Color color
  201: Point point
  202: Choice choice
  300: Small small
  301: list<i32> ints
  302: set<string> words
  32767: map<string, i32> counts
}

// No exception among them, nor among arguments and results: Apache's C++ generator cannot do it.
struct Must {
  1: required bool truth
  2: required i8 tiny
  3: required i16 little
  4: required i32 middle
  5: required i64 wide
  6: required double real
  7: required string text
  8: required binary blob
  9: required Color color
  10: required Point point
  11: required Choice choice
  13: required list<i32> ints
  14: required set<string> words
  15: required map<string, i32> counts
}

struct May {
  1: optional bool truth
  2: optional i8 tiny
  3: optional i16 little
  4: optional i32 middle
  5: optional i64 wide
  6: optional double real
  7: optional string text
  8: optional binary blob
  9: optional Color color
  10: optional Point point
  11: optional Choice choice
  12: optional Small small
  13: optional list<i32> ints
  14: optional set<string> words
  15: optional map<string, i32> counts
}

struct PlainDefault {
  1: bool truth = true
  2: i8 tiny = -8
  3: i16 little = 300
  4: i32 middle = -70000
  5: i64 wide = 5000000000
  6: double real = 1.5
  7: string text = "soup"
  8: binary blob
  9: Color color = Color.BLUE
  10: Point point = {"x": 3, "y": -4}
  11: Choice choice
  12: Small small
  13: list<i32> ints = [1, 2, 3]
  14: set<string> words = ["salt", "pepper"]
  15: map<string, i32> counts = {"eggs": 12}
}

struct MayDefault {
  1: optional bool truth = true
  2: optional i8 tiny = -8
  3: optional i16 little = 300
  4: optional i32 middle = -70000
  5: optional i64 wide = 5000000000
  6: optional double real = 1.5
  7: optional string text = "soup"
  8: optional binary blob
  9: optional Color color = Color.BLUE
  10: optional Point point = {"x": 3, "y": -4}
  11: optional Choice choice
  12: optional Small small
  13: optional list<i32> ints = [1, 2, 3]
  14: optional set<string> words = ["salt", "pepper"]
  15: optional map<string, i32> counts = {"eggs": 12}
}

struct Lists {
  1: list<bool> truths
  2: list<i8> tinies
  3: list<i16> littles
  4: list<i32> middles
  5: list<i64> wides
  6: list<double> reals
  7: list<string> texts
  8: list<binary> blobs
  9: list<Color> colors
  10: list<Point> points
  11: list<Choice> choices
  12: list<Small> smalls
  13: list<Numbers> lists
  14: list<NumberSet> sets
  15: list<NumberNames> maps
}

struct Sets {
  1: set<bool> truths
  2: set<i8> tinies
  3: set<i16> littles
  4: set<i32> middles
  5: set<i64> wides
  6: set<double> reals
  7: set<string> texts
  8: set<binary> blobs
  9: set<Color> colors
  10: set<Point> points
  11: set<Choice> choices
  12: set<Small> smalls
  13: set<Numbers> lists
  14: set<NumberSet> sets
  15: set<NumberNames> maps
}

struct Keys {
  1: map<bool, i32> truths
  2: map<i8, i32> tinies
  3: map<i16, i32> littles
  4: map<i32, i32> middles
  5: map<i64, i32> wides
  6: map<double, i32> reals
  7: map<string, i32> texts
  8: map<binary, i32> blobs
  9: map<Color, i32> colors
  10: map<Point, i32> points
  11: map<Choice, i32> choices
  12: map<Small, i32> smalls
  13: map<Numbers, i32> lists
  14: map<NumberSet, i32> sets
  15: map<NumberNames, i32> maps
}

struct Values {
  1: map<i32, bool> truths
  2: map<i32, i8> tinies
  3: map<i32, i16> littles
  4: map<i32, i32> middles
  5: map<i32, i64> wides
  6: map<i32, double> reals
  7: map<i32, string> texts
  8: map<i32, binary> blobs
  9: map<i32, Color> colors
  10: map<i32, Point> points
  11: map<i32, Choice> choices
  12: map<i32, Small> smalls
  13: map<i32, Numbers> lists
  14: map<i32, NumberSet> sets
  15: map<i32, NumberNames> maps
}

struct Nested {
  1: map<string, list<NumberSet>> shelves
  2: list<map<Color, list<Point>>> palettes
  3: map<i32, map<i64, map<string, Plain>>> drawers
  4: list<list<list<bool>>> cube
  5: set<Numbers> rows
}

struct Tree {
  1: i32 value
  2: list<Tree> children
}

// Ids -1, -2 and -3.
struct Implicit {
  i32 first
  string second
  bool third
}

struct Unsorted {
  30: i32 last
  1: string first
  17: bool middle
}

exception Large {
  1: string reason
  2: Plain plain
  3: map<string, list<i32>> details
}

// A form, and what became of it: fields added, removed, and changed in type and requiredness.
struct OldForm {
  1: i32 number
  2: string name
  3: i32 retyped
  4: string removed
  5: optional i64 relaxed
  6: Point point
  7: list<i32> ints
}

struct NewForm {
  1: i32 number
  2: string name
  3: string retyped
  5: i64 relaxed
  6: Point point
  7: list<i32> ints
  8: double added
  9: map<string, Plain> drawers
  10: Choice choice
}

service Pantry {
  bool echo_bool(1: bool value)
  i8 echo_i8(1: i8 value)
  i16 echo_i16(1: i16 value)
  i32 echo_i32(1: i32 value)
  i64 echo_i64(1: i64 value)
  double echo_double(1: double value)
  string echo_string(1: string value)
  binary echo_binary(1: binary value)
  Color echo_color(1: Color value)
}

service Stove extends Pantry {
  Point echo_point(1: Point value)
  Choice echo_choice(1: Choice value)
  Empty echo_empty(1: Empty value)
  Plain echo_plain(1: Plain value)
  Must echo_must(1: Must value)
  May echo_may(1: May value)
  PlainDefault echo_plain_default(1: PlainDefault value)
  MayDefault echo_may_default(1: MayDefault value)
  Lists echo_lists(1: Lists value)
  Sets echo_sets(1: Sets value)
  Keys echo_keys(1: Keys value)
  Values echo_values(1: Values value)
  Nested echo_nested(1: Nested value)
  Tree echo_tree(1: Tree value)
  Implicit echo_implicit(1: Implicit value)
  Unsorted echo_unsorted(1: Unsorted value)
}

service Kitchen extends Stove {
  void nothing()
  list<i32> echo_list(1: list<i32> value)
  set<string> echo_set(1: set<string> value)
  map<string, Point> echo_map(1: map<string, Point> value)
  // tiny + little + middle + wide
  i64 sum(7: i8 tiny, 3: i16 little, 40: i32 middle, 1: i64 wide)
  // 0: returns 7; 1: throws Small{1, "small"}; 2: throws Large{"large"}; 3: fails undeclared
  i32 fail(1: i32 how) throws (1: Small small, 5: Large large)
  void fail_silently(1: i32 how) throws (1: Small error1)
  i32 fail_undeclared(1: string text)
  oneway void notify(1: string text)
  // What notify was told since the last call.
  list<string> notified()
  OldForm revise(1: OldForm form, 2: i32 removed)
}

// A later contract of the same server: a client of it calls what the kitchen lacks, or has otherwise.
service Restaurant {
  NewForm revise(1: NewForm form, 3: string added)
  May echo_must(1: May value)
  string lacking(1: Plain value)
  oneway void lacking_oneway(1: Plain value)
  void nothing()
}
