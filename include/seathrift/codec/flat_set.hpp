// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which sets are a sequence in order, and how does one get its elements? Boost.Container's flat
// sets travel as that sequence does: numbers at once.

#include <concepts>
#include <type_traits>

#include <seathrift/codec/kernel/ascend.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>

/// Who has a flat set has included it.
namespace boost::container {
struct ordered_unique_range_t;
}

namespace seathrift::detail {

/// A set whose sequence can be looked at, taken out and put back.
template <class T>
concept FlatSet = (kind_of<T> == Kind::set) && requires(T& set, const T& same) {
  requires(kind_of<typename T::sequence_type> == Kind::sequence);
  requires std::same_as<typename T::sequence_type::value_type, typename T::key_type>;
  { same.sequence() } -> std::same_as<const typename T::sequence_type&>;
  { set.extract_sequence() } -> std::same_as<typename T::sequence_type>;
  set.adopt_sequence(set.extract_sequence());
};

/// Says that each element is greater than the one before. (It is declared above only: its name has
/// to depend on the set.)
template <class T>
using StrictlyAscending =
    std::conditional_t<FlatSet<T>, boost::container::ordered_unique_range_t, void>;

/// True for keys that may be sorted, whatever a peer sends: not for numbers that can be NaN, which
/// has no place in an order, nor for records, which may hold one.
template <class Key>
inline constexpr bool is_sortable =
    kind_of<Key> == Kind::integer || kind_of<Key> == Kind::enumeration || Stringlike<Key>;

/// True when the elements are in the order of the set, none there twice.
template <FlatSet T>
[[nodiscard]] bool is_ordered(const T& set, const typename T::sequence_type& elements) {
  if constexpr (kind_of<typename T::key_type> == Kind::integer &&
                is_less<typename T::key_compare>() && requires { elements.data(); }) {
    return ascends(elements.data(), elements.size());
  } else {
    const auto less = set.key_comp();
    auto each = elements.begin();
    const auto end = elements.end();
    if (each == end) return true;
    for (auto before = each; ++each != end; ++before)
      if (!less(*before, *each)) return false;
    return true;
  }
}

/// Gives an empty set its elements. In the order of the set they are taken as they are; else they
/// are sorted, as to insert them one by one takes time in the square of their number.
template <FlatSet T>
void adopt(T& set, typename T::sequence_type&& elements) {
  if (is_ordered(set, elements))
    set.adopt_sequence(StrictlyAscending<T>{}, static_cast<typename T::sequence_type&&>(elements));
  else if constexpr (is_sortable<typename T::key_type>)
    set.adopt_sequence(static_cast<typename T::sequence_type&&>(elements));
  else
    for (auto&& element : elements)
      set.insert(set.end(), static_cast<typename T::key_type&&>(element));
}

}  // namespace seathrift::detail
