// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a program call a service? By plain functions of a class that the service's declaration
// gives.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/link.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/stub.hpp>
#include <seathrift/schema/text.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/port.hpp>

namespace seathrift {

namespace detail {

/// The declared exception that a reply holds, as an error; what() names its type and fields.
template <class E>
[[nodiscard]] SEATHRIFT_COLD Error declared_error(E& exception) {
  std::string text = text_of(exception);
  if constexpr (std::is_base_of_v<Exception, E>) exception.set_text(text);
  return {std::make_exception_ptr(std::move(exception)), text};
}

/// A reply that holds nothing that the client knows; `field` is the first that it holds, if there
/// is one.
[[nodiscard]] SEATHRIFT_COLD inline Error unanswered(std::string_view method, std::int32_t field) {
  const Digits number(field);
  return {ApplicationCode::missing_result,
          concat({"the reply to ", method,
                  " holds neither a result nor an exception that the client knows",
                  field != 0 ? ", but field " : "", field != 0 ? number : std::string_view(),
                  "; the call was carried out, let both sides have one version of the service"})};
}

[[nodiscard]] inline Error error_of(Result<void> result) {
  return result ? Error() : std::move(result).error();
}

/// What is wrong with a reply; no error when it holds the result.
template <class At>
[[nodiscard]] Error failure_in(ReplyOf<At>& reply) {
  constexpr std::size_t first = results<At>;
  constexpr std::size_t size = std::tuple_size_v<decltype(reply.values)>;
  if constexpr (first == 1) {
    if (std::get<0>(reply.values)) [[likely]]
      return {};
  }
  Error error;
  for_each_index<size - first>([&](auto i) {
    auto& exception = std::get<i + first>(reply.values);
    if (exception) error = declared_error(*exception);
    return !exception;
  });
  if (error.code() != Errc::none) return error;
  // A result that a void method has got since is nothing to an older client; an exception is.
  if constexpr (first == 0)
    if (reply.unknown_field == 0) [[likely]]
      return {};
  return unanswered(At::name, reply.unknown_field);
}

}  // namespace detail

/// Calls a service, one call after the other, and blocks while it does.
///
///     Client<Calculator, Compact, Framed<Socket>> client{"localhost", 9090};
///     int sum = client.add(1, 1);
///
/// It has a function for each method of the service and its bases. The first call connects; after
/// an error the connection is closed and the next call connects again.
///
/// Errors. A call throws the exceptions that its method declares; ApplicationException when the
/// server answered with an error; TransportException and ProtocolException, whose `call_state()`
/// and text say whether the call may have been carried out.
///
/// Lifetime. What is passed is used until the function returns.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <class Service, class Protocol, class Transport>
class Client : public detail::stub_of<Service, Client<Service, Protocol, Transport>> {
  static_assert(detail::check_stack<Protocol, Transport>());
  using seathrift_Link = Link<Protocol, Transport>;

 public:
  using Stream = typename seathrift_Link::Stream;
  using Endpoint = typename seathrift_Link::Endpoint;

  /// Will connect to a host and port.
  Client(std::string host, Port port, const ConnectionOptions& options = {}) requires requires {
    Endpoint{host, port};
  } : seathrift_link_(Endpoint{std::move(host), port}, options) {
  }
  /// Will connect to a path.
  explicit Client(std::string path, const ConnectionOptions& options = {}) requires(
      requires { Endpoint{path}; } &&
      !requires {
        Endpoint{path, Port{}};
      })
      : seathrift_link_(Endpoint{std::move(path)}, options) {}
  /// Will connect to an endpoint.
  explicit Client(Endpoint endpoint,
                  const ConnectionOptions& options = {}) requires ConnectingStream<Stream>
      : seathrift_link_(std::move(endpoint), options) {}
  /// Goes through a stream that is connected already; there is no other after it.
  explicit Client(Stream stream, const ConnectionOptions& options = {})
      : seathrift_link_(std::move(stream), options) {}

  /// The connection.
  [[nodiscard]] seathrift_Link& link() noexcept { return seathrift_link_; }

  /// Calls a method and returns its result, or the error: `client.try_call<&Calculator::add>(1,
  /// 1)`. An exception that the method declares is an error, too, thrown as itself by `value()`.
  template <auto Method, class... Arguments>
  [[nodiscard]] Result<detail::result_of<Method>> try_call(Arguments&&... arguments) {
    static_assert(
        sizeof...(Arguments) == detail::Signature<Method>::arity,
        "seathrift: try_call or send_ with another number of arguments; pass those of the method");
    seathrift_Reply<Method> reply{};
    Error error = seathrift_call_with<Method>(reply, seathrift_Parameters<Method>{},
                                              std::forward<Arguments>(arguments)...);
    return seathrift_result_in<Method>(std::move(error), reply);
  }

