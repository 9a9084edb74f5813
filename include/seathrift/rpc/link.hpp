// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a client keep of its connection, and what becomes of it when something goes wrong?

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/call_error.hpp>
#include <seathrift/rpc/channel.hpp>
#include <seathrift/rpc/due_reply.hpp>
#include <seathrift/rpc/outgoing.hpp>
#include <seathrift/rpc/reply.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift {

namespace detail {

/// Where to connect: the stream's endpoint, or nothing where a stream was handed over.
template <class Stream>
struct endpoint_of {
  struct type {};
};
template <ConnectingStream Stream>
struct endpoint_of<Stream> {
  using type = typename Stream::Endpoint;
};

}  // namespace detail

/// A client's connection, behind `client.link()`: opened by the first call, closed by an
/// error of its own, opened anew by the call after that.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <Protocol P, MessageTransport Transport>
class Link {
 public:
  using Stream = typename Transport::Stream;
  using Endpoint = typename detail::endpoint_of<Stream>::type;

  Link(Endpoint endpoint, const ConnectionOptions& options)
      : endpoint_(std::move(endpoint)), options_(options) {}
  Link(Stream stream, const ConnectionOptions& options) : options_(options) {
    channel_ = detail::Owner<Channel>(
        new Channel(std::move(stream), options.limits, options.message_timeout));
  }

