// SPDX-License-Identifier: Apache-2.0
// The messages of messages.hpp, for the Thrift compiler.

namespace cpp bench.generated

enum Color { RED = 0, GREEN = 1, BLUE = 2 }

enum Operation { ADD = 1, SUBTRACT = 2, MULTIPLY = 3, DIVIDE = 4 }

struct Small {
  1: i32 a
  2: i64 b
  3: bool c
  4: double d
  5: string s
  6: Color e
}

struct Work {
  1: i32 num1 = 0
  2: i32 num2
  3: Operation op
  4: optional string comment
}

struct Rect {
  1: i32 x
  2: i32 y
  3: i32 width
  4: i32 height
}

struct Rects {
  1: list<Rect> v
}

struct Vec3 {
  1: double x
  2: double y
  3: double z
}

struct Weapon {
  1: string name
  2: i16 damage
}

struct Monster {
  1: Vec3 pos
  2: i16 mana
  3: i16 hp
  4: string name
  5: binary inventory
  6: Color color
  7: list<Weapon> weapons
  8: Weapon equipped
  9: list<Vec3> path
}

struct Monsters {
  1: list<Monster> v
}

struct Integers {
  1: list<i64> v
}

struct Doubles {
  1: list<double> v
}

struct Blob {
  1: binary v
}

struct StringMap {
  1: map<string, i32> v
}

service Calculator {
  i32 calculate(1: i32 logid, 2: Work w)
}
