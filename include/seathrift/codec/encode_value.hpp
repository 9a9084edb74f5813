// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value of any type written? By the function for its kind.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/codec/encode_bytes.hpp>
#include <seathrift/codec/encode_container.hpp>
#include <seathrift/codec/encode_forward.hpp>
#include <seathrift/codec/encode_record.hpp>
#include <seathrift/codec/flat_set.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

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

/// What a union takes whose member is flat, up to the member's bound; of another member, the head.
template <class P, class T>
inline constexpr std::size_t union_room = [] {
  std::size_t bound = 0;
  for_each_index<UnionRecord<T>::size>([&](auto i) {
    constexpr Shape shape = shape_of<P, typename UnionRecord<T>::template type<i>>;
    if (shape.flat && shape.bound > bound) bound = shape.bound;
    return true;
  });
  return P::max_field_head + bound + 1;
}();

/// Writes a union, in place: its member as the one field of a struct, or an empty struct.
template <Protocol P, class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_only_member(Out& out, std::byte* to,
                                                                const T& value) {
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
  // The room of all flat members is asked for alike, before it is known which one it is.
  to = out.need(to, union_room<P, T>);
  for_each_index<Fields::size>([&](auto i) {
    using Member = typename Fields::template type<i>;
    const Member* const member = std::get_if<i + 1>(&variant_of(value));
    if (member == nullptr) return true;
    constexpr bool flat = shape_of<P, Member>.flat;
    int last = 0;
    to = encode_field<P, flat>(out, to, *member, Fields::ids[i], last, 1);
    if constexpr (!flat) to = out.need(to, 1);
    return false;
  });
  if constexpr (is_recursive<T>) ++out.depth;
  *to = std::byte{0};
  return to + 1;
}

template <Protocol P, class T, class Out>
constexpr std::byte* encode_union(Out& out, std::byte* to, const T& value) {
  return encode_only_member<P>(out, to, value);
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
    if constexpr (FlatSet<T>)
      return encode_elements<P, Out>(out, to, value.sequence(), rest);
    else
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

}  // namespace seathrift::detail