  /// One that was moved from has no endpoint: what would be left of its host's name is another
  /// host.
  SEATHRIFT_COLD Link(Link&& other) noexcept
      : endpoint_(std::exchange(other.endpoint_, std::nullopt)),
        options_(other.options_),
        channel_(std::move(other.channel_)),
        sent_(other.sent_),
        received_(std::exchange(other.received_, other.sent_)),
        connected_at_(other.connected_at_),
        last_begun_(other.last_begun_) {}
  SEATHRIFT_COLD Link& operator=(Link&& other) noexcept {
    if (this != &other) {
      std::destroy_at(this);
      std::construct_at(this, std::move(other));
    }
    return *this;
  }
  SEATHRIFT_COLD ~Link() = default;

  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(channel_); }

  /// Connects, if there is no connection. A call does it by itself.
  [[nodiscard]] Result<void> try_open() { return channel_ ? Result<void>() : connect(); }
  /// As try_open; an error is thrown, as TransportException.
  void open() { try_open().value(); }

  /// Closes the connection. Replies that were not received are lost.
  SEATHRIFT_COLD void close() noexcept {
    channel_.reset();
    received_ = sent_;
  }

  /// The stream below, until the connection is closed.
  ///
  /// Errors. TransportException while there is no connection.
  [[nodiscard]] Stream& stream() {
    if (!channel_) [[unlikely]]
      Error(Errc::not_open,
            "the client has no connection, hence no stream; open() its link() first, or make a "
            "call")
          .raise();
    return channel_->stream();
  }
  [[nodiscard]] SEATHRIFT_COLD std::string peer() const {
    return channel_ ? channel_->stream().peer() : "nobody";
  }
  /// Calls that were sent and whose replies have not been received.
  [[nodiscard]] std::int32_t outstanding() const noexcept {
    return static_cast<std::int32_t>(sent_ - received_);
  }

  /// Sends a call. `oneway`: no reply will come.
  SEATHRIFT_NOINLINE Result<void> send(std::string_view method, bool oneway,
                                       detail::Outgoing arguments) {
    if (outstanding() == 0) refresh();
    if (auto opened = try_open(); !opened) [[unlikely]]
      return detail::not_sent(opened.error(), method);
    auto output = channel_->begin();
    const auto seqid = oneway ? 0 : static_cast<std::int32_t>(sent_ + 1);
    const MessageHead head{method, oneway ? MessageType::oneway : MessageType::call, seqid};
    const std::byte* const end = arguments.encode(output, head);
    if (output.error != Errc::none) [[unlikely]]
      return unfit(output.error, method);
    if (auto sealed = channel_->seal(output, end); !sealed) [[unlikely]]
      return detail::not_sent(sealed.error(), method);
    Guard guard{this};
    if (auto sent = channel_->send_sealed(); !sent) [[unlikely]]
      return failed_to_send(sent.error(), method, oneway);
    guard.link = nullptr;
    if (!oneway) ++sent_;
    return {};
  }

  /// Receives the reply to the oldest call whose reply has not been received.
  SEATHRIFT_NOINLINE Result<void> receive(std::string_view method, detail::IncomingReply reply) {
    if (outstanding() == 0 || !channel_) [[unlikely]]
      return detail::not_due(method);
    Guard guard{this};
    detail::DueReply<P> due{method, static_cast<std::int32_t>(received_ + 1), reply,
                            options_.limits};
    const auto take = [&due](std::span<const std::byte> bytes, bool whole) {
      return due.take(bytes, whole);
    };
    const auto take_part = [&due](std::span<const std::byte> arrived, std::size_t missing) {
      return due.reply.plan.append == nullptr ? 0 : due.take_part(arrived, missing);
    };
    auto received = channel_->receive(take, take_part);
    if (!received) [[unlikely]]
      return failed(received.error(), method, true);
    if (*received == detail::Received::end) [[unlikely]]
      return failed(ended(), method, true);
    const Errc code = due.error.code();
    if (code != Errc::none && code != Errc::application) [[unlikely]]
      return failed(due.error, method, true);
    guard.link = nullptr;
    ++received_;
    if (code != Errc::none) [[unlikely]] {
      last_begun_ = {};  // the server may close behind such an answer: the next call looks
      return std::move(due.error);
    }
    return {};
  }

 private:
  using Channel = detail::Channel<P, Transport>;
  using Clock = std::chrono::steady_clock;
  /// How long after a call was begun the next one first looks whether the server has closed
  /// meanwhile: calls that follow each other closely are spared the look, and a second clock.
  static constexpr std::chrono::milliseconds pause{1};

  /// Closes a connection that was left in the middle of a message: by an exception of a Custom
  /// type, or because memory ran out.
  struct Guard {
    Link* link;
    ~Guard() {
      if (link != nullptr) link->close();
    }
  };

  SEATHRIFT_COLD Result<void> connect() {
    if constexpr (ConnectingStream<Stream>) {
      if (endpoint_) {
        Result<Stream> stream = Stream::connect(*endpoint_, options_);
        if (!stream) return std::move(stream).error();
        channel_ = detail::Owner<Channel>(
            new Channel(std::move(*stream), options_.limits, options_.message_timeout));
        connected_at_ = sent_;
        return {};
      }
    }
    return Error(
        Errc::not_open,
        "the client's connection is closed and it has no endpoint to connect to, or has been moved "
        "from; make a new client, over a new stream");
  }

  /// Gives up a connection that the server has closed, or on which it sent what nobody asked for.
  void refresh() {
    if (!endpoint_) return;
    const auto now = Clock::now();
    const bool paused = now - std::exchange(last_begun_, now) >= pause;
    if (paused && channel_ && (channel_->has_more() || channel_->stream().stale())) close();
  }

  /// Says why the arguments of a method can't be written.
  SEATHRIFT_COLD Error unfit(Errc why, std::string_view method) const {
    return detail::not_sent(
        detail::write_error(why, P::name, detail::concat({"the arguments of ", method}),
                            options_.limits.max_depth),
        method);
  }

  /// Closes the connection, with all that is due on it, and says what that means.
  SEATHRIFT_COLD Error failed(const Error& error, std::string_view method, bool sent) {
    const std::int32_t lost = outstanding() - (sent ? 1 : 0);
    const bool silent = sent && received_ == connected_at_ && !channel_->has_more() &&
                        (error.code() == Errc::end_of_stream || error.code() == Errc::timed_out);
    close();
    return detail::call_failed(silent ? unheard(error) : error, method, sent, lost,
                               endpoint_.has_value());
  }

  /// A server may have refused the call, and closed behind its answer, before all of it left.
  SEATHRIFT_COLD Error failed_to_send(const Error& error, std::string_view method, bool oneway) {
    if (error.code() == Errc::end_of_stream && !oneway && outstanding() == 0 &&
        channel_->stream().stale()) {
      ++sent_;
      detail::Reply nothing;
      const Result<void> answered = receive(method, {nothing, {}, nullptr});
      if (!answered && answered.error().call_state() == CallState::answered)
        return answered.error();
    }
    return failed(error, method, false);
  }

  /// Many servers say nothing to what they don't understand.
  SEATHRIFT_COLD static Error unheard(const Error& error) {
    return {error.code(),
            {error.text(),
             "; it has answered no call on this connection, and may speak something else than ",
             Channel::bounded ? "framed " : "unframed ", P::name,
             " (another protocol or framing, HTTP, TLS)"}};
  }

  SEATHRIFT_COLD Error ended() const {
    return {Errc::end_of_stream, {peer(), " closed the connection"}};
  }

  std::optional<Endpoint> endpoint_;
  ConnectionOptions options_;
  detail::Owner<Channel> channel_;
  // Calls and replies; they wrap around, as sequence ids do.
  std::uint32_t sent_ = 0;
  std::uint32_t received_ = 0;
  /// What `sent_` was when the connection was opened.
  std::uint32_t connected_at_ = 0;
  Clock::time_point last_begun_{};
};

}  // namespace seathrift
