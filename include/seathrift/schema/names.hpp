// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is what a macro was given the name of something, and of one thing only?

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/method.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

/// True for an identifier: neither a number nor a type nor a qualified name.
consteval bool is_name(std::string_view text) {
  const char* const at = text.data();
  const std::size_t size = text.size();
  if (size == 0 || (at[0] >= '0' && at[0] <= '9')) return false;
  for (std::size_t i = 0; i < size; ++i) {
    const char c = at[i];
    if (!((c >= 'a' && c <= 'z') || c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
          static_cast<unsigned char>(c) >= 128))
      return false;
  }
  return true;
}

/// As below, for lists that may be long.
template <std::size_t Size>
consteval bool each_named(const std::array<std::string_view, Size>& texts) {
  unsigned hashes[Size] = {};
  // The low bits of the hashes so far: only where one is met again are all looked at.
  std::uint64_t met[16] = {};
  const std::string_view* const all = texts.data();
  for (std::size_t i = 0; i + 1 < Size; ++i) {
    if (!is_name(all[i])) return false;
    const char* const at = all[i].data();
    const std::size_t size = all[i].size();
    unsigned hash = 0;
    for (std::size_t k = 0; k < size; ++k) hash = hash * 31 + static_cast<unsigned char>(at[k]);
    const std::uint64_t bit = std::uint64_t{1} << hash % 64;
    if ((met[hash / 64 % 16] & bit) != 0)
      for (std::size_t j = 0; j < i; ++j)
        if (hashes[j] == hash && all[j] == all[i]) return false;
    met[hash / 64 % 16] |= bit;
    hashes[i] = hash;
  }
  return true;
}

/// The same of enumerators. A qualified one, or one with its value, is left to be refused by name.
template <std::size_t Size>
consteval bool each_enumerator(const std::array<std::string_view, Size>& texts) {
  if (each_named(texts)) return true;
  bool named = true;
  for (std::size_t i = 0; i + 1 < Size; ++i) {
    if (is_name(texts[i])) continue;
    named = false;
    if (!is_name(texts[i].substr(0, texts[i].find_first_of(" :")))) return false;
    if (texts[i].find_first_of(":=") == texts[i].npos) return false;
  }
  return !named;
}

/// True when all are names, none of them twice; the macros end the list with an empty one.
consteval bool distinct_names(std::initializer_list<std::string_view> texts) {
  for (const std::string_view* at = texts.begin(); at + 1 != texts.end(); ++at) {
    if (!is_name(*at)) return false;
    for (const std::string_view* before = texts.begin(); before != at; ++before)
      if (*before == *at) return false;
  }
  return true;
}

/// True when all that the macro lists are names; an empty one stands for extends(…).
template <std::size_t Size>
consteval bool each_method_named(const std::array<std::string_view, Size>& names) {
  for (const std::string_view name : names)
    if (!name.empty() && !is_name(name)) return false;
  return true;
}

/// True when a method of the service, or of one that it extends, has the name.
template <class S>
consteval bool has_method(std::string_view name) {
  if constexpr (!std::is_void_v<S>) {
    for (std::size_t i = 0; i < Service<S>::size; ++i)
      if (Service<S>::method_name(i) == name) return true;
    return has_method<base_of<S>>(name);
  }
  return false;
}

/// True when the I-th name is neither one of those before it nor one of the base's.
template <class Base>
consteval bool first_name(const std::string_view* names, std::size_t i) {
  for (std::size_t j = 0; j < i; ++j)
    if (names[j].size() == names[i].size() && names[j] == names[i]) return false;
  return !has_method<Base>(names[i]);
}

/// True for a type in an anonymous namespace, whose functions have no linkage.
template <class T>
consteval bool is_hidden() {
  constexpr std::string_view name = type_name<T>();
  return name.find("{anonymous}") != name.npos || name.find("(anonymous") != name.npos;
}

/// Names that a Client keeps for itself; a method of that name would be hidden.
consteval bool reserved_name(std::string_view name) {
  return name == "try_call" || name == "send_" || name == "receive_" || name == "link" ||
         name == "Stream" || name == "Endpoint" || name == "Client";
}

}  // namespace seathrift::detail
