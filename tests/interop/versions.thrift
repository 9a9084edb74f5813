// SPDX-License-Identifier: Apache-2.0
// A struct in many versions; each is read as each other. versions.hpp is the same in C++.

namespace cpp apache.versions
namespace py versions

enum Kind {
  NONE = 0,
  SOME = 3
}

struct Inner {
  1: i32 x
  2: string y
}

struct InnerLater {
  2: i32 y
  3: double z = 0.5
  4: list<Inner> more
}

struct First {
  1: i32 a
  2: string b
  3: list<i32> c
  4: map<string, i32> d
  5: Inner e
  6: double f = 2.5
  7: bool g
}

struct Added {
  1: i32 a
  2: string b
  3: list<i32> c
  4: map<string, i32> d
  5: Inner e
  6: double f = 2.5
  7: bool g
  8: set<i64> h
  9: optional Inner i
  10: i8 j = 5
  11: binary k
  100: map<i32, list<Inner>> l
  101: i16 m
}

struct Removed {
  1: i32 a
  5: Inner e
  7: bool g
}

struct Retyped {
  1: i64 a
  2: list<string> b
  3: set<i32> c
  4: list<i32> d
  5: string e
  6: i32 f = 9
  7: Inner g
  10: i16 j
}

// Other types for the same bytes.
struct Compatible {
  1: Kind a
  2: binary b
  3: list<Kind> c
  4: map<binary, Kind> d
  5: InnerLater e
  6: optional double f
  7: bool g = true
  11: string k
}

struct Relaxed {
  1: optional i32 a
  2: optional string b = "b"
  3: optional list<i32> c
  4: optional map<string, i32> d
  5: optional Inner e
  6: optional double f
  7: optional bool g
}

struct Strict {
  1: required i32 a
  2: required string b
  3: required list<i32> c
  4: required map<string, i32> d
  5: required Inner e
  6: required double f
  7: required bool g
}

struct Stricter {
  1: required i32 a
  8: required set<i64> h
  100: required map<i32, list<Inner>> l
}

struct Reordered {
  7: bool g
  100: map<i32, list<Inner>> l
  5: Inner e
  6: double f
  1: i32 a
}

struct Nothing {
}

// Elements of another type: what Apache's C++ and Python make of them is no value.
struct Elements {
  1: i32 a
  3: list<string> c
  4: map<i32, string> d
  5: Inner e
}
