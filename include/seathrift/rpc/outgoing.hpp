// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a message written whose types have been forgotten? By a constant that all methods with
// the same ids and types share.

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <seathrift/codec/encode_message.hpp>
#include <seathrift/codec/encode_value.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// What writes a field of a message: a function that all values of one type share.
struct OutgoingField {
  std::byte* (*encode)(Output<true>&, std::byte* to, const void* value, int id, int& last);
  /// In its place for a struct of SEATHRIFT_EXTERN: writes the value, behind the field's head.
  std::byte* (*encode_struct)(Output<true>&, std::byte* to, const void* value);
  int id;
  /// Which of the values it is.
  std::size_t place;
};

/// What writes a message. What `values` points to is known to the function alone.
struct OutgoingPlan {
  std::byte* (*encode)(Output<true>&, const MessageHead&, const void* values, const OutgoingPlan&);
  const OutgoingField* fields = nullptr;
  std::size_t size = 0;
};

template <Protocol P>
SEATHRIFT_NOINLINE std::byte* begin_field(Output<true>& out, std::byte* to, Type type, int id,
                                          int& last) {
  to = P::write_field(out.need(to, P::max_field_head), type, id, last);
  last = id;
  return to;
}

template <Protocol P, class T>
std::byte* encode_erased(Output<true>& out, std::byte* to, const void* from, int id, int& last) {
  const T& value = *static_cast<const T*>(from);
  if constexpr (Nullable<T>) {
    return value ? encode_erased<P, std::remove_cvref_t<decltype(*value)>>(
                       out, to, std::addressof(*value), id, last)
                 : to;
  } else if constexpr (Customised<T>) {
    const auto keep = without_gathering<T>(out);
    const auto& carried = Custom<T>::to_thrift(value);
    to = encode_erased<P, std::remove_cvref_t<decltype(carried)>>(out, to, std::addressof(carried),
                                                                  id, last);
    out.exchange_threshold(keep);
    return to;
  } else if constexpr (kind_of<T> == Kind::boolean) {
    to = out.need(to, P::max_field_head + P::max_size(Type::boolean));
    return P::write_scalar_field(to, Type::boolean, id, std::exchange(last, id), value);
  } else {
    return encode_value<P, false>(out, begin_field<P>(out, to, type_of<T>(), id, last), value);
  }
}

/// Writes the values whose addresses `values` is an array of.
template <Protocol P>
SEATHRIFT_NOINLINE std::byte* encode_by_table(Output<true>& out, const MessageHead& head,
                                              const void* values, const OutgoingPlan& plan) {
  const auto* const addresses = static_cast<const void* const*>(values);
  std::byte* to = encode_head<P>(out, head);
  int last = 0;
  for (std::size_t i = 0; i < plan.size; ++i) {
    const OutgoingField& field = plan.fields[i];
    const void* const value = addresses[field.place];
    if (field.encode_struct != nullptr)
      to =
          field.encode_struct(out, begin_field<P>(out, to, Type::structure, field.id, last), value);
    else
      to = field.encode(out, to, value, field.id, last);
  }
  to = out.need(to, 1);
  *to = std::byte{0};
  return to + 1;
}

/// Writes values of types that it knows.
template <Protocol P, class Ids, class... T, std::size_t... I>
SEATHRIFT_ALWAYS_INLINE std::byte* encode_straight(Output<true>& out, const MessageHead& head,
                                                   const void* const* addresses,
                                                   std::index_sequence<I...> indices) {
  const Arguments<Ids, decltype(indices), const T&...> record{
      {*static_cast<const T*>(addresses[I])}...};
  return encode_message<P>(out, head, record);
}
template <Protocol P, class Ids, class... T>
std::byte* encode_values(Output<true>& out, const MessageHead& head, const void* values,
                         const OutgoingPlan&) {
  return encode_straight<P, Ids, T...>(out, head, static_cast<const void* const*>(values),
                                       std::index_sequence_for<T...>{});
}

template <Protocol P, class T>
std::byte* encode_whole(Output<true>& out, const MessageHead& head, const void* value,
                        const OutgoingPlan&) {
  return encode_message<P>(out, head, *static_cast<const T*>(value));
}

template <Protocol P, class T>
constexpr OutgoingField outgoing_field() {
  if constexpr (Elsewhere<P, T>)
    return {nullptr, &RecordCodec<P, T>::encode, 0, 0};
  else
    return {&encode_erased<P, T>, nullptr, 0, 0};
}
template <Protocol P, class Ids, class... T>
inline constexpr auto outgoing_table = [] {
  constexpr std::size_t size = sizeof...(T);
  const std::array<OutgoingField, size + 1> given = {outgoing_field<P, T>()..., OutgoingField{}};
  std::array<OutgoingField, size + 1> table{};
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = order_of<Ids>[i];
    table[i] = given[place];
    table[i].id = Ids::values[place];
    table[i].place = place;
  }
  return table;
}();

template <Protocol P, class Ids, class... T>
inline constexpr OutgoingPlan outgoing_plan = [] {
  if constexpr (goes_by_table<T...>)
    return OutgoingPlan{&encode_by_table<P>, outgoing_table<P, Ids, T...>.data(), sizeof...(T)};
  else
    return OutgoingPlan{&encode_values<P, Ids, T...>};
}();

template <Protocol P, class T>
inline constexpr OutgoingPlan whole_plan = {&encode_whole<P, T>};

/// A message to be written: what writes it, and what that reads, an array of the values' addresses
/// or, from `of`, a record.
struct Outgoing {
  const OutgoingPlan& plan;
  const void* values;

  /// One whose body a struct is.
  template <Protocol P, class T>
  static Outgoing of(const T& record) noexcept {
    return {whole_plan<P, T>, &record};
  }

  [[nodiscard]] std::byte* encode(Output<true>& out, const MessageHead& head) const {
    return plan.encode(out, head, values, plan);
  }
};

}  // namespace seathrift::detail
