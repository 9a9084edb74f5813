// SPDX-License-Identifier: Apache-2.0
// What a project sees that found Seathrift by whatever build system: round trips in Compact.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "plotter.hpp"

namespace {

/// An allocator that is not empty: parts of a container are made with it.
template <class T>
struct Placed : std::allocator<T> {
  Placed() = default;
  template <class Other>
  Placed(const Placed<Other>& other) : place(other.place) {}

  int place = 0;
};
struct Rows {
  using Row = std::vector<std::int32_t, Placed<std::int32_t>>;
  std::map<std::int32_t, Row, std::less<>, Placed<std::pair<const std::int32_t, Row>>> rows;
};
SEATHRIFT_STRUCT(Rows, (1, rows))

template <class T>
T there_and_back(const T& value) {
  return seathrift::decode<seathrift::Compact, T>(seathrift::encode<seathrift::Compact>(value));
}

}  // namespace

int main() {
  const consumer::Point point{.x = 1, .y = -2, .label = "here", .trail = {3, -4}};
  const Rows table{.rows = {{1, {1, 2}}, {2, {}}}};
  return there_and_back(point) == point && there_and_back(table).rows == table.rows ? 0 : 1;
}
