// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value written? Room is asked for once a run of fields; between two requests there are
// only stores.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/codec/bulk.hpp>
#include <seathrift/codec/encode_bytes.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

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

/// The value of a scalar as it travels: an enum's number.
template <Scalar T>
SEATHRIFT_ALWAYS_INLINE constexpr auto carried_value(const T& value) noexcept {
  if constexpr (std::is_enum_v<T>)
    return static_cast<std::int32_t>(value);
  else
    return value;
}

/// What a conversion has made is gone when the message is sent, so that its strings are copied,
/// however long; returns the threshold to go back to.
template <Customised T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t without_gathering(Out& out) noexcept {
  using Made = decltype(Custom<T>::to_thrift(std::declval<const T&>()));
  constexpr Kind k = kind_of<std::remove_cvref_t<Made>>;
  constexpr bool is_gone =
      !std::is_reference_v<Made> && k != Kind::text_view && k != Kind::binary_view;
  return out.exchange_threshold(is_gone ? max_size + 1 : out.threshold());
}

/// Writes a list's head and elements.
template <Protocol P, class Out, class T>
SEATHRIFT_NOINLINE constexpr std::byte* encode_elements(typename Out::Passed out, std::byte* to,
                                                        const T& value, std::size_t rest) {
  using Element = typename T::value_type;
  constexpr bool brief = is_brief<P, Element>;
  constexpr std::size_t bound = brief ? shape_of<P, Element>.bound : 0;
  const std::size_t size = value.size();
  if (size > max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  rest += size * bound;
  to = P::write_list(out.need(to, P::max_list_head + rest), type_of<Element>(), size);
  if constexpr (is_bulk<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      copy_bulk<P, Element>(to, value.data(), size);
      return to + size * sizeof(Element);
    }
  } else if constexpr (is_varints<P, T>) {
    if (!__builtin_is_constant_evaluated())
      return write_varints<sizeof(Element)>(to, reinterpret_cast<const std::byte*>(value.data()),
                                            size);
  }
  auto each = value.begin();
  if constexpr (is_images<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      const std::size_t done = encode_images<P>(to, value);
      to += done * shape_of<P, Element>.fixed;
      each += static_cast<std::ptrdiff_t>(done);
    }
  }
  for (const auto end = value.end(); each != end; ++each) {
    rest -= bound;
    if constexpr (std::is_same_v<Element, bool>)
      to = P::write_scalar(to, static_cast<bool>(*each));
    else
      to = encode_value<P, brief>(out, to, *each, rest);
  }
  return to;
}

