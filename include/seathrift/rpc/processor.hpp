// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a server do with a message? It finds the method and has the call carried out; what is
// no call is refused.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/foreign.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/core/refusal.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/call.hpp>
#include <seathrift/rpc/channel.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/handler.hpp>
#include <seathrift/rpc/method_index.hpp>
#include <seathrift/rpc/method_table.hpp>
#include <seathrift/rpc/stack.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/service_check.hpp>

namespace seathrift {

namespace detail {

/// Refuses a service or a stack that can't work, in one line.
template <class S, class P, class Transport>
consteval bool check_served() {
  static_assert(
      DescribedService<S>,
      "seathrift: the first argument of the server is no described service; write "
      "SEATHRIFT_SERVICE(...) behind it, in its namespace, and put it first: SimpleServer<Service, "
      "Protocol, Transport>");
  return check_stack<P, Transport>() && is_service<S>;
}

}  // namespace detail

/// Carries out the calls of a service that arrive through connections of one stack.
///
/// Errors. What a handler throws never leaves the processor: a declared exception is a reply,
/// anything else is answered by a TApplicationException (see ApplicationException), and `on_error`
/// is told.
///
/// Thread safety. Shared objects: safe, and calls of several connections reach a shared handler at
/// once; only a handler that a factory made for each connection is called by one thread at a time.
template <class Service, class Protocol, class Transport>
class Processor {
  static_assert(detail::check_served<Service, Protocol, Transport>());

 public:
  using Channel = detail::Channel<Protocol, Transport>;

  /// `source`: a handler, std::ref of one, a smart pointer to one, or a factory that is called with
  /// each connection's ConnectionInfo and returns one of these.
  template <class Source>
  explicit Processor(Source source, ProcessorOptions options = {})
      : handlers_(std::move(source)), options_(std::move(options)) {
    using Handler = typename detail::handler_type<Service, Source>::type;
    constexpr bool is_other = !std::is_same_v<std::remove_const_t<Handler>, Service>;
    static_assert(is_other,
                  "seathrift: the handler is the service itself, whose methods nobody defines; "
                  "pass an object of a class that defines them");
    if constexpr (is_other && detail::check_handler<Service, Handler>())
      table_ = detail::method_table<Service, Handler, Protocol, Transport>.data();
  }

  /// The handler of a new connection.
  [[nodiscard]] detail::HandlerLease lease(const ConnectionInfo& info) const {
    return handlers_.lease(info);
  }

  /// How `process` left a connection: with a call served; with none, as nothing came within the
  /// read timeout, or no whole message was there and it does not wait; or ended, by the peer or
  /// because it is of no use any more.
  enum class Outcome : std::uint8_t { served, idle, ended };

  /// Receives a message, carries out its call and answers it. What ends the connection is reported
  /// to `on_error`. Without `Wait`, it takes what has arrived, and goes on with it when it is
  /// called again.
  template <bool Wait = true>
  SEATHRIFT_ALWAYS_INLINE Outcome process(Channel& channel, const detail::HandlerLease& lease,
                                          const ConnectionInfo& info) const {
    Turn turn{channel, info, lease.handler};
    auto received = channel.template receive<Wait>(
        [&](std::span<const std::byte> bytes, bool whole) { return take(turn, bytes, whole); });
    if (!received) [[unlikely]]
      return broken(channel, info, std::move(received).error());
    if (*received == detail::Received::nothing_yet) return Outcome::idle;
    if (turn.lost.code() != Errc::none) [[unlikely]]
      tell_lost(turn);
    return *received == detail::Received::message && turn.alive ? Outcome::served : Outcome::ended;
  }

 private:
  using Call = detail::Call<Protocol, Transport>;

  /// A connection whose message is due, and whether it goes on behind it.
  struct Turn {
    Channel& channel;
    const ConnectionInfo& info;
    void* handler;
    bool alive = true;
    Error lost = {};
  };

  /// Handles a message. Nothing when it is not whole. Apart from `process`, as little of the stack
  /// as can be lies between a thread that waits and those of other connections.
  SEATHRIFT_NOINLINE std::optional<std::size_t> take(Turn& turn, std::span<const std::byte> bytes,
                                                     bool whole) const {
    Call call(turn.channel, options_, turn.info, bytes, whole);
    const auto used = take(call, turn.handler);
    if (!call.alive) [[unlikely]] {
      turn.alive = false;
      turn.lost = std::move(call.lost);
    }
    return used;
  }

  SEATHRIFT_ALWAYS_INLINE std::optional<std::size_t> take(Call& call, void* handler) const {
    call.body = Protocol::read_message(call.in, call.in.begin, call.head);
    if (call.body == nullptr) [[unlikely]]
      return refuse_head(call);
    call.oneway = call.head.type == MessageType::oneway;
    if (call.head.type != MessageType::call && !call.oneway) [[unlikely]]
      return refuse_head(call);
    const std::size_t number = detail::find_method<Service>(call.head.name);
    try {
      if (number < detail::count_methods<Service>()) [[likely]] {
        call.oneway = table_[number].oneway;
        table_[number].carry_out(handler, call);
      } else {
        unknown(call);
      }
    } catch (...) {
      return end_thrown(call);
    }
    if (call.at == nullptr) [[unlikely]]
      return refuse_body(call, number);
    return static_cast<std::size_t>(call.at - call.in.begin);
  }

