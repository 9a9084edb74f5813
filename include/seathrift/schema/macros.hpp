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

#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/forms.hpp>
#include <seathrift/schema/given_type.hpp>
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

#define SEATHRIFT_TEXT(x) SEATHRIFT_TEXT_NOW(x)
#define SEATHRIFT_TEXT_NOW(x) #x
#define SEATHRIFT_INSIDE_throws(...) __VA_ARGS__
#define SEATHRIFT_INSIDE_extends(...) __VA_ARGS__

// ---- where a macro stands
#define SEATHRIFT_AT_NAMESPACE(M, S) static_assert(*__builtin_FUNCTION() == 0, "seathrift: " #M "(" #S ") stands inside a function; put it at namespace scope, behind " #S);
#define SEATHRIFT_PLACE(M, S, T)                                                                                          \
  static_assert(!::seathrift::detail::seen<T, decltype([] {})>, "seathrift: " #M "(" #S ") stands twice, or beside another macro for the type; keep one");  \
  [[maybe_unused]] static ::seathrift::detail::place_tag<T, ::seathrift::detail::seen<T, decltype([] {})>, __LINE__> seathrift_place(::seathrift::detail::tag<T>, ::seathrift::detail::Line<__LINE__>); \
  [[maybe_unused]] void seathrift_described(::seathrift::detail::tag<T>);                                              \
  static_assert(*__builtin_FUNCTION() != 0 || ::seathrift::detail::seen<T, decltype([] {})>, "seathrift: " #M "(" #S ") stands inside a class or outside the namespace of " #S "; put it right behind the type, in its namespace"); \
  [[maybe_unused]] constexpr ::std::string_view seathrift_name(SEATHRIFT_TAG(T)) { return #S; }
// What the functions of a macro take: tag<T>. Those of a second macro for T, which has been refused, take a type of their
// own: else the compiler would complain of each of them.
#define SEATHRIFT_TAG(T) decltype(seathrift_place(::seathrift::detail::tag<T>{}, ::seathrift::detail::Line<__LINE__>{}))

// ---- the type that a macro is given. Where there is none, T is one that stands for it, so that the compiler complains once.
#define SEATHRIFT_TYPE_NAME SEATHRIFT_JOIN(seathrift_type_, __COUNTER__)
#define SEATHRIFT_TYPE_TEXT(M, S) static_assert(::seathrift::detail::is_type_text(#S), "seathrift: '" #S "' in " #M "(...) is no bare name of a type; write the name alone, and a comma behind it");
#define SEATHRIFT_TYPE(S, T)                                                                                           \
  [[maybe_unused]] static constexpr struct : ::seathrift::detail::NoType<__COUNTER__> { using type = S; } T##_holder{}; \
  using T = decltype(T##_holder)::type;
#define SEATHRIFT_MADE_TYPE(M, S, T)                                                                                   \
  SEATHRIFT_TYPE_TEXT(M, S)                                                                                            \
  [[maybe_unused]] static constexpr auto T##_probe = [](auto... seathrift_v) -> decltype(S(seathrift_v...)) { __builtin_unreachable(); }; \
  static_assert(!::seathrift::detail::is_type_text(#S) || ::seathrift::detail::makes_type<decltype(T##_probe)>, "seathrift: no type " #S " that can be made of nothing is defined where " #M "(" #S ") stands; put it right behind the type, in its namespace"); \
  SEATHRIFT_TYPE(S, T)

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

#define SEATHRIFT_NAMES(S, T, M, ...)                                                                                     \
  [[maybe_unused]] constexpr auto seathrift_names(SEATHRIFT_TAG(T)) {                                                  \
    return ::std::to_array<::std::string_view>({SEATHRIFT_EACH(M, S, __VA_ARGS__) {"", 0}});                           \
  }

// Its form decides what is made of a description: nothing where it is well formed, 1 where it is not, 0 where it is of nothing.
#define SEATHRIFT_FORM_OF(FORM, S, ...) SEATHRIFT_JOIN(SEATHRIFT_FORM_OF_, SEATHRIFT_NOT_EMPTY(S))(FORM, __VA_ARGS__)
#define SEATHRIFT_FORM_OF_(FORM, ...) 0
#define SEATHRIFT_FORM_OF_1(FORM, ...) SEATHRIFT_NOT_EMPTY(SEATHRIFT_EACH(FORM, "", __VA_ARGS__))
#define SEATHRIFT_NO_TYPE(M, example) static_assert(false, "seathrift: " #M "() is not told what it describes; write " #M "(the type, " #example ", ...)");
#define SEATHRIFT_IS_GIVEN(...) (false __VA_OPT__(|| true))
#define SEATHRIFT_REFUSE(FORM, in, ...) SEATHRIFT_REFUSE_NOW(SEATHRIFT_EACH(FORM, in, __VA_ARGS__))
#define SEATHRIFT_REFUSE_NOW(...) static_assert(false, SEATHRIFT_FIRST(__VA_ARGS__));

#define SEATHRIFT_RECORD_0(M, S, T, ...) SEATHRIFT_NO_TYPE(M, (1, name))
#define SEATHRIFT_RECORD_(M, S, T, ...)                                                                                   \
  SEATHRIFT_MADE_TYPE(M, S, T)                                                                                         \
  SEATHRIFT_PLACE(M, S, T)                                                                                             \
  SEATHRIFT_FIELDS(M, S, T, __VA_ARGS__)                                                                                  \
  static_assert(::seathrift::detail::check_described<T>());
// What was refused by its form is described as having no fields, and no more is said of it. Where the first item is
// none, the type may not be one: it may be half a type with a comma in it.
#define SEATHRIFT_RECORD_1(M, S, T, ...)                                                                                  \
  SEATHRIFT_REFUSE(SEATHRIFT_FIELD_FORM, #M "(" #S ")", __VA_ARGS__)                                                   \
  SEATHRIFT_JOIN(SEATHRIFT_REFUSED_, SEATHRIFT_IS_WRAPPED(SEATHRIFT_FIRST(__VA_ARGS__)))(M, S, T)
#define SEATHRIFT_REFUSED_0(M, S, T)
#define SEATHRIFT_REFUSED_1(M, S, T)                                                                                      \
  SEATHRIFT_MADE_TYPE(M, S, T)                                                                                         \
  SEATHRIFT_PLACE(M, S, T)                                                                                             \
  SEATHRIFT_FIELDS(M, S, T, )                                                                                             \
  void seathrift_refused(SEATHRIFT_TAG(T));
#define SEATHRIFT_FIELDS(M, S, T, ...)                                                                                    \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_FIELD_TEXT, __VA_ARGS__)                                                                \
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
    if constexpr (seathrift_first.fault >= seathrift_F::unknown) {                                               \
      SEATHRIFT_EACH(SEATHRIFT_FIELD_EXPLAIN, S, __VA_ARGS__)                                                          \
    }                                                                                                                  \
  }

/// Describes a struct's fields. `docs/tutorial.md` shows the forms; `(…, required)` makes a missing field an error.
#define SEATHRIFT_STRUCT(S, ...)                                                                                       \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_STRUCT, S)                                                                          \
  SEATHRIFT_JOIN(SEATHRIFT_RECORD_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(SEATHRIFT_STRUCT, S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Lets one source file own what encodes and decodes a struct, for one protocol: `SEATHRIFT_EXTERN(Work, seathrift::Compact)` behind its
/// description; seathrift::RecordCodec says how the file owns it. All others compile less. Not for constant expressions.
#define SEATHRIFT_EXTERN(S, P)                                                                                         \
  static_assert(::seathrift::detail::Described<S>, "seathrift: SEATHRIFT_EXTERN(" #S ") of a struct that is not described; write it behind SEATHRIFT_STRUCT(" #S ", ...)"); \
  [[maybe_unused]] constexpr void seathrift_elsewhere(::seathrift::detail::tag<S>, const P*) {}

/// Describes an exception that methods may declare: a struct, or a class that derives from seathrift::Exception.
#define SEATHRIFT_EXCEPTION(S, ...)                                                                                    \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_EXCEPTION, S)                                                                       \
  SEATHRIFT_JOIN(SEATHRIFT_THROWN_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)
#define SEATHRIFT_THROWN_0(S, T, ...) SEATHRIFT_RECORD_0(SEATHRIFT_EXCEPTION, S, T)
#define SEATHRIFT_THROWN_(S, T, ...)                                                                                   \
  SEATHRIFT_RECORD_(SEATHRIFT_EXCEPTION, S, T, __VA_ARGS__)                                                            \
  [[maybe_unused]] constexpr void seathrift_is_exception(SEATHRIFT_TAG(T)) {}
#define SEATHRIFT_THROWN_1(S, T, ...)                                                                                  \
  SEATHRIFT_RECORD_1(SEATHRIFT_EXCEPTION, S, T, __VA_ARGS__)                                                           \
  [[maybe_unused]] constexpr void seathrift_is_exception(SEATHRIFT_TAG(T)) {}

// ---- union
#define SEATHRIFT_UNION_EXPLAIN(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_EXPLAIN_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_EXPLAIN_NOW(c, i, id, name, r)                                                                 \
  static_assert(!r, "seathrift: member '" #name "' of union " #c " is required, but a union holds one member; drop it"); \
  SEATHRIFT_ID_EXPLAIN(c, i, id, name)                                                                                 \
  static_assert(!seathrift_first.is(i, seathrift_F::unsigned_), "seathrift: member '" #name "' of union " #c " is unsigned, which Thrift does not have; use the signed type"); \
  static_assert(!seathrift_first.is(i, seathrift_F::indirect) && !seathrift_first.is(i, seathrift_F::number), "seathrift: member '" #name "' of union " #c " has a type that Thrift does not have; use one of the documented types"); \
  SEATHRIFT_TYPE_EXPLAIN("member '" #name "' of union " #c, i)
#define SEATHRIFT_UNION_REQUIRED(c, i, x) SEATHRIFT_FIELD(SEATHRIFT_UNION_REQUIRED_NOW, c, i, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_UNION_REQUIRED_NOW(c, i, id, name, r) || r

/// Describes the members of a union, a class that derives from seathrift::Union<…>, in the order of its types.
#define SEATHRIFT_UNION(S, ...)                                                                                        \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_UNION, S)                                                                             \
  SEATHRIFT_JOIN(SEATHRIFT_UNION_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)
#define SEATHRIFT_UNION_0(S, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_UNION, (1, name))
#define SEATHRIFT_UNION_(S, T, ...)                                                                            \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_UNION, S, T)                                                                           \
  static_assert(::seathrift::detail::is_union_type<T> || ::seathrift::detail::NotFound<T>, "seathrift: " #S " is no union; derive it from seathrift::Union<A, B>, or describe it with SEATHRIFT_STRUCT"); \
  SEATHRIFT_PLACE(SEATHRIFT_UNION, S, T)                                                                                  \
  SEATHRIFT_MEMBERS(S, T, __VA_ARGS__)                                                                                    \
  static_assert(::seathrift::detail::check_union<T, false>());
#define SEATHRIFT_UNION_1(S, T, ...)                                                                           \
  SEATHRIFT_REFUSE(SEATHRIFT_FIELD_FORM, "SEATHRIFT_UNION(" #S ")", __VA_ARGS__)                                                                        \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_UNION, S, T)                                                                           \
  SEATHRIFT_PLACE(SEATHRIFT_UNION, S, T)                                                                                  \
  SEATHRIFT_MEMBERS(S, T, )                                                                                               \
  void seathrift_refused(SEATHRIFT_TAG(T));
#define SEATHRIFT_MEMBERS(S, T, ...)                                                                                      \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_FIELD_TEXT, __VA_ARGS__)                                                                \
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

// ---- enum
#define SEATHRIFT_ENUMERATOR(c, i, x) ::seathrift::Enumerator{{#x, sizeof #x - 1}, static_cast<::std::int64_t>(seathrift_E::x)},
#define SEATHRIFT_ENUMERATOR_TEXT(c, i, x) {#x, sizeof #x - 1},
#define SEATHRIFT_ENUMERATOR_CHECK(c, i, x)                                                                            \
  static_assert(requires { seathrift_E::x; }, "seathrift: " #c " has no enumerator '" #x "'; write the names of those that it has, and nothing else"); \
  if constexpr (requires { seathrift_E::x; })                                                                          \
    static_assert(::seathrift::detail::fits_32_bits(seathrift_E::x), "seathrift: enumerator '" #x "' of " #c " has a value beyond 32 bits, as which an enum travels; use std::int64_t in the struct, or a smaller value");

/// Names an enum's enumerators, for text and IDL. An enum travels without it, too.
#define SEATHRIFT_ENUM(E, ...)                                                                                        \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_ENUM, E)                                                                             \
  SEATHRIFT_JOIN(SEATHRIFT_ENUM_, SEATHRIFT_FORM_OF(SEATHRIFT_ENUMERATOR_FORM, E, __VA_ARGS__))(E, SEATHRIFT_TYPE_NAME, __VA_ARGS__)
#define SEATHRIFT_ENUM_0(E, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_ENUM, ADD)
#define SEATHRIFT_ENUM_1(E, T, ...)                                                                                       \
  SEATHRIFT_REFUSE(SEATHRIFT_ENUMERATOR_FORM, "SEATHRIFT_ENUM(" #E ")", __VA_ARGS__)                                   \
  SEATHRIFT_ENUMERATORS(E, T, )
#define SEATHRIFT_ENUM_(E, T, ...)                                                                                        \
  static_assert(SEATHRIFT_IS_GIVEN(__VA_ARGS__), "seathrift: SEATHRIFT_ENUM(" #E ") lists no enumerators; write their names"); \
  SEATHRIFT_ENUMERATORS(E, T, __VA_ARGS__)
#define SEATHRIFT_ENUMERATORS(E, T, ...)                                                                                  \
  SEATHRIFT_MADE_TYPE(SEATHRIFT_ENUM, E, T)                                                                            \
  SEATHRIFT_PLACE(SEATHRIFT_ENUM, E, T)                                                                                   \
  static_assert(::seathrift::detail::each_enumerator(::std::to_array<::std::string_view>({SEATHRIFT_EACH(SEATHRIFT_ENUMERATOR_TEXT, E, __VA_ARGS__) {"", 0}})), "seathrift: SEATHRIFT_ENUM(" #E ") lists a name twice, or what is no name; write the name of each enumerator once, and nothing else"); \
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

// ---- service: its bases, of which there is at most one
#define SEATHRIFT_BASE(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_BASE_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_BASE_E(x) SEATHRIFT_BASE_E1(SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))
#define SEATHRIFT_BASE_E1(...) SEATHRIFT_BASE_E2(__VA_ARGS__)
#define SEATHRIFT_BASE_E2(...) __VA_OPT__(, __VA_ARGS__)
#define SEATHRIFT_BASE_T(x)

// ---- service: m(service, name, parameters …) for each method
#define SEATHRIFT_METHOD(m, c, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_, SEATHRIFT_ITEM(x))(m, c, x)
#define SEATHRIFT_METHOD_E(m, c, x)
#define SEATHRIFT_METHOD_T(m, c, x) SEATHRIFT_METHOD_T1(m, c, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_METHOD_T1(...) SEATHRIFT_METHOD_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_T2(m, ...) m(__VA_ARGS__)

// ---- a parameter: name or (id, name); an exception: Type or (id, Type) or (id, Type, name)
#define SEATHRIFT_PARAMETER_NAME_N(x) x
#define SEATHRIFT_PARAMETER_NAME_T(x) SEATHRIFT_SECOND x
#define SEATHRIFT_PARAMETER_ID(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_ID_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_ID_O(x)
#define SEATHRIFT_PARAMETER_ID_H(x)
#define SEATHRIFT_PARAMETER_ID_N(x) , ::seathrift::detail::by_position
#define SEATHRIFT_PARAMETER_ID_T(x) , SEATHRIFT_FIRST x
#define SEATHRIFT_PARAMETER_TEXT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_TEXT_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_TEXT_O(x)
#define SEATHRIFT_PARAMETER_TEXT_H(x)
#define SEATHRIFT_PARAMETER_TEXT_N(x) {#x, sizeof #x - 1},
#define SEATHRIFT_PARAMETER_TEXT_T(x) SEATHRIFT_TEXT(SEATHRIFT_SECOND x),
#define SEATHRIFT_PARAMETER_COUNT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_COUNT_, SEATHRIFT_ITEM(x))
#define SEATHRIFT_PARAMETER_COUNT_O
#define SEATHRIFT_PARAMETER_COUNT_H
#define SEATHRIFT_PARAMETER_COUNT_N +1
#define SEATHRIFT_PARAMETER_COUNT_T +1
#define SEATHRIFT_PARAMETER(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_PARAMETER_O(c, i, x)
#define SEATHRIFT_PARAMETER_H(c, i, x)
#define SEATHRIFT_PARAMETER_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> x
#define SEATHRIFT_PARAMETER_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> SEATHRIFT_SECOND x
#define SEATHRIFT_ARGUMENT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ARGUMENT_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_ARGUMENT_O(c, i, x)
#define SEATHRIFT_ARGUMENT_H(c, i, x)
#define SEATHRIFT_ARGUMENT_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(x)
#define SEATHRIFT_ARGUMENT_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(SEATHRIFT_SECOND x)
#define SEATHRIFT_THROWS(m, x) SEATHRIFT_JOIN(SEATHRIFT_THROWS_, SEATHRIFT_ITEM(x))(m, x)
#define SEATHRIFT_THROWS_O(m, x)
#define SEATHRIFT_THROWS_N(m, x)
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
#define SEATHRIFT_ONEWAY_O +1
#define SEATHRIFT_ONEWAY_H
#define SEATHRIFT_ONEWAY_N
#define SEATHRIFT_ONEWAY_T

#define SEATHRIFT_METHOD_TYPE(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TYPE_NOW, c, x)
#define SEATHRIFT_METHOD_TYPE_NOW(c, name, ...)                                                                        \
  , ::seathrift::detail::Method<&seathrift_S::name, (0 SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__)) != 0, \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>>
#define SEATHRIFT_METHOD_TEXT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TEXT_NOW, c, x)
#define SEATHRIFT_METHOD_TEXT_NOW(c, name, ...) {#name, sizeof #name - 1}, SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TEXTS, ~, __VA_ARGS__)
#define SEATHRIFT_METHOD_NAME(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_NAME_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_METHOD_NAME_E(x) "",
#define SEATHRIFT_METHOD_NAME_T(x) SEATHRIFT_METHOD_NAME_T1(SEATHRIFT_UNWRAP x, ~)
#define SEATHRIFT_METHOD_NAME_T1(...) SEATHRIFT_METHOD_NAME_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_NAME_T2(name, ...) {#name, sizeof #name - 1},
#define SEATHRIFT_METHOD_CHECK(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_CHECK_NOW, (c, i), x)
#define SEATHRIFT_METHOD_CHECK_NOW(ci, ...) SEATHRIFT_METHOD_CHECK_1(SEATHRIFT_UNWRAP ci, __VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_1(...) SEATHRIFT_METHOD_CHECK_2(__VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_2(c, i, name, ...)                                                                    \
  static_assert(!::seathrift::detail::reserved_name(#name), "seathrift: method '" #name "' of " #c " has a name that Client keeps for itself; rename it"); \
  static_assert(::seathrift::detail::first_name<typename seathrift_B::type>(seathrift_list.data(), i), "seathrift: method '" #name "' of " #c " has the name of another one of it or of its base, and on the wire they would be one; list it once, or rename it"); \
  if constexpr (requires { &seathrift_S::name; }) {                                                                    \
    static_assert(::seathrift::detail::PlainMethod<&seathrift_S::name>, "seathrift: '" #name "' of " #c " is static, or is no function; declare it as a member function"); \
    if constexpr (::seathrift::detail::PlainMethod<&seathrift_S::name>) {                                              \
      using seathrift_M = ::seathrift::detail::Signature<&seathrift_S::name>;                                          \
      using seathrift_I = ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>;       \
      constexpr bool seathrift_named = ::seathrift::detail::distinct_names({SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) ""}); \
      static_assert(seathrift_named, "seathrift: what SEATHRIFT_SERVICE(" #c ") lists behind '" #name "' are not the names of its parameters, each once; write (" #name ", num1, num2), or with ids (" #name ", (1, num1), (2, num2))"); \
      static_assert(!seathrift_named || seathrift_M::arity == (0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_COUNT, ~, __VA_ARGS__)), "seathrift: '" #name "' of " #c " has another number of parameters than SEATHRIFT_SERVICE names; name each parameter once, one called oneway with its id: (1, oneway)"); \
      static_assert(::seathrift::detail::by_value<seathrift_M>, "seathrift: '" #name "' of " #c " returns a reference, or takes one to change what it refers to; return by value, and take parameters by value or const&"); \
      static_assert(::std::is_same_v<typename seathrift_M::Service, seathrift_S>, "seathrift: '" #name "' of " #c " belongs to a base of it; list it there, and write extends(the base) here"); \
      static_assert(::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>::valid, "seathrift: two parameters of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(seathrift_I::valid, "seathrift: two exceptions of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(::seathrift::detail::throws_once<::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>, seathrift_I>, "seathrift: '" #name "' of " #c " throws one exception twice; list it once"); \
      constexpr int seathrift_oneway = 0 SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__);                       \
      static_assert(seathrift_oneway <= 1, "seathrift: '" #name "' of " #c " is oneway twice; say it once");           \
      static_assert(seathrift_oneway == 0 || (::std::is_void_v<typename seathrift_M::Result> && seathrift_I::size == 0), "seathrift: '" #name "' of " #c " is oneway but has a result or throws; nobody would receive it: make it void without throws, or drop oneway"); \
      seathrift_all = seathrift_all && seathrift_named;                                                                \
    } else {                                                                                                           \
      seathrift_all = false;                                                                                           \
    }                                                                                                                  \
  } else {                                                                                                             \
    static_assert(::seathrift::detail::NotFound<seathrift_S>, "seathrift: " #c " has no public method '" #name "', or overloads it; declare it once, with a name of its own"); \
    seathrift_all = false;                                                                                             \
  }
#define SEATHRIFT_METHOD_TRAVELS(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TRAVELS_NOW, c, x)
#define SEATHRIFT_METHOD_TRAVELS_NOW(c, name, ...)                                                                     \
  {                                                                                                                    \
  using seathrift_X = ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>; \
  static_assert(::seathrift::detail::parameters_accepted<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " has a parameter of a type that Thrift does not have, or that is only declared; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(!::seathrift::detail::parameters_accepted<&seathrift_S::name>() || ::seathrift::detail::result_accepted<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(!::seathrift::detail::returns_view<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a view, whose bytes nobody would keep; return std::string or std::vector<std::byte>"); \
  static_assert(::seathrift::detail::throws_travel<seathrift_X>(), "seathrift: '" #name "' of " #c " throws a type that is no described struct; write SEATHRIFT_EXCEPTION(...) behind it, in its namespace"); \
  static_assert(::seathrift::detail::throws_copied<seathrift_X>, "seathrift: '" #name "' of " #c " throws what can't be copied, so that a client could not throw it; let it hold a std::shared_ptr instead of a std::unique_ptr"); \
  seathrift_all = seathrift_all && ::seathrift::detail::method_travels<&seathrift_S::name, seathrift_X>();             \
  }
#define SEATHRIFT_STUB(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_STUB_NOW, c, x)
#define SEATHRIFT_STUB_NOW(c, name, ...)                                                                               \
  ::seathrift::detail::result_of<&seathrift_S::name> name(SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER, (&seathrift_S::name), __VA_ARGS__)) { \
    return static_cast<seathrift_Link*>(this)->template seathrift_call<&seathrift_S::name>(SEATHRIFT_EACH_INNER(SEATHRIFT_ARGUMENT, (&seathrift_S::name), __VA_ARGS__)); \
  }
#define SEATHRIFT_INVOKER(name) [](auto& seathrift_handler, auto&&... seathrift_a) -> decltype(seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...)) { return seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...); }
#define SEATHRIFT_VISIT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_VISIT_NOW, c, x)
#define SEATHRIFT_VISIT_NOW(c, name, ...) seathrift_visitor.template operator()<&seathrift_S::name>(SEATHRIFT_INVOKER(name));
// What fits is asked first, of all methods, so that of several that do not the first alone is named.
#define SEATHRIFT_FIT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_FIT_, SEATHRIFT_ITEM(x))(i)
#define SEATHRIFT_FIT_E(i) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_T(i) seathrift_fit_##i,
#define SEATHRIFT_ASK(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_ASK_NOW, i, x)
#define SEATHRIFT_ASK_NOW(i, name, ...)                                                                                \
  [[maybe_unused]] constexpr auto seathrift_invoker_##i = SEATHRIFT_INVOKER(name);                                  \
  constexpr auto seathrift_fit_##i = ::seathrift::detail::handler_fit<&seathrift_S::name, seathrift_H, decltype(seathrift_invoker_##i)>(requires { &seathrift_H::name; }, \
      requires { requires __is_base_of(seathrift_S, seathrift_H); requires __is_same(decltype(&seathrift_S::name), decltype(&seathrift_H::name)); });
#define SEATHRIFT_HANDLER(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_HANDLER_NOW, (c, i), x)
#define SEATHRIFT_HANDLER_NOW(ci, name, ...) SEATHRIFT_HANDLER_NOW1(SEATHRIFT_UNWRAP ci, name)
#define SEATHRIFT_HANDLER_NOW1(...) SEATHRIFT_HANDLER_NOW2(__VA_ARGS__)
#define SEATHRIFT_HANDLER_NOW2(c, i, name)                                                                             \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::missing), "seathrift: the handler of " #c " has no public method '" #name "', or none of that name that fits; add it with the parameters and result that " #c " declares, and pass the handler itself, std::ref of it, or a factory taking const ConnectionInfo&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::parameters), "seathrift: method '" #name "' of the handler of " #c " takes other parameters than " #c "::" #name ", or the handler is const and it is not; let them match, by value or const&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::result), "seathrift: method '" #name "' of the handler of " #c " returns another type than " #c "::" #name "; let it match");

/// Describes a service: a struct that declares its methods, which nobody defines. It has external linkage.
#define SEATHRIFT_SERVICE(S, ...)                                                                                        \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_SERVICE, S)                                                                             \
  SEATHRIFT_JOIN(SEATHRIFT_SERVICE_, SEATHRIFT_FORM_OF(SEATHRIFT_METHOD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)
#define SEATHRIFT_SERVICE_0(S, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_SERVICE, (method))
#define SEATHRIFT_SERVICE_1(S, T, ...)                                                                                 \
  SEATHRIFT_REFUSE(SEATHRIFT_METHOD_FORM, "SEATHRIFT_SERVICE(" #S ")", __VA_ARGS__)                                    \
  void seathrift_refused(::seathrift::detail::tag<S>);                                                                 \
  SEATHRIFT_SERVICE_(S, T, )
#define SEATHRIFT_SERVICE_(S, T, ...)                                                                                  \
  SEATHRIFT_TYPE_TEXT(SEATHRIFT_SERVICE, S)                                                                            \
  SEATHRIFT_TYPE(S, T)                                                                                                 \
  SEATHRIFT_PLACE(SEATHRIFT_SERVICE, S, T)                                                                                \
  static_assert(::std::is_class_v<T>, "seathrift: " #S " is no class, or no name of one; write struct " #S " with the methods as functions, and SEATHRIFT_SERVICE behind it"); \
  [[maybe_unused]] constexpr void seathrift_is_service(SEATHRIFT_TAG(T)) {}                                                  \
  [[maybe_unused]] constexpr auto seathrift_base(SEATHRIFT_TAG(T)) { return ::seathrift::detail::bases<T SEATHRIFT_EACH(SEATHRIFT_BASE, ~, __VA_ARGS__)>{}; } \
  [[maybe_unused]] constexpr auto seathrift_listed(SEATHRIFT_TAG(T)) {                                                 \
    return ::std::to_array<::std::string_view>({SEATHRIFT_EACH(SEATHRIFT_METHOD_NAME, S, __VA_ARGS__) {"", 0}});       \
  }                                                                                                                    \
  static_assert(::seathrift::detail::each_method_named(seathrift_listed(SEATHRIFT_TAG(T){})), "seathrift: SEATHRIFT_SERVICE(" #S ") lists a method by what is no name; write each as (name, its parameters' names ...), its name without its type or class"); \
  template <class seathrift_S = T>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(T)) {                                                        \
    bool seathrift_all = true;                                                                                         \
    [[maybe_unused]] constexpr auto seathrift_list = seathrift_listed(SEATHRIFT_TAG(T){});                             \
    using seathrift_B = decltype(seathrift_base(::seathrift::detail::tag<seathrift_S>{}));                             \
    static_assert(::seathrift::detail::is_name(#S), "seathrift: SEATHRIFT_SERVICE(" #S ") is not given a bare name; declare the service at namespace scope, and put the macro behind it, in its namespace"); \
    static_assert(!::seathrift::detail::is_hidden<seathrift_S>(), "seathrift: " #S " is in an anonymous namespace, but its methods need linkage; give the namespace a name"); \
    static_assert(seathrift_B::size <= 1, "seathrift: " #S " extends more than one service; in Thrift it can extend one"); \
    static_assert(seathrift_B::described, "seathrift: what " #S " extends is no service; write SEATHRIFT_SERVICE(...) behind the base, in its namespace"); \
    static_assert(seathrift_B::derived, "seathrift: " #S " extends a service that it does not derive from; write struct " #S " : the base"); \
    static_assert(seathrift_B::size != 0 || ::seathrift::detail::Refused<seathrift_S> || !::seathrift::detail::DerivesFromService<seathrift_S>, "seathrift: " #S " derives from a service that it does not extend; write SEATHRIFT_SERVICE(" #S ", extends(the base), ...)"); \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_CHECK, S, __VA_ARGS__)                                                             \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<T>{}) || true);                                               \
  template <class seathrift_S = T>                                                                                     \
  auto seathrift_methods(SEATHRIFT_TAG(T))                                                                  \
      -> ::seathrift::detail::TypeList<void SEATHRIFT_EACH(SEATHRIFT_METHOD_TYPE, S, __VA_ARGS__)>;                    \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_METHOD_TEXT, __VA_ARGS__)                                                               \
  template <class seathrift_S = T>                                                                                     \
  consteval bool seathrift_methods_travel(SEATHRIFT_TAG(T)) {                                               \
    bool seathrift_all = true;                                                                                         \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_TRAVELS, S, __VA_ARGS__)                                                           \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  template <class seathrift_Link, class seathrift_S = T>                                                               \
  struct seathrift_stub_##S : ::seathrift::detail::stub_of<::seathrift::detail::base_of<seathrift_S>, seathrift_Link> { \
    SEATHRIFT_EACH(SEATHRIFT_STUB, S, __VA_ARGS__)                                                                     \
  };                                                                                                                   \
  template <class seathrift_Link>                                                                                      \
  ::std::type_identity<seathrift_stub_##S<seathrift_Link>> seathrift_stub(SEATHRIFT_TAG(T), seathrift_Link*); \
  template <class seathrift_V, class seathrift_S = T>                                                                  \
  constexpr void seathrift_visit(SEATHRIFT_TAG(T), [[maybe_unused]] seathrift_V&& seathrift_visitor) {      \
    SEATHRIFT_EACH(SEATHRIFT_VISIT, S, __VA_ARGS__)                                                                    \
  }                                                                                                                    \
  template <class seathrift_H, class seathrift_S = T>                                                                  \
  consteval bool seathrift_check_handler(SEATHRIFT_TAG(T)) {                                                \
    SEATHRIFT_EACH(SEATHRIFT_ASK, S, __VA_ARGS__)                                                                      \
    constexpr ::seathrift::detail::Fit seathrift_fits[] = {SEATHRIFT_EACH(SEATHRIFT_FIT, S, __VA_ARGS__) ::seathrift::detail::Fit::yes}; \
    constexpr auto seathrift_misfit = ::seathrift::detail::first_misfit(seathrift_fits);                               \
    SEATHRIFT_EACH(SEATHRIFT_HANDLER, S, __VA_ARGS__)                                                                  \
    return seathrift_misfit.fit == ::seathrift::detail::Fit::yes;                                                      \
  }
// clang-format on