template <Protocol P, class Out, class T>
SEATHRIFT_NOINLINE constexpr std::byte* encode_map(typename Out::Passed out, std::byte* to,
                                                   const T& value, std::size_t rest) {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  constexpr bool brief = is_brief<P, Key> && is_brief<P, Mapped>;
  constexpr std::size_t key_bound = brief ? shape_of<P, Key>.bound : 0;
  constexpr std::size_t mapped_bound = brief ? shape_of<P, Mapped>.bound : 0;
  const std::size_t size = value.size();
  if (size > max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  rest += size * (key_bound + mapped_bound);
  to = P::write_map(out.need(to, P::max_map_head + rest), type_of<Key>(), type_of<Mapped>(), size);
  for (const auto& [key, mapped] : value) {
    rest -= key_bound;
    to = encode_value<P, brief>(out, to, key, rest);
    rest -= mapped_bound;
    to = encode_value<P, brief>(out, to, mapped, rest);
  }
  return to;
}

/// Writes a union: its member as the one field of a struct, or an empty struct.
template <Protocol P, class T, class Out>
constexpr std::byte* encode_union(Out& out, std::byte* to, const T& value) {
  using Fields = UnionRecord<T>;
  if constexpr (is_recursive<T>) {
    // Once refused, nothing is gone into any more: a value that holds itself twice would take
    // 2^depth steps.
    if (out.depth == 0 || out.error != Errc::none) [[unlikely]] {
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
    to = out.need(to, P::max_field_head + (shape.flat ? shape.bound : 0));
    int last = 0;
    to = encode_field<P, shape.flat>(out, to, *member, Fields::ids[i], last);
    return false;
  });
  if constexpr (is_recursive<T>) ++out.depth;
  to = out.need(to, 1);
  *to = std::byte{0};
  return to + 1;
}

/// Writes the pointee, or an empty struct where there is none: an element can't be left away.
template <Protocol P, class T, class Out>
constexpr std::byte* encode_pointer(Out& out, std::byte* to, const T& value) {
  if (value) return encode_value<P, false>(out, to, *value);
  to = out.need(to, 1);
  *to = std::byte{0};
  return to + 1;
}

template <Protocol P, bool Reserved, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_value(Out& out, std::byte* to, const T& value,
                                                          [[maybe_unused]] std::size_t rest) {
  constexpr Kind k = kind_of<T>;
  if constexpr (!mappable<T>()) {
    return to;  // has been refused already, in words
  } else if constexpr (k == Kind::custom) {
    const auto keep = without_gathering<T>(out);
    to = encode_value<P, Reserved>(out, to, Custom<T>::to_thrift(value), rest);
    out.exchange_threshold(keep);
    return to;
  } else if constexpr (Scalar<T>) {
    if constexpr (!Reserved) to = out.need(to, P::max_size(type_of<T>()));
    return P::write_scalar(to, carried_value(value));
  } else if constexpr (Stringlike<T>) {
    if constexpr (!Reserved) to = out.need(to, shape_of<P, T>.bound);
    return encode_bytes(out, P::write_size(to, value.size()), value, rest);
  } else if constexpr (Elements<T>) {
    return encode_elements<P, Out>(out, to, value, rest);
  } else if constexpr (k == Kind::map) {
    return encode_map<P, Out>(out, to, value, rest);
  } else if constexpr (k == Kind::union_) {
    return encode_union<P>(out, to, value);
  } else if constexpr (k == Kind::pointer) {
    return encode_pointer<P>(out, to, value);
  } else if constexpr (Elsewhere<P, T>) {
    return RecordCodec<P, T>::encode(out, to, std::addressof(value));
  } else {
    return encode_fields<P, Reserved, Out>(out, to, value, rest, in_wire_order<T>);
  }
}

/// Writes a field, head and value. `last` is the id of the one written before it. (What is constant
/// is no template parameter, so that fields of one type share the function.)
template <Protocol P, bool Reserved, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_field(Out& out, std::byte* to, const T& value,
                                                          int id, int& last, std::size_t rest) {
  const int before = last;
  last = id;
  if constexpr (Customised<T>) {
    last = before;
    const auto keep = without_gathering<T>(out);
    to = encode_field<P, Reserved>(out, to, Custom<T>::to_thrift(value), id, last, rest);
    out.exchange_threshold(keep);
    return to;
  } else if constexpr (Scalar<T>) {
    return P::write_scalar_field(to, type_of<T>(), id, before, carried_value(value));
  } else if constexpr (Stringlike<T>) {
    if constexpr (!Reserved) to = out.need(to, P::max_field_head + shape_of<P, T>.bound);
    return encode_bytes(out, P::write_string_field(to, id, before, value.size()), value, rest);
  } else if constexpr (Reserved && is_small<T>) {
    return encode_small<P>(out, P::write_field(to, type_of<T>(), id, before), value, rest,
                           in_wire_order<T>);
  } else {
    return encode_value<P, Reserved>(out, P::write_field(to, type_of<T>(), id, before), value,
                                     rest);
  }
}

/// Writes a member of a record, if it is there. `room` is what has to be asked for first.
template <Protocol P, bool Reserved, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr void encode_member(Out& out, std::byte*& to, const T& value,
                                                     int id, int& last,
                                                     [[maybe_unused]] bool required,
                                                     [[maybe_unused]] std::size_t room,
                                                     std::size_t rest) {
  if constexpr (!Reserved)
    if (room != 0) to = out.need(to, room);
  if constexpr (kind_of<T> == Kind::pointer) {
    if (required)
      to = encode_field<P, false>(out, to, value, id, last);
    else if (value)
      to = encode_field<P, false>(out, to, *value, id, last);
  } else if constexpr (Nullable<T>) {
    if (value) to = encode_field<P, shape_of<P, held_t<T>>.flat>(out, to, *value, id, last, rest);
  } else {
    to = encode_field<P, shape_of<P, T>.flat>(out, to, value, id, last, rest);
  }
}

template <Protocol P, bool Reserved, std::size_t From, class T, class Out, class... F,
          std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr void encode_portion(Out& out, std::byte*& to, const T& value,
                                                      int& last, std::size_t rest,
                                                      TypeList<void, F...>*,
                                                      std::index_sequence<K...>) {
  constexpr auto& fields = plan_of<P, T>.fields;
  const T* const record = __builtin_addressof(value);
  (encode_member<P, Reserved>(out, to, record->*F::member, F::id, last, F::required,
                              fields[From + K].room, fields[From + K].rest + rest),
   ...);
}

/// Writes the fields from the From-th on of a record that has more than one fold takes.
template <Protocol P, bool Reserved, std::size_t From, class T, class Out>
constexpr std::byte* encode_rest(Out& out, std::byte* to, const T& value, int last,
                                 std::size_t rest) {
  using Some = Portion<wire_fields<T>, From>;
  encode_portion<P, Reserved, From>(out, to, value, last, rest,
                                    static_cast<typename Some::type*>(nullptr),
                                    std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Record<T>::size)
    return encode_rest<P, Reserved, Some::end>(out, to, value, last, rest);
  else
    return to;
}

/// Writes a record's fields, in the order of their ids, and its end. `first` are the first fields,
/// mostly all: as in decode_fields. (Not forced into its caller, which GCC would then optimise
/// twice.)
template <Protocol P, bool Reserved, class Out, class T, class... F, std::size_t... K>
constexpr std::byte* encode_fields(
    typename Out::Passed out, std::byte* to, const T& value, [[maybe_unused]] std::size_t rest,
    [[maybe_unused]] IndexedTypes<std::index_sequence<K...>, F...>* first) {
  if constexpr (is_recursive<T>) {
    if (out.depth == 0 || out.error != Errc::none) [[unlikely]] {
      out.refuse(Errc::depth_limit);
      return to;
    }
    --out.depth;
  }
  int last = 0;
  [[maybe_unused]] const T* const record = __builtin_addressof(value);
  [[maybe_unused]] constexpr auto& fields = plan_of<P, T>.fields;
  (encode_member<P, Reserved>(out, to, record->*F::member, F::id, last, F::required, fields[K].room,
                              fields[K].rest + rest),
   ...);
  if constexpr (sizeof...(F) < Record<T>::size)
    to = encode_rest<P, Reserved, sizeof...(F)>(out, to, value, last, rest);
  if constexpr (!Reserved) to = out.need(to, fields[Record<T>::size].room);
  if constexpr (is_recursive<T>) ++out.depth;
  *to = std::byte{0};
  return to + 1;
}

/// Writes a small record's fields, for which there is room, in place.
template <Protocol P, class T, class Out, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_small(
    Out& out, std::byte* to, const T& value, [[maybe_unused]] std::size_t rest,
    IndexedTypes<std::index_sequence<K...>, F...>*) {
  [[maybe_unused]] int last = 0;
  [[maybe_unused]] const T* const record = __builtin_addressof(value);
  [[maybe_unused]] constexpr auto& fields = plan_of<P, T>.fields;
  (encode_member<P, true>(out, to, record->*F::member, F::id, last, F::required, 0,
                          fields[K].rest + rest),
   ...);
  *to = std::byte{0};
  return to + 1;
}

/// True for a body whose room is asked for at once.
template <class P, class T>
inline constexpr bool is_flat_body = [] {
  if constexpr (Recordlike<T>)
    return shape_of<P, T>.flat;
  else
    return false;
}();

/// Writes the body of a message: what is written once is written in place. The room of a flat one
/// is asked for at once.
template <Protocol P, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_body(Out& out, std::byte* to, const T& value) {
  if constexpr (is_flat_body<P, T>)
    return encode_fields<P, true, Out>(out, out.need(to, shape_of<P, T>.bound), value, 0,
                                       in_wire_order<T>);
  else if constexpr (Recordlike<T> && !Elsewhere<P, T>)
    return encode_fields<P, false, Out>(out, to, value, 0, in_wire_order<T>);
  else
    return encode_value<P, false>(out, to, value);
}

/// Writes a message's head, the room for which is asked for.
template <Protocol P, class Out>
SEATHRIFT_NOINLINE std::byte* encode_head(Out& out, const MessageHead& head) {
  return P::write_message(out.need(out.begin, P::max_message_head + head.name.size()), head);
}

/// Writes a message, head and body, asking for the room of both at once where the body is flat:
/// where it is not, a call more does not count.
template <Protocol P, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_message(Out& out, const MessageHead& head,
                                                            const T& body) {
  if constexpr (is_flat_body<P, T>) {
    const std::size_t room = P::max_message_head + head.name.size() + shape_of<P, T>.bound;
    std::byte* const to = P::write_message(out.need(out.begin, room), head);
    return encode_fields<P, true, Out>(out, to, body, 0, in_wire_order<T>);
  } else {
    return encode_body<P>(out, encode_head<P>(out, head), body);
  }
}

}  // namespace seathrift::detail
