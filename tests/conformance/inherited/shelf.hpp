// SPDX-License-Identifier: Apache-2.0
#pragma once
// What holds things, and has a name?

#include <cstdint>
#include <string>
#include <vector>

#include "ground.hpp"

namespace storage {

struct Thing {
  std::string label;
  std::int32_t weight = 0;
};
SEATHRIFT_STRUCT(Thing, (1, label), (2, weight))

struct Shelf : ground::Named {
  std::int32_t put(Thing thing);
  std::vector<Thing> all();
};
SEATHRIFT_SERVICE(Shelf, extends(ground::Named), (put, thing, throws(ground::Refused)), (all))

}  // namespace storage