  /// Sends a call without waiting for its reply, so that several can be on their way.
  template <auto Method, class... Arguments>
  void send_(Arguments&&... arguments) {
    static_assert(
        sizeof...(Arguments) == detail::Signature<Method>::arity,
        "seathrift: try_call or send_ with another number of arguments; pass those of the method");
    seathrift_check(seathrift_send_with<Method>(seathrift_Parameters<Method>{},
                                                std::forward<Arguments>(arguments)...));
  }

  /// Receives the reply to the oldest call whose reply was not received: replies come in the order
  /// of the calls.
  template <auto Method>
  detail::result_of<Method> receive_() {
    static_assert(!detail::method_at<Method>::Method::oneway,
                  "seathrift: receive_ of a oneway method, which has no reply; drop it");
    seathrift_Reply<Method> reply{};
    seathrift_check(seathrift_receive_reply<Method>(reply));
    return seathrift_value_in<Method>(reply);
  }

  /// What the service's functions call.
  template <auto Method, class... Arguments>
  detail::result_of<Method> seathrift_call(Arguments&&... arguments) {
    seathrift_Reply<Method> reply{};
    seathrift_check(seathrift_call_with<Method>(reply, seathrift_Parameters<Method>{},
                                                std::forward<Arguments>(arguments)...));
    return seathrift_value_in<Method>(reply);
  }

 private:
  // Names that no method of a service has: what stands here would hide it.
  template <auto Method>
  using seathrift_Parameters = std::type_identity<typename detail::Signature<Method>::Parameters>;
  template <auto Method>
  using seathrift_Reply = detail::ReplyOf<detail::method_at<Method>>;

  /// A call throws its error itself: a Result is made for those alone who ask for one.
  static void seathrift_check(const Error& error) {
    if (error.code() != Errc::none) [[unlikely]]
      error.raise();
  }

  /// The result in a reply that has one.
  template <auto Method>
  static detail::result_of<Method> seathrift_value_in(seathrift_Reply<Method>& reply) {
    if constexpr (!std::is_void_v<detail::result_of<Method>>)
      return *std::get<0>(std::move(reply.values));
  }

  template <auto Method>
  static Result<detail::result_of<Method>> seathrift_result_in(Error error,
                                                               seathrift_Reply<Method>& reply) {
    if (error.code() != Errc::none) [[unlikely]]
      return error;
    if constexpr (std::is_void_v<detail::result_of<Method>>)
      return {};
    else
      return seathrift_value_in<Method>(reply);
  }

  template <auto Method, class... P>
  Error seathrift_send_with(
      std::type_identity<std::tuple<P...>>,
      std::type_identity_t<typename detail::stub_parameter<P>::type>... arguments) {
    using At = detail::method_at<Method>;
    using Values = std::tuple<const std::remove_cvref_t<P>&...>;
    const detail::Arguments<At, Values> record{Values(arguments...)};
    return detail::error_of(
        seathrift_link_.send(At::name, At::Method::oneway, detail::Outgoing::of<Protocol>(record)));
  }

  template <auto Method, class... P>
  Error seathrift_call_with(
      seathrift_Reply<Method>& reply, std::type_identity<std::tuple<P...>> parameters,
      std::type_identity_t<typename detail::stub_parameter<P>::type>... arguments) {
    if (seathrift_link_.outstanding() != 0) [[unlikely]]
      return detail::replies_due(detail::method_at<Method>::name);
    Error error =
        seathrift_send_with<Method>(parameters, static_cast<decltype(arguments)&&>(arguments)...);
    if constexpr (!detail::method_at<Method>::Method::oneway)
      if (error.code() == Errc::none) [[likely]]
        error = seathrift_receive_reply<Method>(reply);
    return error;
  }

  template <auto Method>
  Error seathrift_receive_reply(seathrift_Reply<Method>& reply) {
    using At = detail::method_at<Method>;
    Error error = detail::error_of(
        seathrift_link_.receive(At::name, detail::IncomingRecord::of<Protocol>(reply)));
    if (error.code() == Errc::none) [[likely]]
      error = detail::failure_in<At>(reply);
    return error;
  }

  seathrift_Link seathrift_link_;
};

}  // namespace seathrift
