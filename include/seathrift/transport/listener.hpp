// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a server wait for connections, and get over what goes wrong with one of them?

#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/address.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/poller.hpp>
#include <seathrift/transport/socket_options.hpp>
#include <seathrift/transport/stop_signal.hpp>
#include <seathrift/transport/stream_socket.hpp>

namespace seathrift::detail {

/// A connection just accepted.
struct Accepted {
  Descriptor descriptor;
  Address from;
};

/// Who is told that accepting does not work: a function, and what it is called with.
struct Trouble {
  void (*tell)(void* to, const Error& error) = nullptr;
  void* to = nullptr;
};

/// A listening socket of any family, with the signal that stops it.
class Listener {
 public:
  /// Begins to listen on a bound, non-blocking socket; `name` is its address for a person.
  [[nodiscard]] SEATHRIFT_COLD static Error make(Descriptor&& bound, std::string&& name,
                                                 int backlog, Listener& made) {
    if (::listen(bound.get(), backlog) != 0)
      return Error(Errc::io, {"cannot listen on ", name, ": ", system_text(errno)});
    made.socket_ = std::move(bound);
    made.name_ = std::move(name);
    return StopSignal::make(made.stop_);
  }

  /// One that does not listen, for `make`.
  Listener() = default;
  SEATHRIFT_COLD Listener(Listener&&) noexcept = default;
  SEATHRIFT_COLD Listener& operator=(Listener&&) noexcept = default;
  SEATHRIFT_COLD ~Listener() = default;

  /// Waits for a connection, or only looks for one: then there may be none in `accepted`.
  [[nodiscard]] SEATHRIFT_COLD Error accept(bool wait, Accepted& accepted) {
    while (true) {
      std::array<pollfd, 2> entries = {pollfd{socket_.get(), POLLIN, 0},
                                       pollfd{stop_.native_handle(), POLLIN, 0}};
      const int ready = ::poll(entries.data(), entries.size(), wait ? -1 : 0);
      if (stop_.given()) return Error(Errc::not_open, {"listening on ", name_, " was stopped"});
      if (ready > 0) {
        accepted.from.size = sizeof accepted.from.storage;
        accepted.descriptor = Descriptor(
            ::accept4(socket_.get(), accepted.from.get(), &accepted.from.size, SOCK_CLOEXEC));
        if (accepted.descriptor) return {};
      }
      switch (ready == 0 ? EAGAIN : errno) {
        case EBADF:
        case EFAULT:
        case EINVAL:
        case ENOTSOCK:
          return error(errno);
        case EAGAIN:
        case EINTR:
        case ECONNABORTED:
        case EPROTO:
        case EPERM:
          break;  // that connection is gone; the next may be well
        default:
          // Descriptors or memory have run out (EMFILE, ENFILE, ENOBUFS, ENOMEM), or the system is
          // out of order in a way that we don't know. The connection waits in the backlog; asking
          // at once would only spin.
          if (on_trouble_.tell != nullptr) on_trouble_.tell(on_trouble_.to, trouble(errno));
          static_cast<void>(wait_for(stop_.native_handle(), POLLIN, Deadline(trouble_pause)));
      }
      if (!wait && !stop_.given()) return {};
    }
  }

  /// `hook` is told each time that accepting does not work and is tried again after a pause.
  void on_trouble(Trouble hook) noexcept { on_trouble_ = hook; }

  void stop() noexcept { stop_.give(); }
  /// Waits no longer than `most`, where that is not zero. False when it was not stopped by then.
  bool wait_for_stop(std::chrono::milliseconds most) const {
    const Deadline until(most);
    while (!stop_.given() && wait_for(stop_.native_handle(), POLLIN, until) == 0) {
      // it is readable once it is given
    }
    return stop_.given();
  }
  /// Listens no more: the system refuses those who wait and those who come.
  SEATHRIFT_COLD void refuse() noexcept {
    // Another process may have the socket, too: it would go on to listen.
    ::shutdown(socket_.get(), SHUT_RDWR);
    socket_.close();
  }
  [[nodiscard]] int native_handle() const noexcept { return socket_.get(); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  static constexpr std::chrono::milliseconds trouble_pause{10};

  [[nodiscard]] SEATHRIFT_COLD Error error(int code) const {
    return Error(Errc::io, {"cannot accept on ", name_, ": ", system_text(code)});
  }
  [[nodiscard]] SEATHRIFT_COLD Error trouble(int code) const {
    return Error(Errc::io,
                 {error(code).text(), "; clients wait in the backlog until others have gone",
                  code == EMFILE ? ", or the limit of open files (ulimit -n) is raised" : ""});
  }

  Descriptor socket_;
  std::string name_;
  StopSignal stop_;
  Trouble on_trouble_;
};

/// What the acceptors of Socket and UnixSocket have in common.
///
/// When descriptors or memory have run out, the connection is left in the backlog and tried again
/// after a pause of 10 ms, each of which `on_trouble` hears of.
///
/// Thread safety. Shared objects: safe, but for moving and destroying it; `stop` is
/// async-signal-safe.
template <class Owner>
class SocketAcceptor {
 public:
  using Stream = Owner;
  /// What waits for many of these streams at once.
  using Poller = seathrift::Poller;

  [[nodiscard]] Result<Stream> accept() {
    std::optional<Stream> accepted;
    while (!accepted)
      if (Error failed = accept(true, accepted); failed.code() != Errc::none) return failed;
    return *std::move(accepted);
  }

  /// As `accept`, but empty when no peer is there. It does not wait, except for the pause when
  /// descriptors have run out.
  [[nodiscard]] Result<std::optional<Stream>> try_accept() {
    std::optional<Stream> accepted;
    if (Error failed = accept(false, accepted); failed.code() != Errc::none) return failed;
    return accepted;
  }

  void stop() noexcept { listener_.stop(); }
  void wait_for_stop() const {
    while (!listener_.wait_for_stop(std::chrono::milliseconds(0))) {
      // the system refused to wait
    }
  }
  /// As the other, for no longer than `most`. True when it was stopped by then.
  bool wait_for_stop(std::chrono::milliseconds most) const { return listener_.wait_for_stop(most); }
  /// To be set before anybody accepts.
  void on_trouble(Trouble hook) noexcept { listener_.on_trouble(hook); }
  /// Refuses, once it is stopped and nobody accepts any more, those who wait to be accepted and
  /// those who come.
  void refuse() noexcept { listener_.refuse(); }
  /// The listening descriptor, readable when a peer is there.
  [[nodiscard]] int native_handle() const noexcept { return listener_.native_handle(); }

 protected:
  SocketAcceptor(Listener&& listener, const ConnectionOptions& options)
      : listener_(std::move(listener)), options_(options) {}

  Listener listener_;

 private:
  [[nodiscard]] SEATHRIFT_COLD Error accept(bool wait, std::optional<Stream>& stream) {
    Accepted connection;
    Error failed = listener_.accept(wait, connection);
    // A connection that takes no options is one that its peer has reset already.
    if (failed.code() == Errc::none && connection.descriptor &&
        configure(connection.descriptor.get(), connection.from.family(), options_) == 0) {
      std::string peer = Stream::name_client(connection, listener_.name());
      stream = Stream(std::move(connection.descriptor), std::move(peer), options_);
    }
    return failed;
  }

  ConnectionOptions options_;
};

}  // namespace seathrift::detail
