// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the least that makes a type of the user's own travel? docs/requirements/custom_type.md
// shows this one.

#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/macros.hpp>

namespace archetypes {

/// No default constructor, no comparison, no macro.
class Celsius {
 public:
  explicit Celsius(double degrees) : degrees_(degrees) {}
  double degrees() const { return degrees_; }

 private:
  double degrees_;
};

}  // namespace archetypes

template <>
struct seathrift::Custom<archetypes::Celsius> {
  static double to_thrift(const archetypes::Celsius& value) { return value.degrees(); }
  static archetypes::Celsius from_thrift(double value) { return archetypes::Celsius(value); }
};

namespace archetypes {

struct Weather {
  Celsius now{0};
};
SEATHRIFT_STRUCT(Weather, (1, now))

}  // namespace archetypes
