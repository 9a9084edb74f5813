// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a program call a service? By plain functions of a class that the service's declaration gives.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/link.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/stub.hpp>
#include <seathrift/schema/text.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift {

namespace detail {

/// The declared exception that a reply holds, as an error; what() names its type and fields.
template <class E>
[[nodiscard]] SEATHRIFT_COLD Error declared_error(E& exception) {
  std::string text = text_of(exception);
  if constexpr (std::is_base_of_v<Exception, E>) exception.set_text(text);
  return {std::make_exception_ptr(std::move(exception)), std::move(text)};
}

/// A reply that holds nothing that the client knows; `field` is the first that it holds, if there is one.
[[nodiscard]] SEATHRIFT_COLD inline Error unanswered(std::string_view method, std::int32_t field) {
  std::string text = "the reply to " + std::string(method) + " holds neither a result nor an exception that the client knows";
  if (field != 0) text += ", but field " + std::to_string(field);
  return {ApplicationCode::missing_result,
          std::move(text) + "; the call was carried out, let both sides have one version of the service"};
}

/// What a reply amounts to.
template <class At>
[[nodiscard]] Result<typename At::Method::Result> outcome(ReplyOf<At>& reply) {
  using R = typename At::Method::Result;
  constexpr std::size_t first = results<At>;
  constexpr std::size_t size = std::tuple_size_v<decltype(reply.values)>;
  if constexpr (first == 1) {
    if (auto& success = std::get<0>(reply.values)) [[likely]] return R(*std::move(success));
  }
  std::optional<Error> error;
  for_each_index<size - first>([&](auto i) {
    auto& exception = std::get<i + first>(reply.values);
    if (exception) error = declared_error(*exception);
    return !exception;
  });
  if (error) return *std::move(error);
  // A result that a void method has got since is nothing to an older client; an exception is.
  if constexpr (std::is_void_v<R>)
    if (reply.unknown_field == 0) [[likely]] return {};
  return unanswered(At::name, reply.unknown_field);
}

}  // namespace detail

/// Calls a service, one call after the other, and blocks while it does.
///
///     Client<Calculator, Compact, Framed<Socket>> client{"localhost", 9090};
///     int sum = client.add(1, 1);
///
/// It has a function for each method of the service and its bases. The first call connects; after an error the
/// connection is closed and the next call connects again.
/// Errors. A call throws the exceptions that its method declares; ApplicationException when the server answered with
/// an error; TransportException and ProtocolException, which say whether the call may have been carried out.
/// Lifetime. What is passed is used until the function returns.
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <class Service, class Protocol, class Transport>
class Client : public detail::stub_of<Service, Client<Service, Protocol, Transport>> {
  static_assert(detail::check_stack<Protocol, Transport>());
  using LinkType = Link<Protocol, Transport>;

 public:
  using Stream = typename LinkType::Stream;
  using Endpoint = typename LinkType::Endpoint;

  /// Will connect to a host and port.
  Client(std::string host, std::uint16_t port, const ConnectionOptions& options = {})
    requires requires { Endpoint{host, port}; }
      : link_(Endpoint{std::move(host), port}, options) {}
  /// Will connect to a path.
  explicit Client(std::string path, const ConnectionOptions& options = {})
    requires(requires { Endpoint{path}; } && !requires { Endpoint{path, std::uint16_t{}}; })
      : link_(Endpoint{std::move(path)}, options) {}
  /// Will connect to an endpoint.
  explicit Client(Endpoint endpoint, const ConnectionOptions& options = {})
    requires ConnectingStream<Stream>
      : link_(std::move(endpoint), options) {}
  /// Goes through a stream that is connected already; there is no other after it.
  explicit Client(Stream stream, const ConnectionOptions& options = {}) : link_(std::move(stream), options) {}

  /// The connection.
  [[nodiscard]] LinkType& link() noexcept { return link_; }

  /// Calls a method and returns its result, or the error: `client.try_call<&Calculator::add>(1, 1)`. An exception that
  /// the method declares is an error, too, thrown as itself by `value()`.
  template <auto Method, class... Arguments>
  [[nodiscard]] Result<detail::result_of<Method>> try_call(Arguments&&... arguments) {
    static_assert(sizeof...(Arguments) == detail::Signature<Method>::arity,
                  "seathrift: try_call or send_ with another number of arguments; pass those of the method");
    return call_with<Method>(Parameters<Method>{}, std::forward<Arguments>(arguments)...);
  }

  /// Sends a call without waiting for its reply, so that several can be on their way.
  template <auto Method, class... Arguments>
  void send_(Arguments&&... arguments) {
    static_assert(sizeof...(Arguments) == detail::Signature<Method>::arity,
                  "seathrift: try_call or send_ with another number of arguments; pass those of the method");
    send_with<Method>(Parameters<Method>{}, std::forward<Arguments>(arguments)...).value();
  }

  /// Receives the reply to the oldest call whose reply was not received: replies come in the order of the calls.
  template <auto Method>
  detail::result_of<Method> receive_() {
    static_assert(!detail::method_at<Method>::Method::oneway,
                  "seathrift: receive_ of a oneway method, which has no reply; drop it");
    return receive_reply<Method>().value();
  }

  /// What the service's functions call.
  template <auto Method, class... Arguments>
  detail::result_of<Method> seathrift_call(Arguments&&... arguments) {
    return call_with<Method>(Parameters<Method>{}, std::forward<Arguments>(arguments)...).value();
  }

 private:
  template <auto Method>
  using Parameters = std::type_identity<typename detail::Signature<Method>::Parameters>;

  template <auto Method, class... P>
  Result<void> send_with(std::type_identity<std::tuple<P...>>,
                         std::type_identity_t<typename detail::stub_parameter<P>::type>... arguments) {
    using At = detail::method_at<Method>;
    using Values = std::tuple<const std::remove_cvref_t<P>&...>;
    const detail::Arguments<At, Values> record{Values(arguments...)};
    return link_.send(At::name, At::Method::oneway, detail::Outgoing::of<Protocol>(record));
  }

  template <auto Method, class... P>
  Result<detail::result_of<Method>> call_with(
      std::type_identity<std::tuple<P...>> parameters,
      std::type_identity_t<typename detail::stub_parameter<P>::type>... arguments) {
    if (link_.outstanding() != 0) [[unlikely]]
      return Error(Errc::not_open, "a call while replies of calls made with send_ are due; receive_ them first");
    auto sent = send_with<Method>(parameters, static_cast<decltype(arguments)&&>(arguments)...);
    if (!sent) [[unlikely]] return std::move(sent).error();
    if constexpr (detail::method_at<Method>::Method::oneway) return {};
    else return receive_reply<Method>();
  }

  template <auto Method>
  Result<detail::result_of<Method>> receive_reply() {
    using At = detail::method_at<Method>;
    detail::ReplyOf<At> reply{};
    auto received = link_.receive(At::name, detail::IncomingRecord::of<Protocol>(reply));
    if (!received) [[unlikely]] return std::move(received).error();
    return detail::outcome<At>(reply);
  }

  LinkType link_;
};

}  // namespace seathrift
