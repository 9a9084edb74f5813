// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does the name of a C++ type, as the compiler prints it, become a name in IDL?

#include <cstddef>
#include <string>
#include <string_view>

namespace seathrift::detail {

/// A qualified name in two: `a::b` and `C<d::E>` of `a::b::C<d::E>`.
struct ScopedName {
  std::string_view scope;
  std::string_view last;
};

/// Splits at the last `::` that stands in no bracket, so that the arguments of a template stay with
/// it.
[[nodiscard]] constexpr ScopedName split_name(std::string_view name) {
  int depth = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '<' || c == '(' || c == '{' || c == '[') ++depth;
    if (c == '>' || c == ')' || c == '}' || c == ']') --depth;
    if (c == ':' && depth == 0) last = i + 1;
  }
  return {last == 0 ? std::string_view{} : name.substr(0, last - 2), name.substr(last)};
}

[[nodiscard]] constexpr bool is_identifier_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// An identifier for any text: what cannot stand in one becomes `_`, once between two words and not
/// at the ends. `C<int>` is `C_int`, `a::b` is `a_b`.
[[nodiscard]] inline std::string identifier(std::string_view text) {
  std::string result;
  bool gap = false;
  for (const char c : text) {
    if (!is_identifier_character(c)) {
      gap = !result.empty();
      continue;
    }
    if (gap && result.back() != '_') result += '_';
    gap = false;
    result += c;
  }
  return result;
}

/// `a.b` for the scope `a::b`; parts that are no identifiers, as unnamed namespaces, are left out.
[[nodiscard]] inline std::string thrift_namespace(std::string_view scope) {
  std::string result;
  while (!scope.empty()) {
    const auto [rest, part] = split_name(scope);
    if (identifier(part) == part) result = result.empty() ? part : std::string{part} + '.' + result;
    scope = rest;
  }
  return result;
}

}  // namespace seathrift::detail
