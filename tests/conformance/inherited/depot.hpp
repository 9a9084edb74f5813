// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which shelf can be emptied?

#include <cstdint>

#include "shelf.hpp"

namespace storage {

struct Depot : Shelf {
  void clear();
  std::int64_t weight();
};
SEATHRIFT_SERVICE(Depot, extends(Shelf), (clear, oneway), (weight))

}  // namespace storage
