// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of Seathrift's stacks does a description name?

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>

#include "checks.hpp"

namespace interop {

/// Calls `use.template operator()<Protocol, Transport>()` for the stack.
template <class Use>
decltype(auto) with_stack(const Stack& stack, Use use) {
  using namespace seathrift;
  const auto with_transport = [&]<class P>() -> decltype(auto) {
    if (stack.framed)
      return stack.unix_socket ? use.template operator()<P, Framed<UnixSocket>>()
                               : use.template operator()<P, Framed<Socket>>();
    return stack.unix_socket ? use.template operator()<P, Buffered<UnixSocket>>()
                             : use.template operator()<P, Buffered<Socket>>();
  };
  return stack.compact ? with_transport.template operator()<Compact>()
                       : with_transport.template operator()<Binary>();
}

}  // namespace interop
