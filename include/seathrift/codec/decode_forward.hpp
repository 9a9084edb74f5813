// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which functions read values? They call each other, as types hold each other.

#include <cstddef>
#include <cstdint>

#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

// Functions that read a value return the position behind it, or nullptr, the error being in `in`.
// The end is passed by value where it is compared often: `in` escapes to functions that are not
// inlined, and would be loaded each time.
template <Protocol P, class T>
constexpr const std::byte* decode_value(Input& in, const std::byte* at, T& value);
template <Protocol P, class T>
constexpr const std::byte* decode_in_place(Input& in, const std::byte* at, T& value);
/// The general path, in search.hpp: reads the record from its K-th field on, whatever comes. At
/// nullptr, an error in that field has ended the record.
template <Protocol P, class T>
constexpr const std::byte* search_record(Input& in, const std::byte* at, T& value, std::size_t k,
                                         std::int32_t last);

template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_choice(Input& in, const std::byte* at,
                                                                 T& value);

}  // namespace seathrift::detail
