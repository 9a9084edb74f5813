// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which stack does an input go through? Its first byte chooses one of the four.

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>

namespace fuzz {

/// Calls `run<Protocol, Framing>()`.
template <class Run>
void on_stack(unsigned choice, Run&& run) {
  switch (choice % 4) {
    case 0:
      return run.template operator()<seathrift::Binary, seathrift::Framed>();
    case 1:
      return run.template operator()<seathrift::Compact, seathrift::Framed>();
    case 2:
      return run.template operator()<seathrift::Binary, seathrift::Buffered>();
    default:
      return run.template operator()<seathrift::Compact, seathrift::Buffered>();
  }
}

}  // namespace fuzz
