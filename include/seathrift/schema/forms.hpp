// SPDX-License-Identifier: Apache-2.0
#pragma once
// Has what a macro lists the form that the macro takes? Asked of the tokens, before anything is
// made of them that would not compile.

#include <seathrift/schema/ladder.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

#define SEATHRIFT_FIRST(a, ...) a
#define SEATHRIFT_SECOND(...) SEATHRIFT_SECOND_NOW(__VA_ARGS__)
#define SEATHRIFT_SECOND_NOW(a, b, ...) b
#define SEATHRIFT_UNWRAP(...) __VA_ARGS__
#define SEATHRIFT_DROP(...)

// ---- telling items apart: a parenthesised one (T), a bare word (N), oneway (O), throws(…) (H), extends(…) (E), a type (X), a number (D), the
// end of the ladder (M). The macro is called so for the sake of the compiler's message about what can't be pasted to it: a string, a sign.
#define SEATHRIFT_PROBE(...) ~, 1,
#define SEATHRIFT_IS_WRAPPED(x) SEATHRIFT_SECOND(SEATHRIFT_PROBE x, 0, ~)
#define SEATHRIFT_WORD(x) SEATHRIFT_WORD_NOW(x)
#define SEATHRIFT_WORD_NOW(x) SEATHRIFT_SECOND(SEATHRIFT_a_name_belongs_here_not_##x, N, ~)
#define SEATHRIFT_ITEM(x) SEATHRIFT_JOIN(SEATHRIFT_ITEM_, SEATHRIFT_IS_WRAPPED(x))(x)
#define SEATHRIFT_ITEM_1(x) T
#define SEATHRIFT_ITEM_0(x) SEATHRIFT_WORD(x)
#define SEATHRIFT_a_name_belongs_here_not_oneway ~, O,
#define SEATHRIFT_a_name_belongs_here_not_throws(...) ~, H,
#define SEATHRIFT_a_name_belongs_here_not_extends(...) ~, E,
#define SEATHRIFT_a_name_belongs_here_not_seathrift_too_many ~, M,
// What begins with one of these is no name (nor is a number, see the ladder).
#define SEATHRIFT_a_name_belongs_here_not_ ~, X,
#define SEATHRIFT_a_name_belongs_here_not_auto ~, X,
#define SEATHRIFT_a_name_belongs_here_not_bool ~, X,
#define SEATHRIFT_a_name_belongs_here_not_char ~, X,
#define SEATHRIFT_a_name_belongs_here_not_const ~, X,
#define SEATHRIFT_a_name_belongs_here_not_double ~, X,
#define SEATHRIFT_a_name_belongs_here_not_float ~, X,
#define SEATHRIFT_a_name_belongs_here_not_int ~, X,
#define SEATHRIFT_a_name_belongs_here_not_long ~, X,
#define SEATHRIFT_a_name_belongs_here_not_short ~, X,
#define SEATHRIFT_a_name_belongs_here_not_signed ~, X,
#define SEATHRIFT_a_name_belongs_here_not_std ~, X,
#define SEATHRIFT_a_name_belongs_here_not_throw ~, X,
#define SEATHRIFT_a_name_belongs_here_not_unsigned ~, X,
#define SEATHRIFT_a_name_belongs_here_not_void ~, X,

// A field's second and third word: required (R), nothing (S), the end of the ladder (M), a type (X), anything else (N). What is pasted stands
// behind it, which a string, -1 and &S::name take as well: they are refused as names, by the compiler and not by the preprocessor. Behind a
// bracket (Q) it is not pasted, which is an error, and stands there by itself.
#define SEATHRIFT_FIELD_WORD(x) SEATHRIFT_FIELD_WORD_NOW(x)
#define SEATHRIFT_FIELD_WORD_NOW(x) SEATHRIFT_SECOND(x##_SEATHRIFT_no_name_ends_so, N, ~)
#define _SEATHRIFT_no_name_ends_so ~, Q,
#define seathrift_bracket_SEATHRIFT_no_name_ends_so ~, Q,
#define required_SEATHRIFT_no_name_ends_so ~, R,
#define seathrift_none_SEATHRIFT_no_name_ends_so ~, S,
#define seathrift_too_many_SEATHRIFT_no_name_ends_so ~, M,
#define bool_SEATHRIFT_no_name_ends_so ~, X,
#define char_SEATHRIFT_no_name_ends_so ~, X,
#define double_SEATHRIFT_no_name_ends_so ~, X,
#define float_SEATHRIFT_no_name_ends_so ~, X,
#define int_SEATHRIFT_no_name_ends_so ~, X,
#define long_SEATHRIFT_no_name_ends_so ~, X,
#define short_SEATHRIFT_no_name_ends_so ~, X,
#define void_SEATHRIFT_no_name_ends_so ~, X,

