// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value written? Room is asked for once a run of fields; between two requests there are
// only stores.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/codec/bulk.hpp>
#include <seathrift/codec/content.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

// `Reserved`: the caller has asked for the value's room.
template <Protocol P, bool Reserved, class T, bool G>
constexpr std::byte* encode_record(Output<G>& out, std::byte* to, const T& value);
template <Protocol P, bool Reserved, class T, bool G>
constexpr std::byte* encode_value(Output<G>& out, std::byte* to, const T& value);
template <Protocol P, int Id, bool Reserved, class T, bool G>
constexpr std::byte* encode_field(Output<G>& out, std::byte* to, const T& value, int& last);
template <Protocol P, bool Reserved, class T, bool G, class... F, std::size_t... K>
constexpr std::byte* encode_fields(Output<G>& out, std::byte* to, const T& value,
                                   IndexedTypes<std::index_sequence<K...>, F...>*);

/// The value of a scalar as it travels: an enum's number.
template <Scalar T>
SEATHRIFT_ALWAYS_INLINE constexpr auto carried_value(const T& value) noexcept {
  if constexpr (std::is_enum_v<T>)
    return static_cast<std::int32_t>(value);
  else
    return value;
}

/// Writes the bytes of a string, whose length has been written, or notes them to be sent from where
/// they are.
template <bool G, class T>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_bytes(Output<G>& out, std::byte* to,
                                                          const T& value) {
  const std::size_t size = value.size();
  if (size > Output<G>::max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  if constexpr (G) {
    if (size >= out.threshold()) [[unlikely]] {
      out.gather.pieces->push_back({static_cast<std::size_t>(to - out.begin),
                                    {reinterpret_cast<const std::byte*>(value.data()), size}});
      return to;
    }
  }
  copy_bytes(to, value.data(), size);
  return to + size;
}

/// What a conversion has made is gone when the message is sent, so that its strings are copied,
/// however long; returns the threshold to go back to.
template <Customised T, bool G>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t without_gathering(Output<G>& out) noexcept {
  using Made = decltype(Custom<T>::to_thrift(std::declval<const T&>()));
  constexpr Kind k = kind_of<std::remove_cvref_t<Made>>;
  constexpr bool is_gone =
      !std::is_reference_v<Made> && k != Kind::text_view && k != Kind::binary_view;
  return out.exchange_threshold(is_gone ? Output<G>::max_size + 1 : out.threshold());
}

/// Writes a list's head and elements.
template <Protocol P, bool Reserved, class T, bool G>
constexpr std::byte* encode_elements(Output<G>& out, std::byte* to, const T& value) {
  using Element = typename T::value_type;
  constexpr bool bounded = is_bounded<P, Element>;
  const std::size_t size = value.size();
  if (size > Output<G>::max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  if constexpr (!Reserved)
    to = out.need(to, P::max_list_head + (bounded ? size * shape_of<P, Element>.bound : 0));
  to = P::write_list(to, type_of<Element>(), size);
  if constexpr (is_bulk<P, T>) {
    if (!std::is_constant_evaluated()) {
      copy_bulk<P, Element>(to, value.data(), size);
      return to + size * sizeof(Element);
    }
  } else if constexpr (is_varints<P, T>) {
    if (!std::is_constant_evaluated())
      return write_varints<sizeof(Element)>(to, reinterpret_cast<const std::byte*>(value.data()),
                                            size);
  }
  auto each = value.begin();
  if constexpr (is_images<P, T>) {
    if (!std::is_constant_evaluated()) {
      const std::size_t done = encode_images<P>(to, value);
      to += done * shape_of<P, Element>.fixed;
      each += static_cast<std::ptrdiff_t>(done);
    }
  }
  for (const auto end = value.end(); each != end; ++each) {
    if constexpr (std::is_same_v<Element, bool>)
      to = P::write_scalar(to, static_cast<bool>(*each));
    else
      to = encode_value<P, bounded>(out, to, *each);
  }
  return to;
}

template <Protocol P, class T, bool G>
constexpr std::byte* encode_map(Output<G>& out, std::byte* to, const T& value) {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  if (value.size() > Output<G>::max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  to = out.need(to, P::max_map_head);
  to = P::write_map(to, type_of<Key>(), type_of<Mapped>(), value.size());
  constexpr Shape key_shape = shape_of<P, Key>;
  constexpr Shape mapped_shape = shape_of<P, Mapped>;
  constexpr bool flat = key_shape.flat && mapped_shape.flat;
  for (const auto& [key, mapped] : value) {
    if constexpr (flat)
      to = out.need(to, key_shape.bound + mapped_shape.bound + content<P>(key, out.threshold()) +
                            content<P>(mapped, out.threshold()));
    to = encode_value<P, flat>(out, to, key);
    to = encode_value<P, flat>(out, to, mapped);
  }
  return to;
}

/// Writes a union: its member as the one field of a struct, or an empty struct.
template <Protocol P, class T, bool G>
constexpr std::byte* encode_union(Output<G>& out, std::byte* to, const T& value) {
  using Fields = UnionRecord<T>;
  if constexpr (is_recursive<T>) {
    if (out.depth == 0) [[unlikely]] {
      out.refuse(Errc::depth_limit);
      return to;
    }
    --out.depth;
  }
  for_each_index<Fields::size>([&](auto i) {
    using Member = typename Fields::template type<i>;
    const Member* const member = std::get_if<i + 1>(&variant_of(value));
    if (member == nullptr) return true;
    constexpr Shape shape = shape_of<P, Member>;
    constexpr bool flat = shape.flat;
    if constexpr (flat)
      to = out.need(to, P::max_field_head + shape.bound + content<P>(*member, out.threshold()));
    else
      to = out.need(to, P::max_field_head);
    int last = 0;
    to = encode_field<P, Fields::ids[i], flat>(out, to, *member, last);
    return false;
  });
  if constexpr (is_recursive<T>) ++out.depth;
  to = out.need(to, 1);
  *to = std::byte{0};
  return to + 1;
}

/// Writes the pointee, or an empty struct where there is none: an element can't be left away.
template <Protocol P, class T, bool G>
constexpr std::byte* encode_pointer(Output<G>& out, std::byte* to, const T& value) {
  if (value) return encode_value<P, false>(out, to, *value);
  to = out.need(to, 1);
  *to = std::byte{0};
  return to + 1;
}

template <Protocol P, bool Reserved, class T, bool G>
constexpr std::byte* encode_value(Output<G>& out, std::byte* to, const T& value) {
  constexpr Kind k = kind_of<T>;
  if constexpr (!mappable<T>()) {
    return to;  // has been refused already, in words
  } else if constexpr (k == Kind::custom) {
    const auto keep = without_gathering<T>(out);
    to = encode_value<P, Reserved>(out, to, Custom<T>::to_thrift(value));
    out.exchange_threshold(keep);
    return to;
  } else if constexpr (Scalar<T>) {
    if constexpr (!Reserved) to = out.need(to, P::max_size(type_of<T>()));
    return P::write_scalar(to, carried_value(value));
  } else if constexpr (Stringlike<T>) {
    if constexpr (!Reserved)
      to = out.need(to, P::max_string_head + content<P>(value, out.threshold()));
    to = P::write_size(to, value.size());
    return encode_bytes(out, to, value);
  } else if constexpr (Elements<T>) {
    return encode_elements<P, Reserved>(out, to, value);
  } else if constexpr (k == Kind::map) {
    return encode_map<P>(out, to, value);
  } else if constexpr (k == Kind::union_) {
    return encode_union<P>(out, to, value);
  } else if constexpr (k == Kind::pointer) {
    return encode_pointer<P>(out, to, value);
  } else {
    return encode_record<P, Reserved>(out, to, value);
  }
}

/// Writes a field, head and value. `last` is the id of the one written before it.
template <Protocol P, int Id, bool Reserved, class T, bool G>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_field(Output<G>& out, std::byte* to,
                                                          const T& value, int& last) {
  const int before = last;
  last = Id;
  if constexpr (Customised<T>) {
    last = before;
    const auto keep = without_gathering<T>(out);
    to = encode_field<P, Id, Reserved>(out, to, Custom<T>::to_thrift(value), last);
    out.exchange_threshold(keep);
    return to;
  } else if constexpr (Scalar<T>) {
    return P::write_scalar_field(to, type_of<T>(), Id, before, carried_value(value));
  } else if constexpr (Stringlike<T>) {
    if constexpr (!Reserved)
      to =
          out.need(to, P::max_field_head + P::max_string_head + content<P>(value, out.threshold()));
    return encode_bytes(out, P::write_string_field(to, Id, before, value.size()), value);
  } else if constexpr (Reserved && is_small<T>) {
    return encode_fields<P, true>(out, P::write_field(to, type_of<T>(), Id, before), value,
                                  in_wire_order<T>);
  } else {
    return encode_value<P, Reserved>(out, P::write_field(to, type_of<T>(), Id, before), value);
  }
}

/// Writes the K-th field, F.
template <Protocol P, bool Reserved, class T, class F, std::size_t K, bool G>
SEATHRIFT_ALWAYS_INLINE constexpr void encode_member(Output<G>& out, std::byte*& to, const T& value,
                                                     int& last) {
  constexpr const FieldPlan& plan = plan_of<P, T>.fields[K];
  if constexpr (!Reserved && plan.begins_run)
    to = out.need(to, plan.run_bound + run_content<P, T, K, plan.run_end>(value, out.threshold()));
  const auto& member = F::get(value);
  if constexpr (plan.nullable && plan.required) {
    to = encode_field<P, plan.id, plan.flat>(out, to, member, last);
  } else if constexpr (plan.nullable) {
    if (member) to = encode_field<P, plan.id, plan.flat>(out, to, *member, last);
  } else {
    to = encode_field<P, plan.id, plan.flat>(out, to, member, last);
  }
}

template <Protocol P, bool Reserved, std::size_t From, class T, bool G, class... F,
          std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr void encode_portion(Output<G>& out, std::byte*& to,
                                                      const T& value, int& last,
                                                      TypeList<void, F...>*,
                                                      std::index_sequence<K...>) {
  (encode_member<P, Reserved, T, F, From + K>(out, to, value, last), ...);
}

/// Writes the fields from the From-th on of a record that has more than one fold takes.
template <Protocol P, bool Reserved, std::size_t From, class T, bool G>
constexpr std::byte* encode_rest(Output<G>& out, std::byte* to, const T& value, int last) {
  using Some = Portion<wire_fields<T>, From>;
  encode_portion<P, Reserved, From>(out, to, value, last,
                                    static_cast<typename Some::type*>(nullptr),
                                    std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Record<T>::size)
    return encode_rest<P, Reserved, Some::end>(out, to, value, last);
  else
    return to;
}

/// Writes a record's fields, in the order of their ids, and its end. `first` are the first fields,
/// mostly all: as in decode_fields.
template <Protocol P, bool Reserved, class T, bool G, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_fields(
    Output<G>& out, std::byte* to, const T& value,
    [[maybe_unused]] IndexedTypes<std::index_sequence<K...>, F...>* first) {
  if constexpr (is_recursive<T>) {
    if (out.depth == 0) [[unlikely]] {
      out.refuse(Errc::depth_limit);
      return to;
    }
    --out.depth;
  }
  int last = 0;
  (encode_member<P, Reserved, T, F, K>(out, to, value, last), ...);
  if constexpr (sizeof...(F) < Record<T>::size)
    to = encode_rest<P, Reserved, sizeof...(F)>(out, to, value, last);
  if constexpr (!Reserved && plan_of<P, T>.fields[Record<T>::size].begins_run) to = out.need(to, 1);
  if constexpr (is_recursive<T>) ++out.depth;
  *to = std::byte{0};
  return to + 1;
}

template <Protocol P, bool Reserved, class T, bool G>
constexpr inline std::byte* encode_record(Output<G>& out, std::byte* to, const T& value) {
  if constexpr (Elsewhere<P, T>)
    return RecordCodec<P, T>::encode(out, to, std::addressof(value));
  else
    return encode_fields<P, Reserved>(out, to, value, in_wire_order<T>);
}

/// Writes the body of a message: what is written once is written in place. The room of a flat one
/// is asked for at once.
template <Protocol P, class T, bool G>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_body(Output<G>& out, std::byte* to,
                                                         const T& value) {
  if constexpr (Recordlike<T> && shape_of<P, T>.flat)
    return encode_fields<P, true>(
        out, out.need_once(to, shape_of<P, T>.bound + content<P>(value, out.threshold())), value,
        in_wire_order<T>);
  else if constexpr (Recordlike<T> && !Elsewhere<P, T>)
    return encode_fields<P, false>(out, to, value, in_wire_order<T>);
  else
    return encode_value<P, false>(out, to, value);
}

/// Writes a message's head, the room for which is asked for.
template <Protocol P, bool G>
SEATHRIFT_NOINLINE std::byte* encode_head(Output<G>& out, const MessageHead& head) {
  return P::write_message(out.need(out.begin, P::max_message_head + head.name.size()), head);
}

/// Writes a message, head and body, asking for the room of both at once where the body is flat:
/// where it is not, a call more does not count.
template <Protocol P, class T, bool G>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_message(Output<G>& out, const MessageHead& head,
                                                            const T& body) {
  constexpr Shape shape = shape_of<P, T>;
  if constexpr (Recordlike<T> && shape.flat) {
    const std::size_t room =
        P::max_message_head + head.name.size() + shape.bound + content<P>(body, out.threshold());
    std::byte* const to = P::write_message(out.need_once(out.begin, room), head);
    return encode_fields<P, true>(out, to, body, in_wire_order<T>);
  } else {
    return encode_body<P>(out, encode_head<P>(out, head), body);
  }
}

}  // namespace seathrift::detail
