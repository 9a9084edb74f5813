// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the least that a handler offers? docs/requirements/handler.md shows this one.

#include <cstdint>
#include <string>
#include <string_view>

#include <seathrift/core/error.hpp>
#include <seathrift/schema/macros.hpp>

namespace archetypes {

struct Broken {
  std::int32_t since = 0;
};
SEATHRIFT_EXCEPTION(Broken, (1, since))

struct Lamp {
  std::int32_t dim(std::int32_t percent);
  std::string label();
  void blink(std::int32_t times);
};
SEATHRIFT_SERVICE(Lamp, (dim, percent, throws(Broken)), (label), (blink, times, oneway))

/// No base class, no copy; other types that convert.
class LampHandler {
 public:
  LampHandler() = default;
  LampHandler(const LampHandler&) = delete;
  LampHandler& operator=(const LampHandler&) = delete;

  int dim(int percent) {
    if (percent > 100) throw Broken{1999};
    return level_ = percent;
  }
  std::string_view label() const { return "over the door"; }
  void blink(int times) { blinks_ += times; }
  int blinks() const { return blinks_; }

 private:
  int level_ = 0;
  int blinks_ = 0;
};

}  // namespace archetypes