// ---- Each of the *_FORM macros gives the text of what is wrong with an item, and a comma; nothing when it is well formed. `in` is the text
// of the macro and what it describes.
#define SEATHRIFT_TAIL_FORM(in, x) SEATHRIFT_JOIN(SEATHRIFT_TAIL_FORM_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_DROP x))(in, x)
#define SEATHRIFT_TAIL_FORM_(in, x)
#define SEATHRIFT_TAIL_FORM_1(in, x) "seathrift: '" #x "' in " in " goes on behind its parentheses; put a comma between two items, and all that belongs to one into its parentheses",

// A field: (id, name), (id, name, required), (name), (name, required).
#define SEATHRIFT_FIELD_FORM(in, i, x) SEATHRIFT_JOIN(SEATHRIFT_FIELD_FORM_, SEATHRIFT_IS_WRAPPED(x))(in, x)
#define SEATHRIFT_FIELD_FORM_0(in, x) "seathrift: '" #x "' in " in " stands without parentheses; write each field as (1, name), with its id, and describe a type with a comma in it behind a using",
#define SEATHRIFT_FIELD_FORM_1(in, x) SEATHRIFT_JOIN(SEATHRIFT_FIELD_TAIL_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_DROP x))(in, x)
#define SEATHRIFT_FIELD_TAIL_1(in, x) SEATHRIFT_TAIL_FORM_1(in, x)
#define SEATHRIFT_FIELD_TAIL_(in, x) SEATHRIFT_FIELD_FORM_2(in, x, SEATHRIFT_UNWRAP x, seathrift_none, seathrift_none, seathrift_none, ~)
#define SEATHRIFT_FIELD_FORM_2(...) SEATHRIFT_FIELD_FORM_3(__VA_ARGS__)
#define SEATHRIFT_FIELD_FORM_3(in, x, a, b, r, d, ...)                                                                 \
  SEATHRIFT_JOIN(SEATHRIFT_NAME_FORM_, SEATHRIFT_FIELD_WORD(SEATHRIFT_JOIN(SEATHRIFT_FIELD_NAME_, SEATHRIFT_FIELD_WORD(b))(a, b)))(in, x) \
  SEATHRIFT_JOIN(SEATHRIFT_REST_FORM_, SEATHRIFT_FIELD_WORD(r))(in, x)                                                 \
  SEATHRIFT_JOIN(SEATHRIFT_REST_FORM_, SEATHRIFT_FIELD_WORD(SEATHRIFT_JOIN(SEATHRIFT_FIELD_LAST_, SEATHRIFT_FIELD_WORD(r))(d)))(in, x)
#define SEATHRIFT_FIELD_NAME_N(a, b) b
#define SEATHRIFT_FIELD_NAME_X(a, b) b
#define SEATHRIFT_FIELD_NAME_M(a, b) b
#define SEATHRIFT_FIELD_NAME_Q(a, b) seathrift_bracket
#define SEATHRIFT_FIELD_NAME_R(a, b) a
#define SEATHRIFT_FIELD_NAME_S(a, b) a
#define SEATHRIFT_FIELD_LAST_N(d) seathrift_none
#define SEATHRIFT_FIELD_LAST_Q(d) seathrift_none
#define SEATHRIFT_FIELD_LAST_R(d) SEATHRIFT_JOIN(SEATHRIFT_FIELD_LAST_R_, SEATHRIFT_FIELD_WORD(d))
#define SEATHRIFT_FIELD_LAST_R_N seathrift_more
#define SEATHRIFT_FIELD_LAST_R_Q seathrift_more
#define SEATHRIFT_FIELD_LAST_R_R seathrift_more
#define SEATHRIFT_FIELD_LAST_R_S seathrift_none
#define SEATHRIFT_FIELD_LAST_S(d) seathrift_none
#define SEATHRIFT_NAME_FORM_N(in, x)
#define SEATHRIFT_NAME_FORM_R(in, x)
#define SEATHRIFT_NAME_FORM_S(in, x)
#define SEATHRIFT_NAME_FORM_X(in, x) "seathrift: '" #x "' in " in " has no name where a field's name belongs; write (1, name): the id, then the name without its type",
#define SEATHRIFT_NAME_FORM_Q(in, x) SEATHRIFT_NAME_FORM_X(in, x)
#define SEATHRIFT_NAME_FORM_M(in, x) "seathrift: " in " lists more than 512 fields; put some into a struct of their own",
#define SEATHRIFT_REST_FORM_S(in, x)
#define SEATHRIFT_REST_FORM_R(in, x)
#define SEATHRIFT_REST_FORM_Q(in, x) SEATHRIFT_REST_FORM_N(in, x)
#define SEATHRIFT_REST_FORM_N(in, x) "seathrift: '" #x "' in " in " has more behind a field's name than the word required; write (1, name) or (1, name, required), and std::optional in the struct for what is optional",

