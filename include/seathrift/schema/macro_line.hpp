// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is a macro the first for its type, and what are the functions of a second one found by?

#include <type_traits>

#include <seathrift/schema/tag.hpp>

namespace seathrift::detail {

/// True while T has been described in the part of the program that the compiler has read; `Unique`
/// keeps the compiler from remembering the answer.
template <class T, class Unique>
inline constexpr bool described_yet = requires {
  seathrift_described(tag<T>{});
};

/// A line of the source, as a type.
template <int>
struct Line {};

/// Stands for a type in a second macro for it.
template <class T, int>
struct Again {};

/// What the functions of the macro in that line are found by.
template <class T, bool Seen, int AtLine>
using line_tag = tag<std::conditional_t<Seen, Again<T, AtLine>, T>>;

}  // namespace seathrift::detail
