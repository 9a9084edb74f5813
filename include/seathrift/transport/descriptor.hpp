// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who owns a file descriptor, and how is one waited for?

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include <seathrift/config.hpp>
#include <seathrift/transport/deadline.hpp>

namespace seathrift::detail {

/// Owns a file descriptor.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
class Descriptor {
 public:
  Descriptor() noexcept = default;
  explicit Descriptor(int handle) noexcept : handle_(handle) {}
  Descriptor(Descriptor&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      handle_ = std::exchange(other.handle_, -1);
    }
    return *this;
  }
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const noexcept { return handle_; }
  [[nodiscard]] explicit operator bool() const noexcept { return handle_ >= 0; }

  void close() noexcept {
    // Not repeated on EINTR: Linux has let go of the descriptor by then, and another thread may
    // have been given its number.
    if (handle_ >= 0) ::close(std::exchange(handle_, -1));
  }

 private:
  int handle_ = -1;
};

/// The system's text for an errno value.
[[nodiscard]] SEATHRIFT_COLD inline std::string system_text(int code) {
  return std::generic_category().message(code);
}

/// Waits until a descriptor is ready for `events`. 0, or an errno value, which at the deadline is
/// EAGAIN, as from a socket whose timeout is over. Signals do not prolong the wait.
[[nodiscard]] SEATHRIFT_COLD inline int wait_for(int descriptor, short events,
                                                 const Deadline& deadline) {
  while (true) {
    pollfd entry{descriptor, events, 0};
    const int timeout = deadline.poll_timeout();
    const int ready = ::poll(&entry, 1, timeout);
    if (ready > 0) return 0;
    if (ready < 0 && errno != EINTR) return errno;
    if (ready == 0 && deadline.left().count() == 0) return EAGAIN;
  }
}

}  // namespace seathrift::detail