// An enumerator: its name.
#define SEATHRIFT_ENUMERATOR_FORM(in, i, x) SEATHRIFT_JOIN(SEATHRIFT_ENUMERATOR_FORM_, SEATHRIFT_IS_WRAPPED(x))(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_0(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_1(in, x) SEATHRIFT_JOIN(SEATHRIFT_ENUMERATOR_FORM_, SEATHRIFT_FIELD_WORD(SEATHRIFT_FIRST x))(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_M(in, x) "seathrift: " in " lists more than 512 enumerators; leave out those without need of a name",
#define SEATHRIFT_ENUMERATOR_FORM_N(in, x) "seathrift: '" #x "' in " in " stands in parentheses; write the names of the enumerators without",
#define SEATHRIFT_ENUMERATOR_FORM_Q(in, x) SEATHRIFT_ENUMERATOR_FORM_N(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_R(in, x) SEATHRIFT_ENUMERATOR_FORM_N(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_S(in, x) SEATHRIFT_ENUMERATOR_FORM_N(in, x)
#define SEATHRIFT_ENUMERATOR_FORM_X(in, x) SEATHRIFT_ENUMERATOR_FORM_N(in, x)

// A method: (name, parameters …), or extends(…) in its place.
#define SEATHRIFT_METHOD_FORM(in, i, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_FORM_, SEATHRIFT_ITEM(x))(in, x)
#define SEATHRIFT_METHOD_FORM_E(in, x) SEATHRIFT_JOIN(SEATHRIFT_TAIL_FORM_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_JOIN(SEATHRIFT_BEHIND_, x)))(in, x)
#define SEATHRIFT_METHOD_FORM_N(in, x) "seathrift: '" #x "' in " in " is neither a method nor extends(...); write a method as (name, its parameters' names ...)",
#define SEATHRIFT_METHOD_FORM_O(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_H(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_X(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_D(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_T(in, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_TAIL_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_DROP x))(in, x)
#define SEATHRIFT_METHOD_TAIL_1(in, x) SEATHRIFT_TAIL_FORM_1(in, x)
#define SEATHRIFT_METHOD_TAIL_(in, x) SEATHRIFT_METHOD_FORM_1(in, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_METHOD_FORM_1(...) SEATHRIFT_METHOD_FORM_2(__VA_ARGS__)
#define SEATHRIFT_METHOD_FORM_2(in, name, ...)                                                                         \
  SEATHRIFT_JOIN(SEATHRIFT_METHOD_FORM_NAMED_, SEATHRIFT_WORD(name))(in, name)                                         \
  SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_FORM, "'" #name "' in " in, __VA_ARGS__)
// What begins as a name may end as none: in oneway, or in a bracket, which is not pasted, so that the word stands there by itself.
#define SEATHRIFT_METHOD_FORM_NAMED_N(in, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_FORM_ENDS_, SEATHRIFT_SECOND(x##_SEATHRIFT_no_name_ends_so_here, N, ~))(in, x)
#define _SEATHRIFT_no_name_ends_so_here ~, X,
#define oneway_SEATHRIFT_no_name_ends_so_here ~, X,
#define SEATHRIFT_METHOD_FORM_ENDS_N(in, x)
#define SEATHRIFT_METHOD_FORM_ENDS_X(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_O(in, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_FORM_ONEWAY_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_JOIN(SEATHRIFT_BEHIND_, x)))(in, x)
#define SEATHRIFT_METHOD_FORM_ONEWAY_(in, x)
#define SEATHRIFT_METHOD_FORM_ONEWAY_1(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_H(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_E(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_X(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_D(in, x) SEATHRIFT_METHOD_FORM_N(in, x)
#define SEATHRIFT_METHOD_FORM_NAMED_M(in, x) "seathrift: " in " lists more than 512 methods; put some into a service that it extends",
#define SEATHRIFT_BEHIND_extends(...)
#define SEATHRIFT_BEHIND_throws(...)
#define SEATHRIFT_INSIDE_extends(...) __VA_ARGS__
#define SEATHRIFT_INSIDE_throws(...) __VA_ARGS__
#define SEATHRIFT_BEHIND_oneway

