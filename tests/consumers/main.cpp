// SPDX-License-Identifier: Apache-2.0
// What a project sees that found Seathrift by whatever build system: a round trip in Compact.

#include "plotter.hpp"

int main() {
  const consumer::Point point{.x = 1, .y = -2, .label = "here", .trail = {3, -4}};
  const auto bytes = seathrift::encode<seathrift::Compact>(point);
  return seathrift::decode<seathrift::Compact, consumer::Point>(bytes) == point ? 0 : 1;
}
