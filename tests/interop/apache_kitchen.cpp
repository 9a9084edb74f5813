// SPDX-License-Identifier: Apache-2.0
// The order of what stands in sets and keys: Apache's compiler declares it and leaves it to its
// user.

#include <tuple>

#include "kitchen_types.h"

namespace apache::kitchen {

bool Point::operator<(const Point& other) const {
  return std::tie(x, y) < std::tie(other.x, other.y);
}
bool Small::operator<(const Small& other) const {
  return std::tie(code, reason) < std::tie(other.code, other.reason);
}
bool Choice::operator<(const Choice& other) const {
  // By the member's number first, as std::variant does.
  const auto which = [](const auto& set) {
    return set.number ? 1 : set.text ? 2 : set.point ? 3 : set.flag ? 4 : set.numbers ? 5 : 0;
  };
  if (which(__isset) != which(other.__isset)) return which(__isset) < which(other.__isset);
  return std::tie(number, text, point, flag, numbers) <
         std::tie(other.number, other.text, other.point, other.flag, other.numbers);
}

}  // namespace apache::kitchen
