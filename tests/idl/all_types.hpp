// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be declared? An enum, structs, a union, a template.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/union.hpp>

namespace all_types {

enum class Color : std::int8_t { red = 1, green = -2, crimson = 1 };
SEATHRIFT_ENUM(Color, red, green, crimson)
enum class Unnamed { one = 1 };

struct Point {
  double x = 0;
  double y = 0;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

struct Plain {
  std::int32_t first = 0;
  std::vector<Point> points;
  std::optional<Color> color;
};

struct Shape : seathrift::Union<Point, std::string, std::vector<Color>, Plain> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, point), (2, label), (5, colors), (6, plain))

template <class T>
struct Box {
  T content{};
};

}  // namespace all_types
