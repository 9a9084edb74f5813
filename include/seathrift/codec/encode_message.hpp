// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a whole message written? Its head and its body, for which room is asked at once where it
// can be.

#include <cstddef>

#include <seathrift/codec/encode_value.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

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
