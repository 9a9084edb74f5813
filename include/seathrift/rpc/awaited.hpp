// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a thread wait for that receives, as another thread sees it?

#include <cstdint>
#include <string_view>

#include <seathrift/core/atomic.hpp>
#include <seathrift/core/time.hpp>

namespace seathrift::detail {

/// The wait in progress of one connection. Who waits stores a number, and reads no clock: who looks
/// at it now and then counts the time. So a wait that is short costs next to nothing, where a
/// timeout of the system's would set a timer for each.
///
/// Thread safety. Shared objects: one thread that waits, one that looks.
class Awaited {
 public:
  /// For nothing, a message, or the rest of one.
  enum class What : std::uint32_t { nothing, message, rest };

  void begin(What what) noexcept {
    // Stored by one thread alone: no two waits in a row look the same.
    now_.store((now_.load(Order::relaxed) | 3) + 1 + static_cast<std::uint32_t>(what),
               Order::relaxed);
  }
  void end() noexcept { now_.store(now_.load(Order::relaxed) & ~std::uint32_t{3}, Order::relaxed); }

  /// Changes with each wait.
  [[nodiscard]] std::uint32_t number() const noexcept { return now_.load(Order::relaxed); }
  [[nodiscard]] static What what(std::uint32_t number) noexcept {
    return static_cast<What>(number & 3);
  }

  /// Notes that a wait was too long, once; the stream's receiving is to be ended behind it.
  /// `option` is the name of what bounds it, for a text.
  void expire(std::chrono::milliseconds limit, std::string_view option) noexcept {
    if (expired()) return;
    limit_ = limit;
    option_ = option;
    expired_.store(true, Order::release);
  }
  [[nodiscard]] bool expired() const noexcept { return expired_.load(Order::acquire); }
  /// Meaningful when `expired()`.
  [[nodiscard]] std::chrono::milliseconds limit() const noexcept { return limit_; }
  [[nodiscard]] std::string_view option() const noexcept { return option_; }

 private:
  Atomic<std::uint32_t> now_ = 0;
  Atomic<bool> expired_ = false;
  std::chrono::milliseconds limit_{0};
  std::string_view option_;
};

}  // namespace seathrift::detail
