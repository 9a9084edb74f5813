// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is it worth while to wait for a client's next call where it will come, instead of among those of
// all others? Where the last waits of that kind were not in vain.

#include <seathrift/core/order.hpp>

namespace seathrift::detail {

/// What is known of one client. After each wait in vain, twice as many are spared as after the one
/// before.
///
/// Thread safety. Shared objects: unsafe.
class Lingering {
 public:
  /// True when the next wait is not to be spared; to be asked before each.
  [[nodiscard]] bool pays() noexcept {
    if (spared_ == 0) return true;
    --spared_;
    return false;
  }
  /// Notes how such a wait ended.
  void was(bool in_vain) noexcept {
    spared_ = to_spare_ = in_vain ? smaller(2 * to_spare_ + 1, most) : 0;
  }

 private:
  static constexpr int most = 1023;

  int spared_ = 0;
  int to_spare_ = 0;
};

}  // namespace seathrift::detail
