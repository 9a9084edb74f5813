// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a user declare what travels? SEATHRIFT_STRUCT, EXCEPTION, UNION, ENUM and SERVICE: they
// gather tokens and hand them to functions that argument-dependent lookup finds.

// clang-format off
//
//     SEATHRIFT_STRUCT(Work, (1, num1), (2, num2, required), (op))   a field: (id, name), or (name): its place is its id
//     SEATHRIFT_EXCEPTION(InvalidOperation, (1, whatOp), (2, why))   as a struct; may derive from seathrift::Exception
//     SEATHRIFT_UNION(Shape, (1, circle), (2, square))               one for each type of seathrift::Union<…>, in order
//     SEATHRIFT_ENUM(Operation, ADD, SUBTRACT)                       its enumerators
//     SEATHRIFT_SERVICE(Calculator, extends(shared::SharedService),  a method: (name, its parameters' names …), and
//                       (add, num1, num2), (zip, oneway),            oneway, or throws(its exceptions …), behind them;
//                       (calculate, (1, logid), (2, w), throws((1, InvalidOperation, ouch))))    ids where they matter
//
// clang-format on
//
// Each stands at namespace scope, right behind its type. A trailing comma does no harm, nor does a
// ';' behind it. What a check refuses is said in one line, first in the compiler's output: the
// checks are static_asserts whose texts are put together here, and everything behind one asks the
// same question again, so that no further error follows.

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/ladder.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/names.hpp>
#include <seathrift/schema/stub.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

// ---- telling items apart: a parenthesised one (T), a bare word (N), oneway (O), required (R), throws(…) (H), extends(…) (E), a type or number (X)
#define SEATHRIFT_SECOND(...) SEATHRIFT_SECOND_NOW(__VA_ARGS__)
#define SEATHRIFT_SECOND_NOW(a, b, ...) b
#define SEATHRIFT_UNWRAP(...) __VA_ARGS__
#define SEATHRIFT_TEXT(x) SEATHRIFT_TEXT_NOW(x)
#define SEATHRIFT_TEXT_NOW(x) #x
#define SEATHRIFT_PROBE(...) ~, 1
#define SEATHRIFT_IS_WRAPPED(x) SEATHRIFT_SECOND(SEATHRIFT_PROBE x, 0, ~)
#define SEATHRIFT_MARK_oneway ~, O
#define SEATHRIFT_MARK_throws(...) ~, H
#define SEATHRIFT_MARK_extends(...) ~, E
// What begins with one of these is no name (X): it is left out everywhere but where it is refused.
#define SEATHRIFT_MARK_auto ~, X,
#define SEATHRIFT_MARK_bool ~, X,
#define SEATHRIFT_MARK_char ~, X,
#define SEATHRIFT_MARK_const ~, X,
#define SEATHRIFT_MARK_double ~, X,
#define SEATHRIFT_MARK_float ~, X,
#define SEATHRIFT_MARK_int ~, X,
#define SEATHRIFT_MARK_long ~, X,
#define SEATHRIFT_MARK_short ~, X,
#define SEATHRIFT_MARK_signed ~, X,
#define SEATHRIFT_MARK_std ~, X,
#define SEATHRIFT_MARK_throw ~, X,
#define SEATHRIFT_MARK_unsigned ~, X,
#define SEATHRIFT_MARK_void ~, X,
#define SEATHRIFT_MARK_0 ~, X,
#define SEATHRIFT_MARK_1 ~, X,
#define SEATHRIFT_MARK_2 ~, X,
#define SEATHRIFT_MARK_3 ~, X,
#define SEATHRIFT_MARK_4 ~, X,
#define SEATHRIFT_MARK_5 ~, X,
#define SEATHRIFT_MARK_6 ~, X,
#define SEATHRIFT_MARK_7 ~, X,
#define SEATHRIFT_MARK_8 ~, X,
#define SEATHRIFT_MARK_9 ~, X,
#define SEATHRIFT_ITEM(x) SEATHRIFT_JOIN(SEATHRIFT_ITEM_, SEATHRIFT_IS_WRAPPED(x))(x)
#define SEATHRIFT_ITEM_1(x) T
#define SEATHRIFT_ITEM_0(x) SEATHRIFT_SECOND(SEATHRIFT_JOIN(SEATHRIFT_MARK_, x), N, ~)
#define SEATHRIFT_INSIDE_throws(...) __VA_ARGS__
#define SEATHRIFT_INSIDE_extends(...) __VA_ARGS__

