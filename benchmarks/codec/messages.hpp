// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which messages does the codec benchmark move? These plain structs, described for Apache Thrift in
// messages.thrift, filled with the same data in every run.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace bench {

enum class Color : std::int32_t { RED, GREEN, BLUE };
enum class Operation : std::int32_t { ADD = 1, SUBTRACT, MULTIPLY, DIVIDE };

struct Small {
  std::int32_t a = 0;
  std::int64_t b = 0;
  bool c = false;
  double d = 0;
  std::string s = {};
  Color e = Color::RED;
};

struct Work {
  std::int32_t num1 = 0;
  std::int32_t num2 = 0;
  Operation op = Operation::ADD;
  std::optional<std::string> comment = {};
};

struct CalculateArgs {
  std::int32_t logid = 0;
  Work w = {};
};

/// The tutorial's `calculate` as it travels: a message header, then the arguments.
struct Call {
  std::string name = {};
  std::int32_t seqid = 0;
  CalculateArgs args = {};
};

struct Rect {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
};

struct Rects {
  std::vector<Rect> v = {};
};

struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;
};

struct Weapon {
  std::string name = {};
  std::int16_t damage = 0;
};

struct Monster {
  Vec3 pos = {};
  std::int16_t mana = 0;
  std::int16_t hp = 0;
  std::string name = {};
  std::string inventory = {};
  Color color = Color::RED;
  std::vector<Weapon> weapons = {};
  Weapon equipped = {};
  std::vector<Vec3> path = {};
};

struct Monsters {
  std::vector<Monster> v = {};
};

struct Integers {
  std::vector<std::int64_t> v = {};
};

struct Doubles {
  std::vector<double> v = {};
};

struct Blob {
  std::string v = {};
};

struct StringMap {
  std::map<std::string, std::int32_t> v = {};
};

inline Small make_small() {
  return {42424242, 1234567890123, true, 3.14159, "hello world", Color::GREEN};
}

inline Call make_call() {
  return {"calculate", 7, {1, {15, 10, Operation::SUBTRACT, std::nullopt}}};
}

inline Rects make_rects() {
  std::mt19937_64 random(1);
  const auto below = [&](std::uint64_t bound) {
    return static_cast<std::int32_t>(random() % bound);
  };
  Rects rects;
  for (int i = 0; i < 1000; ++i)
    rects.v.push_back(Rect{below(2000), below(2000), below(500), below(500)});
  return rects;
}

/// Two monsters in turn, 1,000 in all: nested structs, lists of structs, short strings.
inline Monsters make_monsters() {
  Monster first;
  first.pos = {1, 2, 3};
  first.mana = 16;
  first.hp = 24;
  first.name = "it is a test";
  first.inventory = "\1\2\3\4";
  first.weapons = {{"gun", 42}, {"shotgun", 56}};
  first.equipped = {"air craft", 67};
  first.path = {{7, 8, 9}, {71, 81, 91}};
  Monster second;
  second.pos = {11, 22, 33};
  second.mana = 161;
  second.hp = 241;
  second.name = "it is a test, ok";
  second.inventory = "\24\25\26\24";
  second.weapons = {{"gun", 421}, {"shotgun", 561}};
  second.equipped = {"air craft", 671};
  second.path = {{71, 82, 93}, {711, 821, 931}};
  Monsters monsters;
  for (int i = 0; i < 500; ++i) {
    monsters.v.push_back(first);
    monsters.v.push_back(second);
  }
  return monsters;
}

/// Of 0 to 13 bits and random sign: one or two bytes each in Compact, in no order to predict.
inline Integers make_small_integers() {
  std::mt19937_64 random(2);
  Integers integers;
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t bits = random() % 14;
    const auto value = static_cast<std::int64_t>(random() & ((std::uint64_t{1} << bits) - 1));
    integers.v.push_back((random() & 1) != 0 ? -value : value);
  }
  return integers;
}

inline Integers make_random_integers() {
  std::mt19937_64 random(3);
  Integers integers;
  for (int i = 0; i < 100'000; ++i) integers.v.push_back(static_cast<std::int64_t>(random()));
  return integers;
}

inline Doubles make_doubles() {
  std::mt19937_64 random(4);
  Doubles doubles;
  for (int i = 0; i < 100'000; ++i)
    doubles.v.push_back(static_cast<double>(random() % 1'000'000) / 997.0);
  return doubles;
}

inline Blob make_blob() {
  std::mt19937_64 random(5);
  Blob blob;
  blob.v.resize(std::size_t{1} << 20);
  for (char& byte : blob.v) byte = static_cast<char>(random());
  return blob;
}

inline StringMap make_string_map() {
  std::mt19937_64 random(6);
  StringMap map;
  while (map.v.size() < 1000) {
    const auto value = static_cast<std::int32_t>(random() % 100'000);
    map.v["key_" + std::to_string(random() % 1'000'000)] = value;
  }
  return map;
}

/// The nine messages of the table.
struct Messages {
  /// Calls `visit(name, message)` for each.
  template <class Visitor>
  static void for_each(Visitor&& visit) {
    visit("small", make_small());
    visit("calc", make_call());
    visit("rects", make_rects());
    visit("monsters", make_monsters());
    visit("i64small", make_small_integers());
    visit("i64rand", make_random_integers());
    visit("doubles", make_doubles());
    visit("blob", make_blob());
    visit("strmap", make_string_map());
  }
};

}  // namespace bench
