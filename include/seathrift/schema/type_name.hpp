// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a type called, with its namespaces, as the compiler prints it?

#include <string_view>

namespace seathrift::detail {

template <class T>
consteval std::string_view type_name() {
  // GCC: "... type_name() [with T = a::B; std::string_view = ...]", Clang: "... type_name() [T =
  // a::B]".
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  const auto semicolon = text.find("; std::string_view = ");
  return semicolon != text.npos ? text.substr(0, semicolon) : text.substr(0, text.rfind(']'));
}

/// The part of a qualified name behind its namespaces.
[[nodiscard]] constexpr std::string_view last_part(std::string_view name) {
  const auto open = name.find('<');
  const auto colon = name.substr(0, open).rfind("::");
  return colon == name.npos ? name : name.substr(colon + 2);
}

}  // namespace seathrift::detail
