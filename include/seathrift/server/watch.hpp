// SPDX-License-Identifier: Apache-2.0
#pragma once
// For how long has a connection's thread been waiting for its peer?

#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/rpc/awaited.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift::detail {

/// The shorter of two waits, of which zero is the longest.
[[nodiscard]] constexpr std::chrono::milliseconds shorter(std::chrono::milliseconds a,
                                                          std::chrono::milliseconds b) noexcept {
  if (a.count() <= 0) return b;
  return b.count() <= 0 || a < b ? a : b;
}

/// Counts the time of one connection's waits by looking at it now and then: a wait counts from the
/// first look that finds it, so that none is taken for longer than it is.
class Watch {
 public:
  using Clock = std::chrono::steady_clock;

  /// True when the wait in progress has become too long, which `awaited` then knows.
  [[nodiscard]] SEATHRIFT_COLD bool look(Awaited& awaited, Clock::time_point now,
                                         const ServerOptions& options) noexcept {
    const std::uint32_t number = awaited.number();
    if (number != seen_) {
      seen_ = number;
      since_ = now;
      return false;
    }
    const bool rest = Awaited::what(number) == Awaited::What::rest;
    if (Awaited::what(number) == Awaited::What::nothing || awaited.expired()) return false;
    const auto read = options.connection.read_timeout;
    const auto limit =
        rest ? shorter(read, options.connection.message_timeout) : options.idle_timeout;
    // In the unit of the limit, which may be the longest there is: in another one it is not to be
    // had.
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(now - since_);
    if (limit.count() <= 0 || waited < limit) return false;
    awaited.expire(limit, !rest           ? "ServerOptions::idle_timeout"
                          : limit == read ? read_option(options)
                                          : "ConnectionOptions::message_timeout");
    return true;
  }

 private:
  std::uint32_t seen_ = 0;
  Clock::time_point since_ = {};
};

}  // namespace seathrift::detail
