// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do bytes go through a connected socket of any family? One system call a send, one a receive.

#include <array>
#include <cerrno>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <sys/socket.h>

#include <seathrift/config.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>
#include <seathrift/transport/gather.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/socket_options.hpp>

namespace seathrift::detail {

/// A connected socket that blocks: what Socket and UnixSocket have in common.
///
/// Errors. `Errc::end_of_stream` when the peer reset the connection or closed it under a send;
/// `Errc::timed_out` when one wait took longer than `read_timeout` or `write_timeout`;
/// `Errc::not_open` on this side's closed stream; `Errc::io` for what else the system says. No call
/// raises SIGPIPE. Signals neither end a wait nor prolong it beyond twice its timeout.
///
/// Thread safety. Distinct objects: safe. Shared objects: one sender and one receiver; with them
/// `stop_receiving` and `shut_down`, as long as nobody closes, moves or destroys the stream.
class StreamSocket {
 public:
  // Out of line, as a connection is moved but now and then, and by many.
  SEATHRIFT_COLD StreamSocket(StreamSocket&&) noexcept = default;
  SEATHRIFT_COLD StreamSocket& operator=(StreamSocket&&) noexcept = default;
  SEATHRIFT_COLD ~StreamSocket() = default;

  [[nodiscard]] Result<void> send(Pieces pieces) {
    if (pieces.size() == 1 && unsent_.empty()) [[likely]] {
      // Less work for the system than what takes several pieces.
      const auto bytes = pieces.front();
      const bool blocks = blocks_ && bytes.size() <= small;
      const ssize_t sent = ::send(descriptor_.get(), bytes.data(), bytes.size(),
                                  MSG_NOSIGNAL | (blocks ? 0 : MSG_DONTWAIT));
      if (sent == static_cast<ssize_t>(bytes.size())) [[likely]]
        return {};
      return send_rest(pieces, sent, blocks);
    }
    return send_pieces(pieces);
  }

  /// From now on, `send` waits for the peer no longer than `patience`, and keeps what the peer did
  /// not take; `flush` goes on with it.
  SEATHRIFT_COLD void send_later(std::chrono::milliseconds patience) {
    static_cast<void>(set_timeout(descriptor_.get(), SO_SNDTIMEO, patience));
    write_timeout_ = message_timeout_ = patience;
    blocks_ = true;
    keeps_unsent_ = true;
  }
  /// How long a `try_receive` waits that may.
  SEATHRIFT_COLD void linger_for(std::chrono::milliseconds most) {
    static_cast<void>(set_timeout(descriptor_.get(), SO_RCVTIMEO, most));
  }
  /// True when there is something for `flush`.
  [[nodiscard]] bool has_unsent() const noexcept { return !unsent_.empty(); }
  /// Sends what was kept, as far as that can be done without waiting. True when all of it has left.
  [[nodiscard]] SEATHRIFT_NOINLINE Result<bool> flush() {
    while (!unsent_.empty()) {
      const ssize_t sent =
          ::send(descriptor_.get(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0)
        unsent_.consume(static_cast<std::size_t>(sent));
      else if (errno == EAGAIN || errno == EWOULDBLOCK)
        return false;
      else if (errno != EINTR)
        return send_error(errno);
    }
    unsent_.shrink(0);
    return true;
  }

  /// Receives what has arrived, into `room`, which must not be empty.
  [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> room) {
    while (true) {
      const ssize_t received = ::recv(descriptor_.get(), room.data(), room.size(), 0);
      if (received >= 0) return static_cast<std::size_t>(received);
      const int code =
          errno == EINTR ? wait_for(descriptor_.get(), POLLIN, Deadline(read_timeout_)) : errno;
      if (code != 0) return receive_error(code);
    }
  }

  /// As `receive`, but does not wait, unless it `lingers`, and then no longer than was set by
  /// `linger_for`, nor behind a signal: empty when nothing has arrived.
  [[nodiscard]] Result<std::optional<std::size_t>> try_receive(std::span<std::byte> room,
                                                               bool lingers = false) {
    while (true) {
      const ssize_t received =
          ::recv(descriptor_.get(), room.data(), room.size(), lingers ? 0 : MSG_DONTWAIT);
      if (received >= 0) return std::optional<std::size_t>(static_cast<std::size_t>(received));
      if (errno == EAGAIN || errno == EWOULDBLOCK) return std::optional<std::size_t>();
      if (errno != EINTR) return receive_error(errno);
      lingers = false;  // the system would begin anew to count the time
    }
  }

  /// Waits for more of a message that is to be whole within `left`, where a `receive` might wait
  /// for longer. False when the time is over. A `read_timeout` below zero waits for nothing here: a
  /// server's sweep ends the `receive`.
  [[nodiscard]] SEATHRIFT_NOINLINE bool wait_for_rest(std::chrono::milliseconds left) const {
    return (read_timeout_.count() != 0 && read_timeout_ <= left) || wait_to_receive(left);
  }

  /// Waits until there is something to receive, the peer's end or an error included; false when
  /// there is nothing within `most`.
  [[nodiscard]] SEATHRIFT_COLD bool wait_to_receive(std::chrono::milliseconds most) const {
    return wait_for(descriptor_.get(), POLLIN, Deadline(most)) != EAGAIN;
  }

  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(descriptor_); }

