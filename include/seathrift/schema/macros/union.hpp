// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is made of the members of a union?

#include <array>

#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/fault.hpp>
#include <seathrift/schema/macros/record.hpp>
#include <seathrift/schema/macros/type.hpp>
#include <seathrift/schema/names.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

#define SEATHRIFT_UNION_EXPLAIN(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_EXPLAIN_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_EXPLAIN_NOW(c, i, id, name, r)                                                                 \
  static_assert(!r, "seathrift: member '" #name "' of union " #c " is required, but a union holds one member; drop it"); \
  SEATHRIFT_ID_EXPLAIN(c, i, id, name)                                                                                 \
  static_assert(!seathrift_first.is(i, seathrift_F::unsigned_), "seathrift: member '" #name "' of union " #c " is unsigned, which Thrift does not have; use the signed type"); \
  static_assert(!seathrift_first.is(i, seathrift_F::indirect) && !seathrift_first.is(i, seathrift_F::number), "seathrift: member '" #name "' of union " #c " has a type that Thrift does not have; use one of the documented types"); \
  SEATHRIFT_TYPE_EXPLAIN("member '" #name "' of union " #c, i)
#define SEATHRIFT_UNION_REQUIRED(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_REQUIRED_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_REQUIRED_NOW(c, i, id, name, r) || r

#define SEATHRIFT_UNION_0(S, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_UNION, (1, name))
#define SEATHRIFT_UNION_(S, T, ...)                                                                                    \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_UNION, S, T)                                                                           \
  static_assert(::seathrift::detail::is_union_type<T> || ::seathrift::detail::NotFound<T>, "seathrift: " #S " is no union; derive it from seathrift::Union<A, B>, or describe it with SEATHRIFT_STRUCT"); \
  SEATHRIFT_AT_LINE(SEATHRIFT_UNION, S, T)                                                                             \
  SEATHRIFT_MEMBERS(S, T, __VA_ARGS__)                                                                                 \
  static_assert(::seathrift::detail::check_union<T, false>());
#define SEATHRIFT_UNION_1(S, T, ...)                                                                                   \
  SEATHRIFT_REFUSE(SEATHRIFT_FIELD_FORM, "SEATHRIFT_UNION(" #S ")", __VA_ARGS__)                                       \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_UNION, S, T)                                                                           \
  SEATHRIFT_AT_LINE(SEATHRIFT_UNION, S, T)                                                                             \
  SEATHRIFT_MEMBERS(S, T, )                                                                                            \
  void seathrift_refused(SEATHRIFT_TAG(T));
#define SEATHRIFT_MEMBERS(S, T, ...)                                                                                   \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_FIELD_TEXT, __VA_ARGS__)                                                             \
  static_assert(::seathrift::detail::each_named(seathrift_names(SEATHRIFT_TAG(T){})), "seathrift: SEATHRIFT_UNION(" #S ") lists a name twice, or what is no name; write each member once, as (1, name): the id, then the name without its type"); \
  [[maybe_unused]] constexpr auto seathrift_ids(SEATHRIFT_TAG(T)) {                                                    \
    return ::std::to_array<int>({SEATHRIFT_EACH(SEATHRIFT_FIELD_ID, S, __VA_ARGS__) 0});                               \
  }                                                                                                                    \
  [[maybe_unused]] constexpr bool seathrift_requires(SEATHRIFT_TAG(T)) { return false SEATHRIFT_EACH(SEATHRIFT_UNION_REQUIRED, S, __VA_ARGS__); } \
  template <bool seathrift_types, class seathrift_T = T>                                                               \
  consteval void seathrift_explain(SEATHRIFT_TAG(T)) {                                                                 \
    using seathrift_F = ::seathrift::detail::Fault;                                                                    \
    [[maybe_unused]] constexpr auto seathrift_first = ::seathrift::detail::first_union_fault<seathrift_T, seathrift_types>(); \
    static_assert(!seathrift_first.is(seathrift_F::no_fields), "seathrift: SEATHRIFT_UNION(" #S ") names another number of members than its seathrift::Union has; name each once"); \
    SEATHRIFT_EACH(SEATHRIFT_UNION_EXPLAIN, S, __VA_ARGS__)                                                            \
  }
// clang-format on
