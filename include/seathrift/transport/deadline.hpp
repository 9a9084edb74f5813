// SPDX-License-Identifier: Apache-2.0
#pragma once
// When is a wait over?

#include <climits>

#include <seathrift/config.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/time.hpp>

namespace seathrift::detail {

/// The end of a wait, or of several that share it.
class Deadline {
 public:
  /// One that is set later.
  Deadline() noexcept = default;
  /// Zero and less wait without bound, as everywhere in `ConnectionOptions`.
  SEATHRIFT_NOINLINE explicit Deadline(std::chrono::milliseconds timeout)
      : set_(true), bounded_(timeout.count() > 0 && timeout.count() < ten_years) {
    if (bounded_) end_ = std::chrono::steady_clock::now() + timeout;
  }

  [[nodiscard]] bool is_set() const noexcept { return set_; }
  [[nodiscard]] bool bounded() const noexcept { return bounded_; }

  /// Meaningful when `bounded()`.
  [[nodiscard]] std::chrono::steady_clock::time_point end() const noexcept { return end_; }

  /// What is left, rounded up; zero when it has passed. Meaningful when `bounded()`.
  [[nodiscard]] SEATHRIFT_NOINLINE std::chrono::milliseconds left() const {
    const auto rest = (end_ - std::chrono::steady_clock::now()).count();
    static_assert(std::chrono::steady_clock::period::den == 1'000'000'000);
    return std::chrono::milliseconds(rest <= 0 ? 0 : (rest + 999'999) / 1'000'000);
  }

  /// What is left, as poll() and epoll_wait() take it.
  [[nodiscard]] int poll_timeout() const {
    if (!bounded_) return -1;
    return static_cast<int>(smaller<std::chrono::milliseconds::rep>(left().count(), INT_MAX));
  }

 private:
  static constexpr std::chrono::milliseconds::rep ten_years = 315'569'520'000;

  bool set_ = false;
  bool bounded_ = false;
  std::chrono::steady_clock::time_point end_ = {};
};

}  // namespace seathrift::detail
