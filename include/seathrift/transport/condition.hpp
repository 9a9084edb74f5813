// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a thread wait until another has changed something? As by a std::condition_variable,
// whose header brings every unit what it needs for std::shared_ptr.

#include <cerrno>
#include <mutex>

#include <pthread.h>
#include <time.h>

#include <seathrift/core/time.hpp>

namespace seathrift::detail {

/// Wakes those who wait. `lock` is of the mutex under which what they wait for changes.
///
/// Thread safety. Shared objects: safe.
class Condition {
 public:
  Condition() noexcept = default;
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;
  ~Condition() { ::pthread_cond_destroy(&condition_); }

  void notify_all() noexcept { ::pthread_cond_broadcast(&condition_); }

  void wait(std::unique_lock<std::mutex>& lock) noexcept {
    ::pthread_cond_wait(&condition_, lock.mutex()->native_handle());
  }
  /// False when `end` has passed.
  [[nodiscard]] bool wait_until(std::unique_lock<std::mutex>& lock,
                                std::chrono::steady_clock::time_point end) noexcept {
    const auto since = end.time_since_epoch().count();
    static_assert(std::chrono::steady_clock::period::den == 1'000'000'000);
    const timespec until = {static_cast<time_t>(since / 1'000'000'000),
                            static_cast<long>(since % 1'000'000'000)};
    return ::pthread_cond_clockwait(&condition_, lock.mutex()->native_handle(), CLOCK_MONOTONIC,
                                    &until) != ETIMEDOUT;
  }

 private:
  pthread_cond_t condition_ = PTHREAD_COND_INITIALIZER;
};

}  // namespace seathrift::detail