  /// What is no message of this protocol, or no call: no answer in it would be understood.
  SEATHRIFT_COLD static std::optional<std::size_t> refuse_head(Call& call) {
    if (call.body == nullptr && call.in.came_short() && !call.whole) return std::nullopt;
    call.end_with(call.body == nullptr
                      ? detail::read_error(call.in, Protocol::name)
                      : Error(Errc::invalid_data,
                              "a reply arrived where calls are expected; the peer is a server"));
    if (call.body == nullptr) refuse_foreign(call);
    return call.in.room(call.in.begin);
  }

  SEATHRIFT_COLD static void refuse_foreign(Call& call) {
    const std::span<const std::byte> arrived = call.channel.pending();
    const std::span<const std::byte> bytes(call.in.begin, call.in.room(call.in.begin));
    if (Channel::bounded && arrived.size() > 4 + bytes.size() &&
        detail::begins_as_old_binary(arrived)) {
      // The size of an old call's name has passed for that of a frame.
      call.lost = detail::wrong_framing("the peer", recognize(arrived), true);
      answer_foreign(call.channel, arrived, false);
    } else if (call.lost.code() == Errc::bad_version) {
      answer_foreign(call.channel, bytes, Channel::bounded);
    }
  }

  /// Memory ran out, or a type of the user's threw, while the arguments were made or read.
  SEATHRIFT_COLD static std::size_t end_thrown(Call& call) {
    detail::refuse_undeclared(call);
    if (call.at != nullptr) return static_cast<std::size_t>(call.at - call.in.begin);
    if (!Channel::bounded) call.alive = false;
    return call.in.room(call.in.begin);
  }

  /// Answers arguments that can't be decoded, unless more of them may come. Where the message's end
  /// is known the connection goes on.
  SEATHRIFT_COLD std::optional<std::size_t> refuse_body(Call& call, std::size_t number) const {
    if (call.in.came_short() && !call.whole) return std::nullopt;
    if (number < detail::count_methods<Service>())
      detail::name_arguments(call.in, table_[number].texts);
    const Error error = detail::read_error(call.in, Protocol::name);
    call.report(detail::exception_of(error));
    call.refuse(ApplicationCode::protocol_error, error.text());
    if (!Channel::bounded) call.alive = false;
    return call.in.room(call.in.begin);
  }

  SEATHRIFT_COLD static void unknown(Call& call) {
    call.at = detail::skip_value<Protocol>(call.in, call.body, Type::structure);
    if (call.at != nullptr)
      call.refuse(ApplicationCode::unknown_method,
                  detail::concat({"Invalid method name: '",
                                  detail::shown(call.head.name.substr(0, 1000)), "'"}));
  }

  SEATHRIFT_COLD void tell_lost(const Turn& turn) const {
    detail::tell(options_, turn.info, {}, detail::exception_of(turn.lost));
  }

  /// What becomes of a connection through which no message came.
  SEATHRIFT_COLD Outcome broken(Channel& channel, const ConnectionInfo& info, Error error) const {
    if (error.code() == Errc::timed_out && !channel.has_more()) return Outcome::idle;
    if constexpr (!Channel::bounded) answer_broken(channel, info, error);
    detail::tell(options_, info, {}, detail::exception_of(error));
    if (error.code() == Errc::wrong_peer) answer_foreign(channel, channel.pending(), false);
    return Outcome::ended;
  }

  /// Tells a caller that speaks something else what that is, in its own words, where they are
  /// known.
  SEATHRIFT_COLD static void answer_foreign(Channel& channel, std::span<const std::byte> bytes,
                                            bool in_frame) {
    const std::string answer = detail::refusal(bytes, in_frame, Channel::bounded, Protocol::name);
    if (answer.empty()) return;
    // A span of a range would cost each server's unit 3 MB of the compiler's memory.
    const std::span<const std::byte> piece(reinterpret_cast<const std::byte*>(answer.data()),
                                           answer.size());
    // Whether the peer takes it changes nothing.
    static_cast<void>(channel.stream().send({&piece, std::size_t{1}}));
  }

  /// Tells a client what is wrong with the message that it is sending, where a call's head has
  /// arrived.
  SEATHRIFT_COLD void answer_broken(Channel& channel, const ConnectionInfo& info,
                                    const Error& error) const {
    if (error.code() >= Errc::not_open && error.code() != Errc::message_limit) return;
    Call call(channel, options_, info, channel.pending(), true);
    if (Protocol::read_message(call.in, call.in.begin, call.head) != nullptr &&
        call.head.type == MessageType::call)
      call.refuse(ApplicationCode::protocol_error, error.text());
  }

  detail::HandlerSource<Service> handlers_;
  ProcessorOptions options_;
  const detail::ServedMethod<Protocol, Transport>* table_ = nullptr;
};

}  // namespace seathrift
