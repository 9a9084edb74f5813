// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is made of the fields of a struct or an exception?

#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/fault.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/macros/type.hpp>
#include <seathrift/schema/names.hpp>
#include <seathrift/schema/type_list.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

// ---- fields: (id, name), (id, name, required), (name), (name, required); only the second item is ever pasted
#define SEATHRIFT_FIELD(m, c, i, ...) SEATHRIFT_FIELD_1(m, c, i, __VA_ARGS__, seathrift_none, seathrift_none, ~)
#define SEATHRIFT_FIELD_1(m, c, i, a, b, r, ...) SEATHRIFT_JOIN(SEATHRIFT_FIELD_, SEATHRIFT_FIELD_WORD(b))(m, c, i, a, b, r)
#define SEATHRIFT_FIELD_N(m, c, i, id, name, r) m(c, i, id, name, SEATHRIFT_REQUIRED_##r)
#define SEATHRIFT_FIELD_R(m, c, i, name, b, r) m(c, i, (i + 1), name, true)
#define SEATHRIFT_FIELD_S(m, c, i, name, b, r) m(c, i, (i + 1), name, false)
#define SEATHRIFT_REQUIRED_seathrift_none false
#define SEATHRIFT_REQUIRED_required true

#define SEATHRIFT_FIELD_ID(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_ID_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_ID_NOW(c, i, id, name, r) id,
#define SEATHRIFT_FIELD_TEXT(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_TEXT_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_TEXT_NOW(c, i, id, name, r) {#name, sizeof #name - 1},
#define SEATHRIFT_FIELD_TYPE(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_TYPE_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_TYPE_NOW(c, i, id, name, r) , ::seathrift::detail::Field<(&seathrift_T::name), id, r>
#define SEATHRIFT_FIELD_EXPLAIN(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_EXPLAIN_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_EXPLAIN_NOW(c, i, id, name, r)                                                                 \
  if constexpr (!requires { &seathrift_T::name; }) {                                                                   \
    if constexpr (requires(seathrift_T& seathrift_t) { seathrift_t.name; })                                            \
      static_assert(!sizeof(seathrift_T), "seathrift: member '" #name "' of " #c " is a reference or a bit-field; let the struct hold a value of its own"); \
    else                                                                                                               \
      static_assert(!sizeof(seathrift_T), "seathrift: " #c " has no public data member '" #name "'; name a member of it"); \
  }                                                                                                                    \
  static_assert(!seathrift_first.is(i, seathrift_F::no_member), "seathrift: member '" #name "' of " #c " is static, const or a function; name a member that can be assigned"); \
  SEATHRIFT_ID_EXPLAIN(c, i, id, name)                                                                                 \
  static_assert(!seathrift_first.is(i, seathrift_F::unsigned_), "seathrift: field '" #name "' of " #c " is unsigned, which Thrift does not have; use the signed type"); \
  static_assert(!seathrift_first.is(i, seathrift_F::required_optional), "seathrift: field '" #name "' of " #c " is both required and std::optional; drop one of them"); \
  static_assert(!seathrift_first.is(i, seathrift_F::indirect), "seathrift: field '" #name "' of " #c " is a pointer or a C array; use std::string, std::array or std::vector, or std::unique_ptr of a struct"); \
  static_assert(!seathrift_first.is(i, seathrift_F::number), "seathrift: field '" #name "' of " #c " is of a type of numbers or characters that Thrift does not have; use double, std::int8_t or std::string"); \
  SEATHRIFT_TYPE_EXPLAIN("field '" #name "' of " #c, i)
#define SEATHRIFT_ID_EXPLAIN(c, i, id, name)                                                                           \
  static_assert(!seathrift_first.is(i, seathrift_F::id_zero), "seathrift: field '" #name "' of " #c " has id 0; ids begin at 1"); \
  static_assert(!seathrift_first.is(i, seathrift_F::id_wide), "seathrift: field '" #name "' of " #c " has id " SEATHRIFT_TEXT(id) ", which 16 bits cannot hold; use one from 1 to 32767"); \
  static_assert(!seathrift_first.is(i, seathrift_F::id_twice), "seathrift: field '" #name "' of " #c " repeats id " SEATHRIFT_TEXT(id) "; give it an id of its own");
#define SEATHRIFT_TYPE_EXPLAIN(what, i)                                                                                \
  static_assert(!seathrift_first.is(i, seathrift_F::wide_enum), "seathrift: " what " is an enum of 64 bits, but an enum travels as 32; derive the enum from std::int32_t, or use std::int64_t here"); \
  static_assert(!seathrift_first.is(i, seathrift_F::bytes), "seathrift: " what " is a container of std::byte that is not contiguous; use std::vector<std::byte>"); \
  static_assert(!seathrift_first.is(i, seathrift_F::keys), "seathrift: " what " is a set or map that can't tell its keys apart; give their type an operator<, or the std::hash that the container asks for"); \
  static_assert(!seathrift_first.is(i, seathrift_F::undefined), "seathrift: " what " is of a type that is only declared; include or write its definition before what is encoded, decoded or called"); \
  static_assert(!seathrift_first.is(i, seathrift_F::circular), "seathrift: " what " has a seathrift::Custom that leads back to itself, to what does not travel, or lacks a static to_thrift, or from_thrift for what that gives; let it give a type that Thrift has"); \
  static_assert(!seathrift_first.is(i, seathrift_F::unmapped), "seathrift: " what " has a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom");

// ---- struct and exception
#define SEATHRIFT_RECORD_0(M, S, T, ...) SEATHRIFT_NO_TYPE(M, (1, name))
#define SEATHRIFT_RECORD_(M, S, T, ...)                                                                                \
  SEATHRIFT_MADE_TYPE(M, S, T)                                                                                         \
  SEATHRIFT_AT_LINE(M, S, T)                                                                                           \
  SEATHRIFT_FIELDS(M, S, T, __VA_ARGS__)                                                                               \
  static_assert(::seathrift::detail::check_described<T>());
// What was refused by its form is described as having no fields, and no more is said of it. Where the first item is
// none, the type may not be one: it may be half a type with a comma in it.
#define SEATHRIFT_RECORD_1(M, S, T, ...)                                                                               \
  SEATHRIFT_REFUSE(SEATHRIFT_FIELD_FORM, #M "(" #S ")", __VA_ARGS__)                                                   \
  SEATHRIFT_JOIN(SEATHRIFT_REFUSED_, SEATHRIFT_IS_WRAPPED(SEATHRIFT_FIRST(__VA_ARGS__)))(M, S, T)
#define SEATHRIFT_REFUSED_0(M, S, T)
#define SEATHRIFT_REFUSED_1(M, S, T)                                                                                   \
  SEATHRIFT_MADE_TYPE(M, S, T)                                                                                         \
  SEATHRIFT_AT_LINE(M, S, T)                                                                                           \
  SEATHRIFT_FIELDS(M, S, T, )                                                                                          \
  void seathrift_refused(SEATHRIFT_TAG(T));
#define SEATHRIFT_FIELDS(M, S, T, ...)                                                                                 \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_FIELD_TEXT, __VA_ARGS__)                                                             \
  static_assert(::seathrift::detail::each_named(seathrift_names(SEATHRIFT_TAG(T){})), "seathrift: " #M "(" #S ") lists a name twice, or what is no name; write each field once, as (1, name): the id, then the name without its type or class"); \
  template <class seathrift_T = T>                                                                                     \
  auto seathrift_fields(SEATHRIFT_TAG(T))                                                                              \
      -> ::seathrift::detail::TypeList<void SEATHRIFT_EACH(SEATHRIFT_FIELD_TYPE, S, __VA_ARGS__)>;                     \
  template <bool seathrift_types, class seathrift_T = T>                                                               \
  consteval void seathrift_explain(SEATHRIFT_TAG(T)) {                                                                 \
    using seathrift_F = ::seathrift::detail::Fault;                                                                    \
    constexpr auto seathrift_first = ::seathrift::detail::first_fault<seathrift_T, seathrift_types>();                 \
    static_assert(!seathrift_first.is(seathrift_F::no_class), "seathrift: " #S " is no class, or only declared; define it before " #M ", and describe an enum with SEATHRIFT_ENUM"); \
    static_assert(!seathrift_first.is(seathrift_F::union_), "seathrift: " #S " is a union; describe it with SEATHRIFT_UNION"); \
    static_assert(!seathrift_first.is(seathrift_F::no_default), "seathrift: " #S " has no default constructor, so that nothing could be decoded into it; give it one"); \
    static_assert(!seathrift_first.is(seathrift_F::no_fields), "seathrift: " #M "(" #S ") lists no fields; list those of " #S ", each as (1, name)"); \
    if constexpr (seathrift_first.fault >= seathrift_F::unknown) {                                                     \
      SEATHRIFT_EACH(SEATHRIFT_FIELD_EXPLAIN, S, __VA_ARGS__)                                                          \
    }                                                                                                                  \
  }

#define SEATHRIFT_THROWN_0(S, T, ...) SEATHRIFT_RECORD_0(SEATHRIFT_EXCEPTION, S, T)
#define SEATHRIFT_THROWN_(S, T, ...)                                                                                   \
  SEATHRIFT_RECORD_(SEATHRIFT_EXCEPTION, S, T, __VA_ARGS__)                                                            \
  [[maybe_unused]] constexpr void seathrift_is_exception(SEATHRIFT_TAG(T)) {}
#define SEATHRIFT_THROWN_1(S, T, ...)                                                                                  \
  SEATHRIFT_RECORD_1(SEATHRIFT_EXCEPTION, S, T, __VA_ARGS__)                                                           \
  [[maybe_unused]] constexpr void seathrift_is_exception(SEATHRIFT_TAG(T)) {}
// clang-format on
