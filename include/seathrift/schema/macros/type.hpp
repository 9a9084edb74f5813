// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where does a macro stand, and which type does it describe?

#include <array>
#include <string_view>

#include <seathrift/schema/forms.hpp>
#include <seathrift/schema/given_type.hpp>
#include <seathrift/schema/ladder.hpp>
#include <seathrift/schema/macro_line.hpp>
#include <seathrift/schema/tag.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

#define SEATHRIFT_TEXT(x) SEATHRIFT_TEXT_NOW(x)
#define SEATHRIFT_TEXT_NOW(x) #x

// ---- where a macro stands
#define SEATHRIFT_AT_NAMESPACE(M, S) static_assert(*__builtin_FUNCTION() == 0, "seathrift: " #M "(" #S ") stands inside a function; put it at namespace scope, behind " #S);
#define SEATHRIFT_AT_LINE(M, S, T)                                                                                     \
  static_assert(!::seathrift::detail::described_yet<T, decltype([] {})>, "seathrift: " #M "(" #S ") stands twice, or beside another macro for the type; keep one"); \
  [[maybe_unused]] static ::seathrift::detail::line_tag<T, ::seathrift::detail::described_yet<T, decltype([] {})>, __LINE__> seathrift_line(::seathrift::detail::tag<T>, ::seathrift::detail::Line<__LINE__>); \
  [[maybe_unused]] void seathrift_described(::seathrift::detail::tag<T>);                                              \
  static_assert(*__builtin_FUNCTION() != 0 || ::seathrift::detail::described_yet<T, decltype([] {})>, "seathrift: " #M "(" #S ") stands inside a class or outside the namespace of " #S "; put it right behind the type, in its namespace"); \
  [[maybe_unused]] constexpr ::std::string_view seathrift_name(SEATHRIFT_TAG(T)) { return #S; }
// What the functions of a macro take: tag<T>. Those of a second macro for T, which has been refused, take a type of their
// own: else the compiler would complain of each of them.
#define SEATHRIFT_TAG(T) decltype(seathrift_line(::seathrift::detail::tag<T>{}, ::seathrift::detail::Line<__LINE__>{}))

// ---- the type that a macro is given. Where there is none, T is one that stands for it, so that the compiler complains once.
#define SEATHRIFT_TYPE_NAME SEATHRIFT_JOIN(seathrift_type_, __COUNTER__)
#define SEATHRIFT_TYPE_TEXT(M, S) static_assert(::seathrift::detail::is_type_text(#S), "seathrift: '" #S "' in " #M "(...) is no bare name of a type; write the name alone, and a comma behind it");
#define SEATHRIFT_TYPE(S, T)                                                                                           \
  [[maybe_unused]] static constexpr struct : ::seathrift::detail::seathrift_NoType<__COUNTER__> { using seathrift_given = S; } T##_holder{}; \
  using T = decltype(T##_holder)::seathrift_given;
#define SEATHRIFT_MADE_TYPE(M, S, T)                                                                                   \
  SEATHRIFT_TYPE_TEXT(M, S)                                                                                            \
  [[maybe_unused]] static constexpr auto T##_probe = [](auto... seathrift_v) -> decltype(S(seathrift_v...)) { __builtin_unreachable(); }; \
  static_assert(!::seathrift::detail::is_type_text(#S) || ::seathrift::detail::makes_type<decltype(T##_probe)>, "seathrift: no type " #S " that can be made of nothing is defined where " #M "(" #S ") stands; put it right behind the type, in its namespace"); \
  SEATHRIFT_TYPE(S, T)

// Its form decides what is made of a description: nothing where it is well formed, 1 where it is not, 0 where it is of nothing.
#define SEATHRIFT_FORM_OF(FORM, S, ...) SEATHRIFT_JOIN(SEATHRIFT_FORM_OF_, SEATHRIFT_NOT_EMPTY(S))(FORM, __VA_ARGS__)
#define SEATHRIFT_FORM_OF_(FORM, ...) 0
#define SEATHRIFT_FORM_OF_1(FORM, ...) SEATHRIFT_NOT_EMPTY(SEATHRIFT_EACH(FORM, "", __VA_ARGS__))
#define SEATHRIFT_NO_TYPE(M, example) static_assert(false, "seathrift: " #M "() is not told what it describes; write " #M "(the type, " #example ", ...)");
#define SEATHRIFT_IS_GIVEN(...) (false __VA_OPT__(|| true))
#define SEATHRIFT_REFUSE(FORM, in, ...) SEATHRIFT_REFUSE_NOW(SEATHRIFT_EACH(FORM, in, __VA_ARGS__))
#define SEATHRIFT_REFUSE_NOW(...) static_assert(false, SEATHRIFT_FIRST(__VA_ARGS__));

#define SEATHRIFT_NAMES(S, T, M, ...)                                                                                  \
  [[maybe_unused]] constexpr auto seathrift_names(SEATHRIFT_TAG(T)) {                                                  \
    return ::std::to_array<::std::string_view>({SEATHRIFT_EACH(M, S, __VA_ARGS__) {}});                                \
  }
// clang-format on
