// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are arguments read whose types have been forgotten? By a constant that all methods with the
// same ids and types share.

#include <array>
#include <cstddef>
#include <utility>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/search.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

template <Protocol P, class Ids, class... T>
inline constexpr auto incoming_fields = [] {
  constexpr std::size_t size = sizeof...(T);
  const FieldType* const given[] = {&field_type<P, T, false>..., nullptr};
  std::array<FieldEntry, size + 1> fields{};
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = order_of<Ids>[i];
    fields[i] = FieldEntry(*given[place], Ids::values[place], false, i);
  }
  return fields;
}();

template <class Ids>
inline constexpr RecordNames incoming_names = {argument_names.data(), argument_names.data() + 1,
                                               order_of<Ids>.data(), Ids::size};

/// Arguments that are not in a message stay as they were made.
template <Protocol P, class Ids, class... T>
inline constexpr RecordTable incoming_table =
    make_record_table(incoming_fields<P, Ids, T...>.data(), 0, incoming_names<Ids>,
                      new_record<P, EmptyAnswer>, Places{nullptr, nullptr}, nullptr);

/// Reads arguments of types that it knows, to their addresses.
template <Protocol P, class Ids, class... T, std::size_t... I>
SEATHRIFT_ALWAYS_INLINE const std::byte* decode_straight(Input& in, const std::byte* at,
                                                         void* const* addresses,
                                                         std::index_sequence<I...> indices) {
  Arguments<Ids, decltype(indices), T&...> record{{*static_cast<T*>(addresses[I])}...};
  return decode_in_place<P>(in, at, record);
}
template <Protocol P, class Ids, class... T>
const std::byte* decode_values(Input& in, const std::byte* at, void* const* addresses) {
  return decode_straight<P, Ids, T...>(in, at, addresses, std::index_sequence_for<T...>{});
}

/// What reads arguments: a function, or the fields of a table.
struct IncomingPlan {
  const std::byte* (*decode)(Input&, const std::byte*, void* const* addresses) = nullptr;
  const RecordTable* table = nullptr;
};

template <Protocol P, class Ids, class... T>
inline constexpr IncomingPlan incoming_plan = [] {
  IncomingPlan plan;
  if constexpr (goes_by_table<T...>)
    plan.table = &incoming_table<P, Ids, T...>;
  else
    plan.decode = &decode_values<P, Ids, T...>;
  return plan;
}();

/// Reads arguments to their addresses, which stand in the order of the parameters.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* decode_arguments(Input& in, const std::byte* at,
                                                     const IncomingPlan& plan,
                                                     void* const* addresses) {
  if (plan.table == nullptr) return plan.decode(in, at, addresses);
  const RecordNames& names = plan.table->names;
  Place places[argument_names.size() + 1];
  for (std::size_t i = 0; i < names.size; ++i)
    places[i] = reinterpret_cast<Place>(addresses[names.order[i]]);
  return search_fields<P, false>(in, at, 0, places, *plan.table, {0, 0});
}

}  // namespace seathrift::detail
