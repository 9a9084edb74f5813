// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are values made of the types that Apache's compiler generates from kitchen.thrift?

#include <cstdint>
#include <string>
#include <type_traits>

#include "kitchen_types.h"

#include "samples.hpp"

namespace interop {

struct ApacheTypes {
  INTEROP_TYPES(::apache::kitchen)
  using Binary = std::string;

  /// A field that holds an exception is written by Apache's C++ only when it was set.
  template <class T>
  static T make() {
    T result;
    if constexpr (std::is_same_v<T, Plain> || std::is_same_v<T, PlainDefault>)
      result.__isset.small = true;
    return result;
  }
  static Binary binary(const std::string& bytes) { return bytes; }
  static Choice number(std::int32_t value) {
    Choice result;
    result.__set_number(value);
    return result;
  }
  static Choice text(const std::string& value) {
    Choice result;
    result.__set_text(value);
    return result;
  }
  static Choice point(const Point& value) {
    Choice result;
    result.__set_point(value);
    return result;
  }
  static Choice flag(bool value) {
    Choice result;
    result.__set_flag(value);
    return result;
  }
  static Choice numbers(const Numbers& value) {
    Choice result;
    result.__set_numbers(value);
    return result;
  }
};

}  // namespace interop
