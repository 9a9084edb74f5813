// SPDX-License-Identifier: Apache-2.0
#pragma once
// When is a wait over?

#include <climits>

#include <seathrift/core/order.hpp>
#include <seathrift/core/time.hpp>

namespace seathrift::detail {

/// The end of a wait, or of several that share it.
class Deadline {
 public:
  /// Zero and less wait without bound, as everywhere in `ConnectionOptions`.
  explicit Deadline(std::chrono::milliseconds timeout)
      : bounded_(timeout.count() > 0 && timeout < std::chrono::years(10)) {
    if (bounded_) end_ = std::chrono::steady_clock::now() + timeout;
  }

  [[nodiscard]] bool bounded() const noexcept { return bounded_; }

  /// Meaningful when `bounded()`.
  [[nodiscard]] std::chrono::steady_clock::time_point end() const noexcept { return end_; }

  /// What is left, rounded up; zero when it has passed. Meaningful when `bounded()`.
  [[nodiscard]] std::chrono::milliseconds left() const {
    const auto rest =
        std::chrono::ceil<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
    return larger(rest, std::chrono::milliseconds(0));
  }

  /// What is left, as poll() and epoll_wait() take it.
  [[nodiscard]] int poll_timeout() const {
    if (!bounded_) return -1;
    return static_cast<int>(smaller<std::chrono::milliseconds::rep>(left().count(), INT_MAX));
  }

 private:
  bool bounded_;
  std::chrono::steady_clock::time_point end_ = {};
};

}  // namespace seathrift::detail
