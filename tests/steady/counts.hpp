// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do calls cost that only repeat? The test program counts what `new` hands out and which
// socket functions of the system are called, on all of its threads.

#include <cstddef>

namespace seathrift::testing {

/// Since the program began.
struct Counts {
  std::size_t allocations = 0;
  std::size_t sends = 0;     ///< of any bytes
  std::size_t receives = 0;  ///< of any bytes
  std::size_t vain = 0;      ///< sends and receives of nothing
  std::size_t looks = 0;     ///< MSG_PEEK: a client looks whether its connection is stale
  std::size_t waits = 0;     ///< poll, epoll_wait
  std::size_t arms = 0;      ///< epoll_ctl
  std::size_t others = 0;    ///< read, write, setsockopt, shutdown and the like

  friend Counts operator-(const Counts& a, const Counts& b) {
    return {a.allocations - b.allocations,
            a.sends - b.sends,
            a.receives - b.receives,
            a.vain - b.vain,
            a.looks - b.looks,
            a.waits - b.waits,
            a.arms - b.arms,
            a.others - b.others};
  }
};

[[nodiscard]] Counts counts();

/// Lets the `nth` allocation of this thread from now on fail; 0: none. Returns whether the one that
/// was asked for before has failed.
bool fail_allocation(std::size_t nth);

}  // namespace seathrift::testing
