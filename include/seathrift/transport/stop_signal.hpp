// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a signal handler end the waits of other threads? It sets a flag and makes a descriptor
// readable that all of them watch.

#include <cerrno>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/transport/descriptor.hpp>

namespace seathrift::detail {

/// Given once, stands for ever: its descriptor is readable from then on.
///
/// Thread safety. Shared objects: safe, and `give` is async-signal-safe; moving it is neither.
class StopSignal {
 public:
  /// One that can't be given, and counts as given: for `make`.
  StopSignal() noexcept = default;

  [[nodiscard]] SEATHRIFT_COLD static Error make(StopSignal& made) {
    made.event_ = Descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!made.event_)
      return Error(Errc::io, concat({"cannot make an event descriptor: ", system_text(errno)}));
    made.given_ = Owner<Flag>(new Flag(false));
    return {};
  }

  void give() noexcept {
    if (!given_) return;
    const int saved = errno;
    given_->store(true, Order::release);
    const std::uint64_t one = 1;
    // It fails only when the counter is full: then the descriptor is readable all the same.
    [[maybe_unused]] const auto written = ::write(event_.get(), &one, sizeof one);
    errno = saved;
  }

  [[nodiscard]] bool given() const noexcept { return !given_ || given_->load(Order::acquire); }
  [[nodiscard]] int native_handle() const noexcept { return event_.get(); }

 private:
  using Flag = Atomic<bool>;
  static_assert(Flag::is_always_lock_free);

  Descriptor event_;
  Owner<Flag> given_;
};

}  // namespace seathrift::detail
