// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are values made of kitchen.hpp's types?

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "kitchen.hpp"
#include "samples.hpp"

namespace interop {

struct SeathriftTypes {
  INTEROP_TYPES(::kitchen)
  using Binary = ::kitchen::Binary;

  template <class T>
  static T make() {
    return {};
  }
  static Binary binary(const std::string& bytes) {
    Binary result(bytes.size());
    if (!bytes.empty()) std::memcpy(result.data(), bytes.data(), bytes.size());
    return result;
  }
  static Choice number(std::int32_t value) { return Choice(std::in_place_index<1>, value); }
  static Choice text(std::string value) { return Choice(std::in_place_index<2>, std::move(value)); }
  static Choice point(Point value) { return Choice(std::in_place_index<3>, value); }
  static Choice flag(bool value) { return Choice(std::in_place_index<4>, value); }
  static Choice numbers(Numbers value) { return Choice(std::in_place_index<5>, std::move(value)); }
};

}  // namespace interop
