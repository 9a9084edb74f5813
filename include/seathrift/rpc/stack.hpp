// SPDX-License-Identifier: Apache-2.0
#pragma once
// Can these two be a stack? A protocol, and a framing over a byte stream.

#include <seathrift/protocol/concepts.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::detail {

/// True for a stack that can work. (A variable: else GCC lists each requirement that is not met.)
template <class P, class Transport>
inline constexpr bool is_stack = Protocol<P>&& MessageTransport<Transport>;

/// Refuses a stack that can't work, in one line.
template <class P, class Transport>
consteval bool check_stack() {
  constexpr bool has_protocol = Protocol<P>;
  static_assert(has_protocol,
                "seathrift: the second argument is no protocol; the order is <Service, Protocol, "
                "Transport>, as in "
                "Client<Service, Compact, Framed<Socket>>");
  constexpr bool is_framing = requires { Transport::is_message_transport; };
  static_assert(
      !has_protocol || is_framing,
      "seathrift: the third argument is no transport of messages; put a framing over the stream: "
      "Framed<Socket>, or Buffered<Socket>, as the peer has it");
  static_assert(!has_protocol || !is_framing || is_stack<P, Transport>,
                "seathrift: the framing in the third argument has no byte stream below it, as "
                "Socket is one; write Framed<Socket> or Buffered<Socket>, with one framing, and "
                "the protocol before it");
  return is_stack<P, Transport>;
}

}  // namespace seathrift::detail
