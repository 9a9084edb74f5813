// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do a few threads wait for many connections? With one epoll, which gives each event to one of
// them.

#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>

#include <poll.h>
#include <sys/epoll.h>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>
#include <seathrift/transport/stop_signal.hpp>

namespace seathrift {

/// Waits for descriptors that have something to read, or whose peer has gone.
///
/// A descriptor that was watched is reported once, to one waiting thread, and not again until
/// `rearm`: between the two it is that thread's. Closing a descriptor forgets it; forget it first
/// where another descriptor may share its open file (fork, dup).
///
/// Thread safety. Shared objects: safe, but for moving and destroying it; `stop` is
/// async-signal-safe.
class Poller {
 public:
  enum class Outcome : std::uint8_t { ready, timed_out, stopped };

  /// What is waited for beside the peer's end: bytes to receive; room to send, alone or with them.
  /// There mostly is room: then a descriptor is ready at once, behind those that were before it.
  enum class Wants : std::uint8_t { bytes, room, either };

  struct Event {
    Outcome outcome = Outcome::timed_out;
    /// What was watched, when it is ready.
    void* token = nullptr;
  };

  [[nodiscard]] SEATHRIFT_COLD static Result<Poller> make() {
    detail::Descriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll) return error("cannot make a poller", errno);
    detail::StopSignal stop;
    if (Error failed = detail::StopSignal::make(stop); failed.code() != Errc::none) return failed;
    epoll_event event{};
    event.events = EPOLLIN;  // level-triggered: it stays ready for each thread that waits
    if (::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, stop.native_handle(), &event) != 0)
      return error("cannot watch for the end of a poller", errno);
    return Poller(std::move(epoll), std::move(stop));
  }

  /// Begins to watch a descriptor; `token` tells it from the others.
  [[nodiscard]] Result<void> watch(int descriptor, void* token) {
    return control(EPOLL_CTL_ADD, descriptor, token, Wants::bytes);
  }

  /// Watches again a descriptor that was reported.
  [[nodiscard]] Result<void> rearm(int descriptor, void* token, Wants wants = Wants::bytes) {
    return control(EPOLL_CTL_MOD, descriptor, token, wants);
  }

  /// Ends watching a descriptor. An event that another thread has been given already stays with it.
  void forget(int descriptor) noexcept {
    epoll_event unused{};
    static_cast<void>(::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, &unused));
  }

  /// Waits for one event. Zero does not wait; negative waits without bound. After `stop` the
  /// outcome is always `stopped`, whatever is ready.
  [[nodiscard]] Event wait(
      std::chrono::milliseconds timeout = std::chrono::milliseconds(-1)) noexcept {
    const detail::Deadline deadline(timeout);
    while (true) {
      epoll_event event{};
      const int most = timeout.count() == 0 ? 0 : deadline.poll_timeout();
      const int ready = ::epoll_wait(epoll_.get(), &event, 1, most);
      if (stop_.given()) return {Outcome::stopped, nullptr};
      if (ready > 0) return {Outcome::ready, event.data.ptr};
      if (timeout.count() == 0 || (deadline.bounded() && deadline.left().count() == 0))
        return {Outcome::timed_out, nullptr};
    }
  }

  /// Wakes all that wait; each later wait returns at once.
  void stop() noexcept { stop_.give(); }

  /// True when a descriptor has now what is wanted of it, or has failed.
  [[nodiscard]] static bool is_ready(int descriptor, Wants wants) noexcept {
    ::pollfd one{descriptor, 0, 0};
    if (wants != Wants::room) one.events |= POLLIN | POLLRDHUP;
    if (wants != Wants::bytes) one.events |= POLLOUT;
    return ::poll(&one, 1, 0) > 0;
  }

 private:
  Poller(detail::Descriptor epoll, detail::StopSignal stop)
      : epoll_(std::move(epoll)), stop_(std::move(stop)) {}

  [[nodiscard]] SEATHRIFT_COLD static Error error(std::string_view what, int code) {
    return Error(Errc::io, {what, ": ", detail::system_text(code)});
  }

  [[nodiscard]] Result<void> control(int operation, int descriptor, void* token, Wants wants) {
    epoll_event event{};
    event.events = EPOLLONESHOT;
    // A peer that has ended its sending still takes what it is sent.
    if (wants != Wants::room) event.events |= EPOLLIN | EPOLLRDHUP;
    if (wants != Wants::bytes) event.events |= EPOLLOUT;
    event.data.ptr = token;
    if (::epoll_ctl(epoll_.get(), operation, descriptor, &event) == 0) return {};
    return error("cannot watch a connection", errno);
  }

  detail::Descriptor epoll_;
  detail::StopSignal stop_;
};

}  // namespace seathrift
