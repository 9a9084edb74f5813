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

#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/forms.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/ladder.hpp>
#include <seathrift/schema/macros/enum.hpp>
#include <seathrift/schema/macros/record.hpp>
#include <seathrift/schema/macros/service.hpp>
#include <seathrift/schema/macros/type.hpp>
#include <seathrift/schema/macros/union.hpp>
#include <seathrift/schema/tag.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

/// Describes a struct's fields. `docs/tutorial.md` shows the forms; `(…, required)` makes a missing field an error.
#define SEATHRIFT_STRUCT(S, ...)                                                                                       \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_STRUCT, S)                                                                          \
  SEATHRIFT_JOIN(SEATHRIFT_RECORD_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(SEATHRIFT_STRUCT, S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Describes an exception that methods may declare: a struct, or a class that derives from seathrift::Exception.
#define SEATHRIFT_EXCEPTION(S, ...)                                                                                    \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_EXCEPTION, S)                                                                       \
  SEATHRIFT_JOIN(SEATHRIFT_THROWN_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Describes the members of a union, a class that derives from seathrift::Union<…>, in the order of its types.
#define SEATHRIFT_UNION(S, ...)                                                                                        \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_UNION, S)                                                                           \
  SEATHRIFT_JOIN(SEATHRIFT_UNION_, SEATHRIFT_FORM_OF(SEATHRIFT_FIELD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Names an enum's enumerators, for text and IDL. An enum travels without it, too.
#define SEATHRIFT_ENUM(E, ...)                                                                                         \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_ENUM, E)                                                                            \
  SEATHRIFT_JOIN(SEATHRIFT_ENUM_, SEATHRIFT_FORM_OF(SEATHRIFT_ENUMERATOR_FORM, E, __VA_ARGS__))(E, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Describes a service: a struct that declares its methods, which nobody defines. It has external linkage.
#define SEATHRIFT_SERVICE(S, ...)                                                                                      \
  SEATHRIFT_AT_NAMESPACE(SEATHRIFT_SERVICE, S)                                                                         \
  SEATHRIFT_JOIN(SEATHRIFT_SERVICE_, SEATHRIFT_FORM_OF(SEATHRIFT_METHOD_FORM, S, __VA_ARGS__))(S, SEATHRIFT_TYPE_NAME, __VA_ARGS__)

/// Lets one source file own what encodes and decodes a struct, for one protocol: `SEATHRIFT_EXTERN(Work, seathrift::Compact)` behind its
/// description; seathrift::RecordCodec says how the file owns it. All others compile less. Not for constant expressions.
#define SEATHRIFT_EXTERN(S, P)                                                                                         \
  static_assert(::seathrift::detail::Described<S>, "seathrift: SEATHRIFT_EXTERN(" #S ") of a struct that is not described; write it behind SEATHRIFT_STRUCT(" #S ", ...)"); \
  [[maybe_unused]] constexpr void seathrift_elsewhere(::seathrift::detail::tag<S>, const P*) {}
// clang-format on
