// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a record read? Expect each field where a writer of the same type puts it; at the first
// surprise, search.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_field.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// Whom a record's optional fields get the memory of their values from: itself, or nobody.
template <class T>
using MemoryHolder = std::conditional_t<Allocating<T>, T, NoHolder>;

/// Reads fields that follow each other, the first one being the From-th.
template <Protocol P, std::size_t From = 0, class T, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_portion(
    Progress& go, Input& in, T& value, IndexedTypes<std::index_sequence<K...>, F...>*) {
  constexpr const auto& fields = plan_of<P, T>.fields;
  [[maybe_unused]] constexpr bool stays = made_for_message<T>;
  [[maybe_unused]] T* const record = __builtin_addressof(value);
  [[maybe_unused]] const MemoryHolder<T>* holder = nullptr;
  if constexpr (Allocating<T>) holder = record;
  return (decode_member<P, form_of(fields[From + K], From + K, stays)>(
              go, in, record->*F::member, From + K, fields[From + K], fields[From + K + 1].window,
              holder, new_record<P, T>.is_empty) &&
          ...);
}

/// Reads the fields from the From-th on of a record that has more than one fold takes.
template <Protocol P, class T, std::size_t From>
constexpr bool decode_rest(Progress& go, Input& in, T& value) {
  using Some = Portion<wire_fields<T>, From>;
  const bool all =
      decode_portion<P, From>(go, in, value, static_cast<typename Some::type::Indexed*>(nullptr));
  if constexpr (Some::end < Record<T>::size)
    return all && decode_rest<P, T, Some::end>(go, in, value);
  else
    return all;
}

/// What errors say of a record.
struct RecordNames {
  const std::string_view* name;
  const std::string_view* fields;
  const std::uint16_t* order;
  std::size_t size;
};
template <class T>
inline constexpr RecordNames names_of = {&Record<T>::name, &Record<T>::names[0],
                                         wire_order<T>.data(), Record<T>::size};

/// Names the record and its K-th field, if there is one, as the place of an error, once.
SEATHRIFT_COLD constexpr const std::byte* blame(Input& in, const RecordNames& names,
                                                std::size_t k) noexcept {
  if (in.record == nullptr) {
    in.record = names.name;
    if (k < names.size) in.field = names.fields + names.order[k];
  }
  return nullptr;
}

SEATHRIFT_COLD constexpr const std::byte* too_deep(Input& in, const std::byte* at,
                                                   const RecordNames& names) noexcept {
  fail(in, Errc::depth_limit, at);
  return blame(in, names, names.size);
}

/// Reads a record, field by field as predicted, until the first surprise. `first` are the first
/// fields, mostly all. They are a parameter so that this is the one function that all of them are
/// inlined into: GCC optimises each level of functions in between again.
template <Protocol P, class T, class... F, std::size_t... K>
SEATHRIFT_ALIGNED inline constexpr const std::byte* decode_fields(
    Input& in, const std::byte* at, T& value,
    [[maybe_unused]] IndexedTypes<std::index_sequence<K...>, F...>* first) {
  if constexpr (is_recursive<T>) {
    if (in.depth == 0) [[unlikely]]
      return too_deep(in, at, names_of<T>);
    --in.depth;
  }
  if constexpr (optimize_size) {
    at = search_record<P>(in, at, value, 0, 0);
  } else {
    constexpr std::size_t size = Record<T>::size;
    constexpr const auto& fields = plan_of<P, T>.fields;
    [[maybe_unused]] constexpr bool stays = made_for_message<T>;
    [[maybe_unused]] T* const record = __builtin_addressof(value);
    [[maybe_unused]] const MemoryHolder<T>* holder = nullptr;
    if constexpr (Allocating<T>) holder = record;
    Progress go{at, in.end};
    bool predicted = (decode_member<P, form_of(fields[K], K, stays)>(
                          go, in, record->*F::member, K, fields[K], fields[K + 1].window, holder,
                          new_record<P, T>.is_empty) &&
                      ...);
    if constexpr (sizeof...(F) < size)
      predicted = predicted && decode_rest<P, T, sizeof...(F)>(go, in, value);
    if (predicted && go.meets_stop(size, fields[size].begins_window)) [[likely]]
      at = go.at + 1;
    else
      at = search_record<P>(in, go.at, value, go.stopped, go.last);
  }
  if constexpr (is_recursive<T>) ++in.depth;
  return at;
}

/// The same within the caller, for a record that costs less to read than a call.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_in_place(Input& in, const std::byte* at,
                                                                   T& value) {
  if constexpr (is_recursive<T> || optimize_size) {
    return decode_fields<P>(in, at, value, in_wire_order<T>);
  } else {
    using Some = Portion<wire_fields<T>>;
    constexpr std::size_t size = Record<T>::size;
    Progress go{at, in.end};
    bool predicted = decode_portion<P>(go, in, value, in_wire_order<T>);
    if constexpr (Some::end < size)
      predicted = predicted && decode_rest<P, T, Some::end>(go, in, value);
    if (predicted && go.meets_stop(size, plan_of<P, T>.fields[size].begins_window)) [[likely]]
      return go.at + 1;
    return search_record<P>(in, go.at, value, go.stopped, go.last);
  }
}

}  // namespace seathrift::detail
