// SPDX-License-Identifier: Apache-2.0
#pragma once
// In which order do a record's fields travel? By id, whatever order declares them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// The order in which fields travel: by id, as Apache's writers have it, whatever order declares
/// them.
template <std::size_t Size>
consteval std::array<std::uint16_t, Size + 1> order_by_id(const std::array<int, Size + 1>& ids) {
  std::array<std::uint16_t, Size + 1> order{};
  // Each access to the arrays themselves would be a call.
  std::uint16_t* const places = order.data();
  const int* const id = ids.data();
  for (std::size_t i = 0; i < Size; ++i) {
    std::size_t at = i;
    for (; at > 0 && id[places[at - 1]] > id[i]; --at) places[at] = places[at - 1];
    places[at] = static_cast<std::uint16_t>(i);
  }
  return order;
}

/// The order of fields with these ids, which all records share that have them.
template <int... Id>
inline constexpr auto order_of_ids = order_by_id<sizeof...(Id)>({Id..., 0});
template <class... F>
consteval const auto& order_of_fields(TypeList<void, F...>*) {
  return order_of_ids<F::id...>;
}
template <class T>
inline constexpr const auto& wire_order =
    order_of_fields(static_cast<typename Record<T>::List*>(nullptr));

template <class... F>
consteval bool are_in_order(TypeList<void, F...>*) {
  const int ids[] = {F::id..., 0};
  for (std::size_t i = 1; i < sizeof...(F); ++i)
    if (ids[i] < ids[i - 1]) return false;
  return true;
}
template <class T>
inline constexpr bool declared_in_order =
    are_in_order(static_cast<typename Record<T>::List*>(nullptr));

template <class T, class Indices = std::make_index_sequence<Record<T>::size>>
struct Sorted;
template <class T, std::size_t... I>
struct Sorted<T, std::index_sequence<I...>> {
  using type = TypeList<void, typename Record<T>::template field<wire_order<T>[I]>...>;
};
template <class T>
struct wire_list {
  using type = typename Sorted<T>::type;
};
template <class T>
requires(declared_in_order<T>) struct wire_list<T> {
  using type = typename Record<T>::List;
};
/// A record's fields in the order of the wire.
template <class T>
using wire_fields = typename wire_list<T>::type;

/// The first of them, or all, as a parameter for a function that folds over them.
template <class T>
inline constexpr typename Portion<wire_fields<T>>::type::Indexed* in_wire_order = nullptr;

}  // namespace seathrift::detail
