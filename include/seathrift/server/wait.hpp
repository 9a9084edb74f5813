// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a connection wait for while no thread serves it, and for how long?

#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift::detail {

/// One wait after the other of one connection.
///
/// Thread safety. Shared objects: one thread that serves the connection and one that calls
/// `expire`.
class Wait {
 public:
  using Clock = std::chrono::steady_clock;

  /// For a call, the rest of one, its peer to take a reply, its turn among the others, or its
  /// peer's end.
  enum class For : std::uint8_t { call, rest, room, turn, end };

  /// How long a connection that this side ends is kept for its peer to see why.
  static constexpr std::chrono::milliseconds farewell{1000};

  /// Begins to wait, or, when the last wait was for the same and not `anew`, goes on.
  void begin(For what, bool anew, const ServerOptions& options) noexcept {
    const auto now = Clock::now();
    if (anew || what != what_) since_ = now;
    what_ = what;
    const ConnectionOptions& limits = options.connection;
    if (what == For::call)
      due_ = after(now, options.idle_timeout);
    else if (what == For::rest)
      due_ = smaller(after(now, limits.read_timeout), after(since_, limits.message_timeout));
    else if (what == For::end)
      due_ = after(since_, farewell);
    else if (what == For::turn)
      due_ = never;  // the peer has done its part
    else
      due_ = smaller(after(now, limits.write_timeout), after(since_, limits.message_timeout));
  }

  /// Ends the wait, as the connection is served. False when it was too long: found so by `expire`
  /// or, of a farewell, by the clock, as a peer that sends on without end is served all the time.
  [[nodiscard]] bool end() noexcept {
    const auto due = due_.exchange(never);
    return due != expired && (what_ != For::end || due > Clock::now());
  }

  /// True when the wait is as long as it may be. Whether it is the peer's fault is not said: what
  /// is waited for may have come, and all threads be busy.
  [[nodiscard]] bool is_due(Clock::time_point now) const noexcept {
    const auto due = due_.load();
    return due != expired && due <= now;
  }

  /// True when the wait is too long, for the first time: it is to be ended.
  [[nodiscard]] bool expire(Clock::time_point now) noexcept {
    const auto due = due_.load();
    return due != expired && due <= now && due_.replace(due, expired);
  }

  [[nodiscard]] For what() const noexcept { return what_; }

  /// Says what did not come, where that is an error: a peer may be silent in between calls.
  [[nodiscard]] SEATHRIFT_COLD Error error(std::string_view peer,
                                           const ServerOptions& options) const {
    if (what_ == For::call || what_ == For::end) return {};
    const ConnectionOptions& limits = options.connection;
    const bool rest = what_ == For::rest;
    const bool whole = after(since_, limits.message_timeout) <= Clock::now();
    const auto wait = whole  ? limits.message_timeout
                      : rest ? limits.read_timeout
                             : limits.write_timeout;
    return {Errc::timed_out,
            {rest ? "the rest of a call did not come from " : "a reply was not taken by ", peer,
             " within ", Digits(wait.count()), " ms (",
             whole  ? "ConnectionOptions::message_timeout, for all of it"
             : rest ? read_option(options)
                    : "ConnectionOptions::write_timeout",
             ")"}};
  }

  /// How often it is worth while to call `expire`: a small part of what a connection may wait.
  [[nodiscard]] static std::chrono::milliseconds step(const ServerOptions& options) noexcept {
    auto least = farewell * 8;
    for (const auto timeout :
         {options.idle_timeout, options.connection.read_timeout, options.connection.write_timeout,
          options.connection.message_timeout})
      if (timeout.count() > 0) least = smaller(least, timeout);
    return larger(least / 8, std::chrono::milliseconds(5));
  }

 private:
  static constexpr auto never = Clock::time_point::max();
  static constexpr auto expired = Clock::time_point::min();

  [[nodiscard]] static Clock::time_point after(Clock::time_point begin,
                                               std::chrono::milliseconds timeout) noexcept {
    return timeout.count() <= 0 || timeout > std::chrono::years(10) ? never : begin + timeout;
  }

  // Atomic, as the thread that looks for waits that are due calls `what`.
  Atomic<For> what_ = For::call;
  Clock::time_point since_ = {};
  /// `never` while it is served.
  Atomic<Clock::time_point> due_ = never;
};

}  // namespace seathrift::detail
