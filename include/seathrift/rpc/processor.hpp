// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a server do with a message? It finds the method and has the call carried out; what is
// no call is refused.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/call.hpp>
#include <seathrift/rpc/channel.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/handler.hpp>
#include <seathrift/rpc/link.hpp>
#include <seathrift/rpc/method_index.hpp>
#include <seathrift/schema/handler_check.hpp>

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
/// anything else is answered by a TApplicationException and reported to `on_error`.
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
  Outcome process(Channel& channel, const detail::HandlerLease& lease,
                  const ConnectionInfo& info) const {
    Error lost;
    bool alive = true;
    const auto serve = [&](std::span<const std::byte> bytes,
                           bool whole) -> std::optional<std::size_t> {
      detail::Call<Protocol, Transport> call(channel, options_, info, bytes, whole);
      const auto used = take(call, lease.handler);
      if (!call.alive) [[unlikely]] {
        alive = false;
        lost = std::move(call.lost);
      }
      return used;
    };
    auto received = channel.template receive<Wait>(serve);
    if (!received) [[unlikely]]
      return broken(channel, info, std::move(received).error());
    if (*received == detail::Received::nothing_yet) return Outcome::idle;
    if (lost.code() != Errc::none) [[unlikely]]
      detail::tell(options_, info, {}, detail::exception_of(lost));
    return *received == detail::Received::message && alive ? Outcome::served : Outcome::ended;
  }

 private:
  /// Handles the message in `call`. Nothing when it is not whole.
  std::optional<std::size_t> take(detail::Call<Protocol, Transport>& call, void* handler) const {
    const std::size_t size = call.in.room(call.in.begin);
    call.body = Protocol::read_message(call.in, call.in.begin, call.head);
    if (call.body == nullptr) [[unlikely]] {
      if (call.in.came_short() && !call.whole) return std::nullopt;
      // Not a message of this protocol: no answer in it would be understood.
      return give_up(call, detail::read_error(call.in, Protocol::name), size);
    }
    if (call.head.type != MessageType::call && call.head.type != MessageType::oneway) [[unlikely]]
      return give_up(call,
                     Error(Errc::invalid_data,
                           "a reply arrived where calls are expected; the peer is a server"),
                     size);
    call.oneway = call.head.type == MessageType::oneway;
    const std::size_t number = detail::find_method<Service>(call.head.name);
    try {
      if (number < detail::count_methods<Service>()) [[likely]] {
        call.oneway = table_[number].oneway;
        table_[number].carry_out(handler, call);
      } else {
        unknown(call);
      }
    } catch (...) {
      // Memory ran out, or a type of the user's threw, while the arguments were made or read.
      detail::refuse_undeclared(call);
      if (call.at != nullptr) return static_cast<std::size_t>(call.at - call.in.begin);
      if (!Channel::bounded) call.alive = false;
      return size;
    }
    if (call.at == nullptr) [[unlikely]] {
      if (call.in.came_short() && !call.whole) return std::nullopt;
      if (number < detail::count_methods<Service>())
        detail::name_arguments(call.in, table_[number].texts);
      return undecodable(call, size);
    }
    return static_cast<std::size_t>(call.at - call.in.begin);
  }

  SEATHRIFT_COLD static void unknown(detail::Call<Protocol, Transport>& call) {
    call.at = detail::skip_value<Protocol>(call.in, call.body, Type::structure);
    if (call.at != nullptr)
      call.refuse(ApplicationCode::unknown_method,
                  detail::concat({"Invalid method name: '", call.head.name.substr(0, 1000), "'"}));
  }

  /// Answers arguments that can't be decoded. Where the message's end is known the connection goes
  /// on.
  SEATHRIFT_COLD static std::size_t undecodable(detail::Call<Protocol, Transport>& call,
                                                std::size_t size) {
    const Error error = detail::read_error(call.in, Protocol::name);
    call.report(detail::exception_of(error));
    call.refuse(ApplicationCode::protocol_error, error.text());
    if (!Channel::bounded) call.alive = false;
    return size;
  }

  SEATHRIFT_COLD static std::size_t give_up(detail::Call<Protocol, Transport>& call, Error error,
                                            std::size_t size) {
    call.alive = false;
    call.lost = std::move(error);
    return size;
  }

  /// What becomes of a connection through which no message came.
  SEATHRIFT_COLD Outcome broken(Channel& channel, const ConnectionInfo& info, Error error) const {
    if (error.code() == Errc::timed_out && !channel.has_more()) return Outcome::idle;
    if constexpr (!Channel::bounded) answer_broken(channel, info, error);
    detail::tell(options_, info, {}, detail::exception_of(error));
    return Outcome::ended;
  }

  /// Tells a client what is wrong with the message that it is sending, where a call's head has
  /// arrived.
  SEATHRIFT_COLD void answer_broken(Channel& channel, const ConnectionInfo& info,
                                    const Error& error) const {
    if (error.code() >= Errc::not_open && error.code() != Errc::message_limit) return;
    detail::Call<Protocol, Transport> call(channel, options_, info, channel.pending(), true);
    if (Protocol::read_message(call.in, call.in.begin, call.head) != nullptr &&
        call.head.type == MessageType::call)
      call.refuse(ApplicationCode::protocol_error, error.text());
  }

  detail::HandlerSource<Service> handlers_;
  ProcessorOptions options_;
  const detail::Served<Protocol, Transport>* table_ = nullptr;
};

}  // namespace seathrift
