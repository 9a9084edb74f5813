// SPDX-License-Identifier: Apache-2.0
#pragma once
// Does the first argument of a macro name a type that is defined where the macro stands?

#include <cstddef>
#include <string_view>

#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

/// True for what may name a type: no more than a name, perhaps with its namespaces and template
/// arguments.
consteval bool is_type_text(std::string_view text) {
  const char* const at = text.data();
  const std::size_t size = text.size();
  int depth = 0;
  int inside = 0;      // of parentheses among the arguments, where `<` compares
  bool ended = false;  // by a space, which only stands beside `::` and `<`
  for (std::size_t i = 0; i < size; ++i) {
    const char c = at[i];
    if (depth != 0 && c == '(') ++inside;
    if (depth != 0 && c == ')') --inside;
    if (inside == 0 && c == '<') ++depth;
    if (inside == 0 && c == '>') --depth;
    if (depth != 0 || c == '>') continue;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                        (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
    if (!letter && c != ':' && c != ' ') return false;
    if (letter && ended) return false;
    ended = c == ' ' && i != 0 && at[i - 1] != ':';
  }
  return size != 0 && depth == 0;
}

/// Becomes a value of any type.
struct AnyGiven {
  template <class T>
  operator T() const;
};
struct AnyGivenReference {
  template <class T>
  operator T&() const;
};

/// False for what is made of AnyGiven as an argument of a template, whose bare name is no type.
template <class T>
consteval bool is_itself() {
  return type_name<T>().find("AnyGiven") == std::string_view::npos;
}

/// True where the name that `Probe` calls is that of a type: a name that is not known there is
/// looked for when it is called, and not found.
template <class Probe>
concept makes_type = requires(const Probe& probe) {
  probe();
}
|| requires(const Probe& probe, AnyGiven given) { requires is_itself<decltype(probe(given))>(); }
|| requires(const Probe& probe, AnyGivenReference given) {
  requires is_itself<decltype(probe(given))>();
};

/// Stands for a type that the compiler does not find, so that it says so once. Its names, found
/// before those of the user's namespace, are none that a user's type has.
struct seathrift_AnyNoType {};
template <int>
struct seathrift_NoType : seathrift_AnyNoType {
  using seathrift_given = seathrift_NoType;
};

/// True for what stands for a type that was not found.
template <class T>
concept NotFound = __is_base_of(seathrift_AnyNoType, T);

}  // namespace seathrift::detail