// ---- where a macro stands
#define SEATHRIFT_PLACE(M, S)                                                                                          \
  static_assert(*__builtin_FUNCTION() == 0, "seathrift: " #M "(" #S ") stands inside a function; put it at namespace scope, behind " #S); \
  static_assert(!::seathrift::detail::seen<S, decltype([] {})>, "seathrift: " #M "(" #S ") stands twice, or beside another macro for the type; keep one");  \
  [[maybe_unused]] static ::seathrift::detail::place_tag<S, ::seathrift::detail::seen<S, decltype([] {})>, __LINE__> seathrift_place(::seathrift::detail::tag<S>, ::seathrift::detail::Line<__LINE__>); \
  [[maybe_unused]] void seathrift_described(::seathrift::detail::tag<S>);                                              \
  static_assert(*__builtin_FUNCTION() != 0 || ::seathrift::detail::seen<S, decltype([] {})>, "seathrift: " #M "(" #S ") stands inside a class or outside the namespace of " #S "; put it right behind the type, in its namespace"); \
  [[maybe_unused]] constexpr ::std::string_view seathrift_name(SEATHRIFT_TAG(S)) { return #S; }
// What the functions of a macro take: tag<S>. Those of a second macro for S, which has been refused, take a type of their
// own: else the compiler would complain of each of them.
#define SEATHRIFT_TAG(S) decltype(seathrift_place(::seathrift::detail::tag<S>{}, ::seathrift::detail::Line<__LINE__>{}))

// ---- fields: (id, name), (id, name, required), (name), (name, required); only the second item is ever pasted
#define SEATHRIFT_FIELD(m, c, i, ...) SEATHRIFT_FIELD_1(m, c, i, __VA_ARGS__, seathrift_none, seathrift_none, ~)
#define SEATHRIFT_FIELD_1(m, c, i, a, b, r, ...) SEATHRIFT_JOIN(SEATHRIFT_FIELD_, SEATHRIFT_SECOND(SEATHRIFT_JOIN(SEATHRIFT_FIELD_MARK_, b), N, ~))(m, c, i, a, b, r)
#define SEATHRIFT_FIELD_MARK_required ~, R
#define SEATHRIFT_FIELD_MARK_seathrift_none ~, S
#define SEATHRIFT_FIELD_N(m, c, i, id, name, r) m(c, i, id, name, SEATHRIFT_REQUIRED_##r)
#define SEATHRIFT_FIELD_R(m, c, i, name, b, r) m(c, i, (i + 1), name, true)
#define SEATHRIFT_FIELD_S(m, c, i, name, b, r) m(c, i, (i + 1), name, false)
#define SEATHRIFT_REQUIRED_seathrift_none false
#define SEATHRIFT_REQUIRED_required true

#define SEATHRIFT_FIELD_ID(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_ID_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_ID_NOW(c, i, id, name, r) id,
#define SEATHRIFT_FIELD_NAME(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_NAME_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_NAME_NOW(c, i, id, name, r) #name,
#define SEATHRIFT_FIELD_TYPE(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_TYPE_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_TYPE_NOW(c, i, id, name, r) , ::seathrift::detail::Field<&seathrift_T::name, id, r>
#define SEATHRIFT_FIELD_CHECK(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_CHECK_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_CHECK_NOW(c, i, id, name, r)                                                                   \
  static_assert(requires { &seathrift_T::name; }, "seathrift: " #c " has no public data member '" #name "'; name a member of it"); \
  SEATHRIFT_ID_CHECK(c, i, id, name)                                                                                   \
  if constexpr (requires { &seathrift_T::name; }) {                                                                    \
    static_assert(!::seathrift::detail::UnsignedNumber<decltype(seathrift_T::name)>, "seathrift: field '" #name "' of " #c " is unsigned, which Thrift does not have; use the signed type"); \
    static_assert(!(r && ::seathrift::detail::is_optional<decltype(seathrift_T::name)>), "seathrift: field '" #name "' of " #c " is both required and std::optional; drop one of them"); \
  }
#define SEATHRIFT_ID_CHECK(c, i, id, name)                                                                             \
  static_assert(::seathrift::detail::first_of(seathrift_id_list, i), "seathrift: field '" #name "' of " #c " repeats id " SEATHRIFT_TEXT(id) "; give it an id of its own"); \
  static_assert((id) != 0, "seathrift: field '" #name "' of " #c " has id 0; ids begin at 1");                          \
  static_assert((id) >= -32768 && (id) <= 32767, "seathrift: field '" #name "' of " #c " has id " SEATHRIFT_TEXT(id) ", which 16 bits cannot hold; use one from 1 to 32767");
#define SEATHRIFT_FIELD_TRAVELS(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_FIELD_TRAVELS_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_FIELD_TRAVELS_NOW(c, i, id, name, r)                                                                 \
  if constexpr (requires { &seathrift_T::name; })                                                                      \
    static_assert(::seathrift::detail::mappable<::std::remove_cvref_t<decltype(seathrift_T::name)>>(), "seathrift: field '" #name "' of " #c " has a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom");

#define SEATHRIFT_NAMES(S, M, ...)                                                                                     \
  [[maybe_unused]] constexpr auto seathrift_names(SEATHRIFT_TAG(S)) {                                       \
    return ::std::to_array<::std::string_view>({SEATHRIFT_EACH(M, S, __VA_ARGS__) ""});                                \
  }

#define SEATHRIFT_RECORD(M, S, ...)                                                                                    \
  SEATHRIFT_PLACE(M, S)                                                                                                \
  template <class seathrift_T = S>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(S)) {                                                        \
    [[maybe_unused]] constexpr int seathrift_id_list[] = {SEATHRIFT_EACH(SEATHRIFT_FIELD_ID, S, __VA_ARGS__) 0};       \
    SEATHRIFT_EACH(SEATHRIFT_FIELD_CHECK, S, __VA_ARGS__)                                                              \
    return true;                                                                                                       \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<S>{}));                                                       \
  template <class seathrift_T = S>                                                                                     \
  consteval bool seathrift_fields_travel(SEATHRIFT_TAG(S)) {                                                \
    SEATHRIFT_EACH(SEATHRIFT_FIELD_TRAVELS, S, __VA_ARGS__)                                                            \
    return true;                                                                                                       \
  }                                                                                                                    \
  template <class seathrift_T = S>                                                                                     \
  auto seathrift_fields(SEATHRIFT_TAG(S))                                                                   \
      -> ::seathrift::detail::TypeList<void SEATHRIFT_EACH(SEATHRIFT_FIELD_TYPE, S, __VA_ARGS__)>;                     \
  SEATHRIFT_NAMES(S, SEATHRIFT_FIELD_NAME, __VA_ARGS__)

/// Describes a struct's fields. `docs/tutorial.md` shows the forms; `(…, required)` makes a missing field an error.
#define SEATHRIFT_STRUCT(S, ...) SEATHRIFT_RECORD(SEATHRIFT_STRUCT, S, __VA_ARGS__)

/// Lets one source file own what encodes and decodes a struct, for one protocol: `SEATHRIFT_EXTERN(Work, seathrift::Compact)` behind its
/// description; seathrift::RecordCodec says how the file owns it. All others compile less. Not for constant expressions.
#define SEATHRIFT_EXTERN(S, P)                                                                                         \
  static_assert(::seathrift::detail::Described<S>, "seathrift: SEATHRIFT_EXTERN(" #S ") of a struct that is not described; write it behind SEATHRIFT_STRUCT(" #S ", ...)"); \
  [[maybe_unused]] constexpr void seathrift_elsewhere(::seathrift::detail::tag<S>, const P*) {}

/// Describes an exception that methods may declare: a struct, or a class that derives from seathrift::Exception.
#define SEATHRIFT_EXCEPTION(S, ...)                                                                                    \
  SEATHRIFT_RECORD(SEATHRIFT_EXCEPTION, S, __VA_ARGS__)                                                                \
  [[maybe_unused]] constexpr void seathrift_is_exception(SEATHRIFT_TAG(S)) {}

// ---- union
#define SEATHRIFT_UNION_CHECK(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_CHECK_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_CHECK_NOW(c, i, id, name, r)                                                                   \
  SEATHRIFT_ID_CHECK(c, i, id, name)                                                                                   \
  static_assert(!r, "seathrift: member '" #name "' of union " #c " is required, but a union holds one member; drop it");
#define SEATHRIFT_UNION_TRAVELS(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_TRAVELS_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_TRAVELS_NOW(c, i, id, name, r)                                                                 \
  static_assert(::seathrift::detail::union_member_travels<seathrift_T, i>(), "seathrift: member '" #name "' of union " #c " has a type that Thrift does not have; use one of the documented types");

/// Describes the members of a union, a class that derives from seathrift::Union<…>, in the order of its types.
#define SEATHRIFT_UNION(S, ...)                                                                                        \
  static_assert(::seathrift::detail::UnionType<S>, "seathrift: " #S " is no union; derive it from seathrift::Union<A, B>, or describe it with SEATHRIFT_STRUCT"); \
  SEATHRIFT_PLACE(SEATHRIFT_UNION, S)                                                                                  \
  [[maybe_unused]] constexpr auto seathrift_ids(SEATHRIFT_TAG(S)) {                                         \
    return ::std::to_array<int>({SEATHRIFT_EACH(SEATHRIFT_FIELD_ID, S, __VA_ARGS__) 0});                               \
  }                                                                                                                    \
  template <class seathrift_T = S>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(S)) {                                                        \
    constexpr int seathrift_id_list[] = {SEATHRIFT_EACH(SEATHRIFT_FIELD_ID, S, __VA_ARGS__) 0};                        \
    static_assert(::seathrift::detail::union_members<seathrift_T>() + 1 == ::std::size(seathrift_id_list), "seathrift: SEATHRIFT_UNION(" #S ") names another number of members than its seathrift::Union has; name each once"); \
    SEATHRIFT_EACH(SEATHRIFT_UNION_CHECK, S, __VA_ARGS__)                                                              \
    return true;                                                                                                       \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<S>{}));                                                       \
  template <class seathrift_T = S>                                                                                     \
  consteval bool seathrift_fields_travel(SEATHRIFT_TAG(S)) {                                                \
    SEATHRIFT_EACH(SEATHRIFT_UNION_TRAVELS, S, __VA_ARGS__)                                                            \
    return true;                                                                                                       \
  }                                                                                                                    \
  SEATHRIFT_NAMES(S, SEATHRIFT_FIELD_NAME, __VA_ARGS__)

// ---- enum
#define SEATHRIFT_ENUMERATOR(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ENUMERATOR_, SEATHRIFT_IS_WRAPPED(x))(x)
#define SEATHRIFT_ENUMERATOR_0(x) ::seathrift::Enumerator{#x, static_cast<::std::int64_t>(seathrift_E::x)},
#define SEATHRIFT_ENUMERATOR_1(x)
#define SEATHRIFT_ENUMERATOR_CHECK(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ENUMERATOR_CHECK_, SEATHRIFT_IS_WRAPPED(x))(c, x)
#define SEATHRIFT_ENUMERATOR_CHECK_0(c, x)                                                                             \
  static_assert(requires { seathrift_E::x; }, "seathrift: " #c " has no enumerator '" #x "'; write the names of those that it has, and nothing else"); \
  if constexpr (requires { seathrift_E::x; })                                                                          \
    static_assert(::seathrift::detail::keeps_32_bits(seathrift_E::x), "seathrift: enumerator '" #x "' of " #c " has a value beyond 32 bits, as which an enum travels; use std::int64_t in the struct, or a smaller value");
#define SEATHRIFT_ENUMERATOR_CHECK_1(c, x) static_assert(!sizeof(seathrift_E), "seathrift: '" #x "' in SEATHRIFT_ENUM(" #c ") stands in parentheses; write the names of the enumerators without");

/// Names an enum's enumerators, for text and IDL. An enum travels without it, too.
#define SEATHRIFT_ENUM(E, ...)                                                                                         \
  SEATHRIFT_PLACE(SEATHRIFT_ENUM, E)                                                                                   \
  template <class seathrift_E = E>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(E)) {                                                        \
    static_assert(::std::is_enum_v<seathrift_E>, "seathrift: " #E " is no enum; describe a class with SEATHRIFT_STRUCT"); \
    if constexpr (::std::is_enum_v<seathrift_E>) {                                                                     \
      SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR_CHECK, E, __VA_ARGS__)                                                       \
    }                                                                                                                  \
    return true;                                                                                                       \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<E>{}));                                                       \
  template <class seathrift_E = E>                                                                                     \
  constexpr auto seathrift_enumerators(SEATHRIFT_TAG(E)) {                                                  \
    return ::std::to_array<::seathrift::Enumerator>({SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR, E, __VA_ARGS__) ::seathrift::Enumerator{"", 0}}); \
  }

// ---- service: its bases, of which there is at most one
#define SEATHRIFT_BASE(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_BASE_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_BASE_E(x) SEATHRIFT_BASE_E1(SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))
#define SEATHRIFT_BASE_E1(...) SEATHRIFT_BASE_E2(__VA_ARGS__)
#define SEATHRIFT_BASE_E2(...) __VA_OPT__(, __VA_ARGS__)
#define SEATHRIFT_BASE_T(x)
#define SEATHRIFT_BASE_N(x)
#define SEATHRIFT_BASE_O(x)
#define SEATHRIFT_BASE_H(x)
#define SEATHRIFT_BASE_X(x)

// ---- service: m(service, name, parameters …) for each method
#define SEATHRIFT_METHOD(m, c, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_, SEATHRIFT_ITEM(x))(m, c, x)
#define SEATHRIFT_METHOD_E(m, c, x)
#define SEATHRIFT_METHOD_N(m, c, x)
#define SEATHRIFT_METHOD_O(m, c, x)
#define SEATHRIFT_METHOD_H(m, c, x)
#define SEATHRIFT_METHOD_X(m, c, x)
#define SEATHRIFT_METHOD_T(m, c, x) SEATHRIFT_METHOD_T1(m, c, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_METHOD_T1(...) SEATHRIFT_METHOD_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_T2(m, c, name, ...) SEATHRIFT_JOIN(SEATHRIFT_METHOD_NAMED_, SEATHRIFT_SECOND(SEATHRIFT_JOIN(SEATHRIFT_MARK_, name), N, ~))(m, c, name __VA_OPT__(,) __VA_ARGS__)
#define SEATHRIFT_METHOD_NAMED_N(m, c, ...) m(c, __VA_ARGS__)
#define SEATHRIFT_METHOD_NAMED_O(m, c, ...) m(c, __VA_ARGS__)
#define SEATHRIFT_METHOD_NAMED_H(m, c, ...)
#define SEATHRIFT_METHOD_NAMED_E(m, c, ...)
#define SEATHRIFT_METHOD_NAMED_X(m, c, ...)

// ---- a parameter: name or (id, name); an exception: Type or (id, Type) or (id, Type, name)
#define SEATHRIFT_PARAMETER_NAME_N(x) x
#define SEATHRIFT_PARAMETER_NAME_T(x) SEATHRIFT_SECOND x
#define SEATHRIFT_FIRST(a, ...) a
#define SEATHRIFT_PARAMETER_ID(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_ID_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_ID_O(x)
#define SEATHRIFT_PARAMETER_ID_H(x)
#define SEATHRIFT_PARAMETER_ID_X(x)
#define SEATHRIFT_PARAMETER_ID_N(x) , ::seathrift::detail::by_position
#define SEATHRIFT_PARAMETER_ID_T(x) , SEATHRIFT_FIRST x
#define SEATHRIFT_PARAMETER_TEXT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_TEXT_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_TEXT_O(x)
#define SEATHRIFT_PARAMETER_TEXT_H(x)
#define SEATHRIFT_PARAMETER_TEXT_X(x) "?",
#define SEATHRIFT_PARAMETER_TEXT_N(x) #x,
#define SEATHRIFT_PARAMETER_TEXT_T(x) SEATHRIFT_TEXT(SEATHRIFT_SECOND x),
#define SEATHRIFT_PARAMETER_COUNT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_COUNT_, SEATHRIFT_ITEM(x))
#define SEATHRIFT_PARAMETER_COUNT_O
#define SEATHRIFT_PARAMETER_COUNT_H
#define SEATHRIFT_PARAMETER_COUNT_X
#define SEATHRIFT_PARAMETER_COUNT_N +1
#define SEATHRIFT_PARAMETER_COUNT_T +1
#define SEATHRIFT_PARAMETER(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_PARAMETER_O(c, i, x)
#define SEATHRIFT_PARAMETER_H(c, i, x)
#define SEATHRIFT_PARAMETER_X(c, i, x)
#define SEATHRIFT_PARAMETER_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> x
#define SEATHRIFT_PARAMETER_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> SEATHRIFT_SECOND x
#define SEATHRIFT_ARGUMENT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ARGUMENT_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_ARGUMENT_O(c, i, x)
#define SEATHRIFT_ARGUMENT_H(c, i, x)
#define SEATHRIFT_ARGUMENT_X(c, i, x)
#define SEATHRIFT_ARGUMENT_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(x)
#define SEATHRIFT_ARGUMENT_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(SEATHRIFT_SECOND x)
#define SEATHRIFT_THROWS(m, x) SEATHRIFT_JOIN(SEATHRIFT_THROWS_, SEATHRIFT_ITEM(x))(m, x)
#define SEATHRIFT_THROWS_O(m, x)
#define SEATHRIFT_THROWS_N(m, x)
#define SEATHRIFT_THROWS_X(m, x)
#define SEATHRIFT_THROWS_T(m, x)
#define SEATHRIFT_THROWS_H(m, x) SEATHRIFT_EACH_INMOST(m, ~, SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))
#define SEATHRIFT_THROW_IDS(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_ID, x)
#define SEATHRIFT_THROW_ID(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_ID_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_ID_N(x) SEATHRIFT_PARAMETER_ID_N(x)
#define SEATHRIFT_THROW_ID_X(x) SEATHRIFT_PARAMETER_ID_N(x)
#define SEATHRIFT_THROW_ID_T(x) SEATHRIFT_PARAMETER_ID_T(x)
#define SEATHRIFT_THROW_TYPES(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_TYPE, x)
#define SEATHRIFT_THROW_TYPE(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_TYPE_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_TYPE_N(x) , x
#define SEATHRIFT_THROW_TYPE_X(x) , x
#define SEATHRIFT_THROW_TYPE_T(x) , SEATHRIFT_SECOND x
#define SEATHRIFT_THROW_TEXTS(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_TEXT, x)
#define SEATHRIFT_THROW_TEXT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_TEXT_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_TEXT_N(x) "",
#define SEATHRIFT_THROW_TEXT_X(x) "",
#define SEATHRIFT_THROW_TEXT_T(x) SEATHRIFT_THROW_TEXT_T1(SEATHRIFT_UNWRAP x, , ~)
#define SEATHRIFT_THROW_TEXT_T1(...) SEATHRIFT_THROW_TEXT_T2(__VA_ARGS__)
#define SEATHRIFT_THROW_TEXT_T2(id, type, name, ...) #name,
#define SEATHRIFT_ONEWAY(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ONEWAY_, SEATHRIFT_ITEM(x))
#define SEATHRIFT_ONEWAY_O || true
#define SEATHRIFT_ONEWAY_H
#define SEATHRIFT_ONEWAY_X
#define SEATHRIFT_ONEWAY_N
#define SEATHRIFT_ONEWAY_T

#define SEATHRIFT_METHOD_TYPE(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TYPE_NOW, c, x)
#define SEATHRIFT_METHOD_TYPE_NOW(c, name, ...)                                                                        \
  , ::seathrift::detail::Method<&seathrift_S::name, false SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__),      \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>>
#define SEATHRIFT_METHOD_TEXT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TEXT_NOW, c, x)
#define SEATHRIFT_METHOD_TEXT_NOW(c, name, ...) #name, SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TEXTS, ~, __VA_ARGS__)
#define SEATHRIFT_METHOD_NAME(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_NAME_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_METHOD_NAME_E(x) "",
#define SEATHRIFT_METHOD_NAME_N(x) "",
#define SEATHRIFT_METHOD_NAME_O(x) "",
#define SEATHRIFT_METHOD_NAME_H(x) "",
#define SEATHRIFT_METHOD_NAME_X(x) "",
#define SEATHRIFT_METHOD_NAME_T(x) SEATHRIFT_METHOD_NAME_T1(SEATHRIFT_UNWRAP x, ~)
#define SEATHRIFT_METHOD_NAME_T1(...) SEATHRIFT_METHOD_NAME_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_NAME_T2(name, ...) #name,
#define SEATHRIFT_METHOD_CHECK(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_CHECK_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_METHOD_CHECK_E(c, i, x)
#define SEATHRIFT_METHOD_CHECK_N(c, i, x) static_assert(!sizeof(::seathrift::detail::tag<seathrift_S>), "seathrift: '" #x "' in SEATHRIFT_SERVICE(" #c ") is neither a method nor extends(...); write a method as (name, its parameters' names ...)");
#define SEATHRIFT_METHOD_CHECK_O(c, i, x) SEATHRIFT_METHOD_CHECK_N(c, i, x)
#define SEATHRIFT_METHOD_CHECK_H(c, i, x) SEATHRIFT_METHOD_CHECK_N(c, i, x)
#define SEATHRIFT_METHOD_CHECK_X(c, i, x) SEATHRIFT_METHOD_CHECK_N(c, i, x)
#define SEATHRIFT_METHOD_CHECK_T(c, i, x) SEATHRIFT_METHOD_CHECK_T1(c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_METHOD_CHECK_T1(...) SEATHRIFT_METHOD_CHECK_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_T2(c, i, name, ...) SEATHRIFT_JOIN(SEATHRIFT_METHOD_CHECK_NAMED_, SEATHRIFT_SECOND(SEATHRIFT_JOIN(SEATHRIFT_MARK_, name), N, ~))(c, i, name __VA_OPT__(,) __VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_NAMED_N(...) SEATHRIFT_METHOD_CHECK_NOW(__VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_NAMED_O(...) SEATHRIFT_METHOD_CHECK_NOW(__VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_NAMED_H(c, i, name, ...) SEATHRIFT_METHOD_CHECK_N(c, i, name)
#define SEATHRIFT_METHOD_CHECK_NAMED_E(c, i, name, ...) SEATHRIFT_METHOD_CHECK_N(c, i, name)
#define SEATHRIFT_METHOD_CHECK_NAMED_X(c, i, name, ...) SEATHRIFT_METHOD_CHECK_N(c, i, name)
#define SEATHRIFT_METHOD_CHECK_NOW(c, i, name, ...)                                                                    \
  static_assert(!::seathrift::detail::reserved_name(#name), "seathrift: method '" #name "' of " #c " has a name that Client keeps for itself; rename it"); \
  static_assert(::seathrift::detail::first_name<::seathrift::detail::base_of<seathrift_S>>(seathrift_list, i), "seathrift: method '" #name "' of " #c " has the name of another one of it or of its base, and on the wire they would be one; list it once, or rename it"); \
  if constexpr (requires { &seathrift_S::name; }) {                                                                    \
    static_assert(::seathrift::detail::PlainMethod<&seathrift_S::name>, "seathrift: '" #name "' of " #c " is static, or is no function; declare it as a member function"); \
    if constexpr (::seathrift::detail::PlainMethod<&seathrift_S::name>) {                                              \
      using seathrift_M = ::seathrift::detail::Signature<&seathrift_S::name>;                                          \
      constexpr bool seathrift_named = ::seathrift::detail::distinct_names({SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) ""}); \
      static_assert(seathrift_named, "seathrift: what SEATHRIFT_SERVICE(" #c ") lists behind '" #name "' are not the names of its parameters, each once; write (" #name ", num1, num2), or with ids (" #name ", (1, num1), (2, num2))"); \
      static_assert(!seathrift_named || seathrift_M::arity == (0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_COUNT, ~, __VA_ARGS__)), "seathrift: '" #name "' of " #c " has another number of parameters than SEATHRIFT_SERVICE names; name each parameter once, one called oneway with its id: (1, oneway)"); \
      static_assert(::seathrift::detail::by_value<seathrift_M>, "seathrift: '" #name "' of " #c " returns a reference, or takes one to change what it refers to; return by value, and take parameters by value or const&"); \
      static_assert(::std::is_same_v<typename seathrift_M::Service, seathrift_S>, "seathrift: '" #name "' of " #c " belongs to a base of it; list it there, and write extends(the base) here"); \
      static_assert(::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>::valid, "seathrift: two parameters of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>::valid, "seathrift: two exceptions of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(!(false SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__)) || (::std::is_void_v<typename seathrift_M::Result> && ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>::size == 0), "seathrift: '" #name "' of " #c " is oneway but has a result or throws; nobody would receive it: make it void without throws, or drop oneway"); \
      seathrift_all = seathrift_all && seathrift_named;                                                                \
    } else {                                                                                                           \
      seathrift_all = false;                                                                                           \
    }                                                                                                                  \
  } else {                                                                                                             \
    static_assert(!sizeof(::seathrift::detail::tag<seathrift_S>), "seathrift: " #c " has no public method '" #name "', or overloads it; declare it once, with a name of its own"); \
    seathrift_all = false;                                                                                             \
  }
#define SEATHRIFT_METHOD_TRAVELS(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TRAVELS_NOW, c, x)
#define SEATHRIFT_METHOD_TRAVELS_NOW(c, name, ...)                                                                     \
  static_assert(::seathrift::detail::parameters_travel<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " has a parameter of a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(::seathrift::detail::result_travels<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(!::seathrift::detail::returns_view<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a view, whose bytes nobody would keep; return std::string or std::vector<std::byte>"); \
  static_assert(::seathrift::detail::throws_travel<::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>>(), "seathrift: '" #name "' of " #c " throws a type that is no described struct; write SEATHRIFT_EXCEPTION(...) behind it, in its namespace"); \
  seathrift_all = seathrift_all && ::seathrift::detail::method_travels<&seathrift_S::name, ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>>();
#define SEATHRIFT_STUB(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_STUB_NOW, c, x)
#define SEATHRIFT_STUB_NOW(c, name, ...)                                                                               \
  ::seathrift::detail::result_of<&seathrift_S::name> name(SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER, (&seathrift_S::name), __VA_ARGS__)) { \
    return static_cast<seathrift_Link*>(this)->template seathrift_call<&seathrift_S::name>(SEATHRIFT_EACH_INNER(SEATHRIFT_ARGUMENT, (&seathrift_S::name), __VA_ARGS__)); \
  }
#define SEATHRIFT_INVOKER(name) [](auto& seathrift_handler, auto&&... seathrift_a) -> decltype(seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...)) { return seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...); }
#define SEATHRIFT_VISIT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_VISIT_NOW, c, x)
#define SEATHRIFT_VISIT_NOW(c, name, ...) seathrift_visitor.template operator()<&seathrift_S::name>(SEATHRIFT_INVOKER(name));
// What fits is asked first, of all methods, so that of several that do not the first alone is named.
#define SEATHRIFT_FIT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_FIT_, SEATHRIFT_ITEM(x))(c, x)
#define SEATHRIFT_FIT_E(c, x) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_N(c, x) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_O(c, x) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_H(c, x) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_X(c, x) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_T(c, x) SEATHRIFT_METHOD_T(SEATHRIFT_FIT_NOW, c, x)
#define SEATHRIFT_FIT_NOW(c, name, ...) seathrift_fit_##name,
#define SEATHRIFT_ASK(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_ASK_NOW, c, x)
#define SEATHRIFT_ASK_NOW(c, name, ...)                                                                                \
  [[maybe_unused]] constexpr auto seathrift_invoker_##name = SEATHRIFT_INVOKER(name);                                  \
  constexpr auto seathrift_fit_##name = ::seathrift::detail::handler_fit<&seathrift_S::name, seathrift_H, decltype(seathrift_invoker_##name)>(requires { &seathrift_H::name; });
#define SEATHRIFT_HANDLER(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_HANDLER_NOW, (c, i), x)
#define SEATHRIFT_HANDLER_NOW(ci, name, ...) SEATHRIFT_HANDLER_NOW1(SEATHRIFT_UNWRAP ci, name)
#define SEATHRIFT_HANDLER_NOW1(...) SEATHRIFT_HANDLER_NOW2(__VA_ARGS__)
#define SEATHRIFT_HANDLER_NOW2(c, i, name)                                                                             \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::missing), "seathrift: the handler of " #c " has no public method '" #name "', or none of that name that fits; add it with the parameters and result that " #c " declares, and pass the handler itself, std::ref of it, or a factory taking const ConnectionInfo&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::parameters), "seathrift: method '" #name "' of the handler of " #c " takes other parameters than " #c "::" #name ", or the handler is const and it is not; let them match, by value or const&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::result), "seathrift: method '" #name "' of the handler of " #c " returns another type than " #c "::" #name "; let it match");

/// Describes a service: a struct that declares its methods, which nobody defines. It has external linkage.
#define SEATHRIFT_SERVICE(S, ...)                                                                                      \
  SEATHRIFT_PLACE(SEATHRIFT_SERVICE, S)                                                                                \
  [[maybe_unused]] constexpr void seathrift_is_service(SEATHRIFT_TAG(S)) {}                                                  \
  [[maybe_unused]] constexpr auto seathrift_base(SEATHRIFT_TAG(S)) { return ::seathrift::detail::bases<void SEATHRIFT_EACH(SEATHRIFT_BASE, ~, __VA_ARGS__)>{}; } \
  template <class seathrift_S = S>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(S)) {                                                        \
    bool seathrift_all = true;                                                                                         \
    [[maybe_unused]] constexpr ::std::string_view seathrift_list[] = {SEATHRIFT_EACH(SEATHRIFT_METHOD_NAME, S, __VA_ARGS__) ""}; \
    using seathrift_B = decltype(seathrift_base(::seathrift::detail::tag<seathrift_S>{}));                             \
    static_assert(::seathrift::detail::is_name(#S), "seathrift: SEATHRIFT_SERVICE(" #S ") is not given a bare name; declare the service at namespace scope, and put the macro behind it, in its namespace"); \
    static_assert(seathrift_B::size <= 1, "seathrift: " #S " extends more than one service; in Thrift it can extend one"); \
    static_assert(seathrift_B::described, "seathrift: what " #S " extends is no service; write SEATHRIFT_SERVICE(...) behind the base, in its namespace"); \
    static_assert(seathrift_B::template derived<seathrift_S>, "seathrift: " #S " extends a service that it does not derive from; write struct " #S " : the base"); \
    static_assert(seathrift_B::size != 0 || !::seathrift::detail::DerivesFromService<seathrift_S>, "seathrift: " #S " derives from a service that it does not extend; write SEATHRIFT_SERVICE(" #S ", extends(the base), ...)"); \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_CHECK, S, __VA_ARGS__)                                                             \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<S>{}) || true);                                               \
  template <class seathrift_S = S>                                                                                     \
  auto seathrift_methods(SEATHRIFT_TAG(S))                                                                  \
      -> ::seathrift::detail::TypeList<void SEATHRIFT_EACH(SEATHRIFT_METHOD_TYPE, S, __VA_ARGS__)>;                    \
  SEATHRIFT_NAMES(S, SEATHRIFT_METHOD_TEXT, __VA_ARGS__)                                                               \
  template <class seathrift_S = S>                                                                                     \
  consteval bool seathrift_methods_travel(SEATHRIFT_TAG(S)) {                                               \
    bool seathrift_all = true;                                                                                         \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_TRAVELS, S, __VA_ARGS__)                                                           \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  template <class seathrift_Link, class seathrift_S = S>                                                               \
  struct seathrift_stub_##S : ::seathrift::detail::stub_of<::seathrift::detail::base_of<seathrift_S>, seathrift_Link> { \
    SEATHRIFT_EACH(SEATHRIFT_STUB, S, __VA_ARGS__)                                                                     \
  };                                                                                                                   \
  template <class seathrift_Link>                                                                                      \
  ::std::type_identity<seathrift_stub_##S<seathrift_Link>> seathrift_stub(SEATHRIFT_TAG(S), seathrift_Link*); \
  template <class seathrift_V, class seathrift_S = S>                                                                  \
  constexpr void seathrift_visit(SEATHRIFT_TAG(S), [[maybe_unused]] seathrift_V&& seathrift_visitor) {      \
    SEATHRIFT_EACH(SEATHRIFT_VISIT, S, __VA_ARGS__)                                                                    \
  }                                                                                                                    \
  template <class seathrift_H, class seathrift_S = S>                                                                  \
  consteval bool seathrift_check_handler(SEATHRIFT_TAG(S)) {                                                \
    SEATHRIFT_EACH(SEATHRIFT_ASK, S, __VA_ARGS__)                                                                      \
    constexpr ::seathrift::detail::Fit seathrift_fits[] = {SEATHRIFT_EACH(SEATHRIFT_FIT, S, __VA_ARGS__) ::seathrift::detail::Fit::yes}; \
    constexpr auto seathrift_misfit = ::seathrift::detail::first_misfit(seathrift_fits);                               \
    SEATHRIFT_EACH(SEATHRIFT_HANDLER, S, __VA_ARGS__)                                                                  \
    return seathrift_misfit.fit == ::seathrift::detail::Fit::yes;                                                      \
  }
// clang-format on
