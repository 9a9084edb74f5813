// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which functions write values? They call each other, as types hold each other.

#include <cstddef>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

// `Reserved`: there is room for the value, of a flat type, up to its bound, and for `rest` bytes
// behind it. What is longer asks for its own room and for the rest.
template <Protocol P, bool Reserved, class Out, class T, class... F, std::size_t... K>
constexpr std::byte* encode_fields(typename Out::Passed out, std::byte* to, const T& value,
                                   std::size_t rest,
                                   IndexedTypes<std::index_sequence<K...>, F...>*);
template <Protocol P, bool Reserved, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_value(Out& out, std::byte* to, const T& value,
                                                          std::size_t rest = 0);
template <Protocol P, bool Reserved, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_field(Out& out, std::byte* to, const T& value,
                                                          int id, int& last, std::size_t rest = 0);
template <Protocol P, class T, class Out, class... F, std::size_t... K>
constexpr std::byte* encode_small(Out& out, std::byte* to, const T& value, std::size_t rest,
                                  IndexedTypes<std::index_sequence<K...>, F...>*);
template <Protocol P, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_only_member(Out& out, std::byte* to,
                                                                const T& value);

}  // namespace seathrift::detail