// What stands behind a method's name: a parameter, as name or (id, name), oneway, throws(…).
#define SEATHRIFT_PARAMETER_FORM(in, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_FORM_, SEATHRIFT_ITEM(x))(in, x)
#define SEATHRIFT_PARAMETER_FORM_N(in, x)
#define SEATHRIFT_PARAMETER_FORM_O(in, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_FORM_O_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_JOIN(SEATHRIFT_BEHIND_, x)))(in, x)
#define SEATHRIFT_PARAMETER_FORM_O_(in, x)
#define SEATHRIFT_PARAMETER_FORM_O_1(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_E(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_D(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_X(in, x) "seathrift: '" #x "' behind " in " is no name; write (name, num1, num2), with ids (name, (1, num1), (2, num2)), and throws(...) or oneway at the end",
#define SEATHRIFT_PARAMETER_FORM_T(in, x) SEATHRIFT_TAIL_FORM(in, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_FORM_T_, SEATHRIFT_WORD(SEATHRIFT_SECOND(SEATHRIFT_UNWRAP x, , ~)))(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_N(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_O(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_H(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_E(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_D(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_X(in, x) SEATHRIFT_PARAMETER_FORM_X(in, x)
#define SEATHRIFT_PARAMETER_FORM_T_M(in, x) "seathrift: " in " has more than 64 parameters; put some into a struct",
#define SEATHRIFT_PARAMETER_FORM_H(in, x) SEATHRIFT_JOIN(SEATHRIFT_TAIL_FORM_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_JOIN(SEATHRIFT_BEHIND_, x)))(in, x) SEATHRIFT_EACH_INMOST(SEATHRIFT_THROW_FORM, in, SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))

// An exception: Type, (id, Type) or (id, Type, name).
#define SEATHRIFT_THROW_FORM(in, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_FORM_, SEATHRIFT_ITEM(x))(in, x)
#define SEATHRIFT_THROW_FORM_N(in, x)
#define SEATHRIFT_THROW_FORM_O(in, x)
#define SEATHRIFT_THROW_FORM_H(in, x)
#define SEATHRIFT_THROW_FORM_E(in, x)
#define SEATHRIFT_THROW_FORM_X(in, x)
#define SEATHRIFT_THROW_FORM_D(in, x) SEATHRIFT_THROW_FORM_LONE_(in, x)
#define SEATHRIFT_THROW_FORM_T(in, x) SEATHRIFT_TAIL_FORM(in, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_FORM_T_, SEATHRIFT_WORD(SEATHRIFT_SECOND(SEATHRIFT_UNWRAP x, , ~)))(in, x)
#define SEATHRIFT_THROW_FORM_T_N(in, x)
#define SEATHRIFT_THROW_FORM_T_O(in, x)
#define SEATHRIFT_THROW_FORM_T_H(in, x)
#define SEATHRIFT_THROW_FORM_T_E(in, x)
#define SEATHRIFT_THROW_FORM_T_D(in, x) SEATHRIFT_THROW_FORM_LONE_(in, x)
#define SEATHRIFT_THROW_FORM_T_X(in, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_FORM_LONE_, SEATHRIFT_NOT_EMPTY(SEATHRIFT_SECOND(SEATHRIFT_UNWRAP x, , ~)))(in, x)
#define SEATHRIFT_THROW_FORM_T_M(in, x) "seathrift: " in " throws more than 32 exceptions; throw one that tells them apart",
#define SEATHRIFT_THROW_FORM_LONE_1(in, x)
#define SEATHRIFT_THROW_FORM_LONE_(in, x) "seathrift: '" #x "' in the throws(...) of " in " names no exception; write throws(Type), or with an id throws((1, Type)) or throws((1, Type, name))",
// clang-format on
