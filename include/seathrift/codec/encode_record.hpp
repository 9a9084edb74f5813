// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a record written? Field by field, all in one function: between two requests for room there
// are only stores.

#include <cstddef>
#include <utility>

#include <seathrift/codec/encode_forward.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

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

}  // namespace seathrift::detail
