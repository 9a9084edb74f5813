// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of every consumer that is tested here.

#include <cstdint>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

namespace consumer {

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::string label;
  std::vector<std::int32_t> trail = {};
  friend bool operator==(const Point&, const Point&) = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y), (3, label), (4, trail))

struct Plotter {
  void plot(Point point);
};
SEATHRIFT_SERVICE(Plotter, (plot, point))

}  // namespace consumer