  /// True as well when this side has closed.
  [[nodiscard]] bool stale() const noexcept {
    char byte = 0;
    const ssize_t seen = ::recv(descriptor_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return seen >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
  }

  [[nodiscard]] SEATHRIFT_COLD std::string peer() const { return peer_; }
  void stop_receiving() noexcept { ::shutdown(descriptor_.get(), SHUT_RD); }
  /// Ends what is being sent and received, and all that would be.
  void shut_down() noexcept { ::shutdown(descriptor_.get(), SHUT_RDWR); }
  /// Tells the peer that nothing more is sent. To close at once, while bytes of the peer are unread
  /// or still come, would reset the connection, and the peer might never see what was sent last:
  /// `discard` them first, until the peer has ended, too.
  void stop_sending() noexcept { ::shutdown(descriptor_.get(), SHUT_WR); }
  /// Throws away what has arrived, a quarter of a MiB at most. True when the peer has ended.
  [[nodiscard]] SEATHRIFT_COLD bool discard() noexcept {
    std::array<std::byte, 16 * 1024> nowhere;
    for (int i = 0; i < 16; ++i) {
      const ssize_t size = ::recv(descriptor_.get(), nowhere.data(), nowhere.size(), MSG_DONTWAIT);
      if (size == 0) return true;
      if (size < 0 && errno != EINTR) return errno != EAGAIN && errno != EWOULDBLOCK;
    }
    return false;
  }
  /// Both, until the peer has ended, but no longer than `most`.
  SEATHRIFT_COLD void take_leave(std::chrono::milliseconds most) {
    const Deadline until(most);
    stop_sending();
    while (!discard() && until.left().count() != 0 &&
           wait_for(descriptor_.get(), POLLIN, until) == 0) {
      // more to discard
    }
  }
  void close() noexcept { descriptor_.close(); }
  /// The descriptor, to be waited for or tuned, not to be closed; negative when not open.
  [[nodiscard]] int native_handle() const noexcept { return descriptor_.get(); }

 protected:
  SEATHRIFT_COLD StreamSocket(Descriptor&& descriptor, std::string&& peer,
                              const ConnectionOptions& options)
      : peer_(std::move(peer)),
        read_timeout_(options.read_timeout),
        write_timeout_(options.write_timeout),
        message_timeout_(options.message_timeout),
        blocks_(options.message_timeout.count() <= 0 ||
                (options.write_timeout.count() > 0 &&
                 options.write_timeout <= options.message_timeout)),
        descriptor_(std::move(descriptor)) {}

 private:
  /// What is larger is not left to the system to wait for: the time of a Unix socket begins anew
  /// with each piece that its peer takes.
  static constexpr std::size_t small = 64 * 1024;

  // Apart from `send`, whose frame is small without them: many threads that serve share the caches.
  [[nodiscard]] SEATHRIFT_NOINLINE Result<void> send_pieces(Pieces pieces) {
    Gather gather(pieces);
    if (!gather.fill()) return {};
    if (!unsent_.empty()) [[unlikely]]
      return keep(gather);
    const bool blocks = blocks_ && gather.size() <= small;
    const ssize_t sent = gather.send(descriptor_.get(), blocks ? 0 : MSG_DONTWAIT);
    return go_on(gather, sent, blocks);
  }
  [[nodiscard]] SEATHRIFT_COLD Result<void> send_rest(Pieces pieces, ssize_t sent, bool waited) {
    Gather gather(pieces);
    return gather.fill() ? go_on(gather, sent, waited) : Result<void>();
  }

  [[nodiscard]] static bool over(const Deadline& deadline) {
    return deadline.bounded() && deadline.left().count() == 0;
  }

  /// Goes on after a first send, which sent so many bytes of what `gather` is filled with, or left
  /// its error in errno. `waited`: that error came after the whole of `write_timeout`.
  [[nodiscard]] SEATHRIFT_COLD Result<void> go_on(Gather& gather, ssize_t sent, bool waited) {
    Deadline whole_until;
    for (;;) {
      int code = sent >= 0 ? 0 : errno;
      if (sent >= 0) gather.advance(static_cast<std::size_t>(sent));
      if (!gather.fill()) return {};
      if (!whole_until.is_set()) whole_until = Deadline(message_timeout_);
      if (code == 0 || code == EINTR || (code == EAGAIN && !waited)) {
        const Deadline until(write_timeout_);
        const bool sooner =
            whole_until.bounded() && (!until.bounded() || whole_until.end() < until.end());
        code = over(whole_until)
                   ? EAGAIN
                   : wait_for(descriptor_.get(), POLLOUT, sooner ? whole_until : until);
      }
      if (code == EAGAIN && keeps_unsent_) return keep(gather);
      if (code == EAGAIN && over(whole_until))
        return timeout_error("a message was not taken whole by ", "message_timeout",
                             message_timeout_);
      if (code != 0) return send_error(code);
      sent = gather.send(descriptor_.get(), MSG_DONTWAIT);
      waited = false;
    }
  }

  /// Keeps what was not sent. Should memory run out, the connection is of no use any more: part of
  /// a message has left.
  [[nodiscard]] SEATHRIFT_COLD Result<void> keep(Gather& gather) {
    try {
      for (; gather.fill(); gather.advance(gather.size())) gather.append_to(unsent_);
    } catch (...) {
      shut_down();
      throw;
    }
    return {};
  }

  [[nodiscard]] SEATHRIFT_COLD Error send_error(int code) const {
    if (code == EAGAIN || code == EWOULDBLOCK)
      return timeout_error("could not send to ", "write_timeout", write_timeout_);
    if (code == EPIPE)
      return Error(Errc::end_of_stream,
                   {"could not send to ", peer_, ": it closed the connection"});
    return error("could not send to ", code);
  }

  [[nodiscard]] SEATHRIFT_COLD Error receive_error(int code) const {
    if (code == EAGAIN || code == EWOULDBLOCK)
      return timeout_error("nothing received from ", "read_timeout", read_timeout_);
    return error("could not receive from ", code);
  }

  [[nodiscard]] SEATHRIFT_COLD Error error(std::string_view what, int code) const {
    if (code == EBADF || code == ENOTCONN)
      return Error(Errc::not_open, {what, peer_, ": the connection is not open"});
    if (code == ECONNRESET)
      return Error(Errc::end_of_stream,
                   {what, peer_, ": it reset the connection (", system_text(code), ")"});
    // The system's own timeout: unanswered probes of keep_alive, for one.
    const Errc errc = code == ETIMEDOUT ? Errc::timed_out : Errc::io;
    return Error(errc, {what, peer_, ": ", system_text(code)});
  }

  [[nodiscard]] SEATHRIFT_COLD Error timeout_error(std::string_view what, std::string_view option,
                                                   std::chrono::milliseconds timeout) const {
    return Error(Errc::timed_out, {what, peer_, " within ", Digits(timeout.count()),
                                   " ms (ConnectionOptions::", option, ")"});
  }

  // What a call has no need of comes first: the rest of it is beside what it needs of a channel.
  std::string peer_;
  std::chrono::milliseconds read_timeout_;
  std::chrono::milliseconds write_timeout_;
  std::chrono::milliseconds message_timeout_;
  /// A message may take at least as long as the system waits.
  bool blocks_;
  bool keeps_unsent_ = false;
  Descriptor descriptor_;
  Buffer unsent_;
};

}  // namespace seathrift::detail
