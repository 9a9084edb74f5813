// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is made of an enum's enumerators?

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/macros/type.hpp>
#include <seathrift/schema/names.hpp>
#include <seathrift/schema/tag.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

#define SEATHRIFT_ENUMERATOR(c, i, x) ::seathrift::Enumerator{{#x, sizeof #x - 1}, static_cast<::std::int64_t>(seathrift_E::x)},
#define SEATHRIFT_ENUMERATOR_TEXT(c, i, x) {#x, sizeof #x - 1},
#define SEATHRIFT_ENUMERATOR_CHECK(c, i, x)                                                                            \
  static_assert(requires { seathrift_E::x; }, "seathrift: " #c " has no enumerator '" #x "'; write the names of those that it has, and nothing else"); \
  if constexpr (requires { seathrift_E::x; })                                                                          \
    static_assert(::seathrift::detail::fits_32_bits(seathrift_E::x), "seathrift: enumerator '" #x "' of " #c " has a value beyond 32 bits, as which an enum travels; use std::int64_t in the struct, or a smaller value");

#define SEATHRIFT_ENUM_0(E, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_ENUM, ADD)
#define SEATHRIFT_ENUM_1(E, T, ...)                                                                                    \
  SEATHRIFT_REFUSE(SEATHRIFT_ENUMERATOR_FORM, "SEATHRIFT_ENUM(" #E ")", __VA_ARGS__)                                   \
  SEATHRIFT_ENUMERATORS(E, T, )
#define SEATHRIFT_ENUM_(E, T, ...)                                                                                     \
  static_assert(SEATHRIFT_IS_GIVEN(__VA_ARGS__), "seathrift: SEATHRIFT_ENUM(" #E ") lists no enumerators; write their names"); \
  SEATHRIFT_ENUMERATORS(E, T, __VA_ARGS__)
#define SEATHRIFT_ENUMERATORS(E, T, ...)                                                                               \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_ENUM, E, T)                                                                            \
  SEATHRIFT_AT_LINE(SEATHRIFT_ENUM, E, T)                                                                              \
  static_assert(::seathrift::detail::each_enumerator(::std::to_array<::std::string_view>({SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR_TEXT, E, __VA_ARGS__) {}})), "seathrift: SEATHRIFT_ENUM(" #E ") lists a name twice, or what is no name; write the name of each enumerator once, and nothing else"); \
  template <class seathrift_E = T>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(T)) {                                                                   \
    static_assert(::std::is_enum_v<seathrift_E> || ::seathrift::detail::NotFound<seathrift_E>, "seathrift: " #E " is no enum; describe a class with SEATHRIFT_STRUCT"); \
    if constexpr (::std::is_enum_v<seathrift_E>) {                                                                     \
      SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR_CHECK, E, __VA_ARGS__)                                                       \
    }                                                                                                                  \
    return true;                                                                                                       \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<T>{}));                                                       \
  template <class seathrift_E = T>                                                                                     \
  constexpr auto seathrift_enumerators(SEATHRIFT_TAG(T)) {                                                             \
    return ::std::to_array<::seathrift::Enumerator>({SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR, E, __VA_ARGS__) ::seathrift::Enumerator{"", 0}}); \
  }
// clang-format on
