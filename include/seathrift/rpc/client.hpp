// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a program call a service? By plain functions of a class that the service's declaration
// gives.

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/link.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/rpc/outgoing.hpp>
#include <seathrift/rpc/reply.hpp>
#include <seathrift/rpc/stack.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/service_check.hpp>
#include <seathrift/schema/stub.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/port.hpp>

namespace seathrift {

namespace detail {

/// What a client knows of a method.
struct Callee {
  std::string_view name;
  bool oneway;
  const OutgoingPlan& arguments;
  const ReplyPlan& reply;
};

template <Protocol P, class Method, class... T>
constexpr const OutgoingPlan& arguments_plan(TypeList<void, T...>*) {
  return outgoing_plan<P, typename Method::Parameter_ids, std::remove_cvref_t<T>...>;
}

template <Protocol P, auto Pointer>
inline constexpr Callee callee = [] {
  using At = method_at<Pointer>;
  using Method = typename At::Method;
  return Callee{At::name, Method::oneway,
                arguments_plan<P, Method>(static_cast<typename Method::Parameters*>(nullptr)),
                reply_plan_of<P, Method>};
}();

}  // namespace detail

/// Calls a service, one call after the other, and blocks while it does.
///
///     Client<Calculator, Compact, Framed<Socket>> client{"localhost", 9090};
///     int sum = client.add(1, 1);
///
/// It has a function for each method of the service and its bases. The first call connects; after
/// an error of the connection it is closed and the next call connects again.
///
/// Errors. A call throws the exceptions that its method declares; ApplicationException when the
/// server answered with an error; TransportException and ProtocolException, whose `call_state()`
/// and text say whether the call may have been carried out.
///
/// Lifetime. What is passed is used until the function returns.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <class Service, class Protocol = void, class Transport = void>
class Client : public detail::stub_of<Service, Client<Service, Protocol, Transport>> {
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
    if constexpr (!seathrift_takes<Method, sizeof...(Arguments)>()) {
      __builtin_unreachable();
    } else {
      const auto perform = [&](void* result) {
        return seathrift_convert<Method>(
            [&](const void* const* addresses) {
              return seathrift_exchange(detail::callee<Protocol, Method>, addresses, result);
            },
            seathrift_Parameters<Method>{}, std::forward<Arguments>(arguments)...);
      };
      if constexpr (seathrift_returns<Method>) {
        seathrift_Value<Method> result{};
        if (Error error = perform(std::addressof(result)); error.code() != Errc::none) [[unlikely]]
          return error;
        return result;
      } else {
        return perform(nullptr);
      }
    }
  }

  /// Sends a call without waiting for its reply, so that several can be on their way. Throws what
  /// a call throws that can't be sent.
  template <auto Method, class... Arguments>
  void send_(Arguments&&... arguments) {
    if constexpr (seathrift_takes<Method, sizeof...(Arguments)>()) {
      seathrift_convert<Method>(
          [&](const void* const* addresses) {
            constexpr const detail::Callee& callee = detail::callee<Protocol, Method>;
            seathrift_link_.send(callee.name, callee.oneway, {callee.arguments, addresses}).value();
          },
          seathrift_Parameters<Method>{}, std::forward<Arguments>(arguments)...);
    }
  }

  /// Receives the reply to the oldest call whose reply was not received: replies come in the order
  /// of the calls. Returns and throws as the call would.
  template <auto Method>
  detail::result_of<Method> receive_() {
    if constexpr (!seathrift_lists<Method>()) {
      __builtin_unreachable();
    } else {
      static_assert(!detail::method_at<Method>::Method::oneway,
                    "seathrift: receive_ of a oneway method, which has no reply; drop it");
      const auto take = [&](void* result) {
        seathrift_check(seathrift_take(detail::callee<Protocol, Method>, result));
      };
      if constexpr (seathrift_returns<Method>) {
        seathrift_Value<Method> result{};
        take(std::addressof(result));
        return result;
      } else {
        take(nullptr);
      }
    }
  }

  /// Without a method: says how it is named.
  template <class... Arguments>
  auto try_call(Arguments&&...) {
    return seathrift_unnamed<Arguments...>();
  }
  template <class... Arguments>
  auto send_(Arguments&&...) {
    return seathrift_unnamed<Arguments...>();
  }
  template <class... Arguments>
  auto receive_(Arguments&&...) {
    return seathrift_unnamed<Arguments...>();
  }

  /// What the service's functions call.
  template <auto Method, class... Arguments>
  SEATHRIFT_NOINLINE detail::result_of<Method> seathrift_call(const Arguments&... arguments) {
    const void* const addresses[] = {std::addressof(arguments)..., nullptr};
    if constexpr (seathrift_returns<Method>) {
      seathrift_Value<Method> result{};
      seathrift_perform(detail::callee<Protocol, Method>, addresses, std::addressof(result));
      return result;
    } else {
      seathrift_perform(detail::callee<Protocol, Method>, addresses, nullptr);
    }
  }

 private:
  // Names that no method of a service has: what stands here would hide it.
  template <auto Method>
  using seathrift_Parameters = std::type_identity<typename detail::Signature<Method>::Parameters>;
  template <auto Method>
  static constexpr bool seathrift_returns = !std::is_void_v<detail::result_of<Method>>;
  template <auto Method>
  using seathrift_Value = std::remove_cvref_t<detail::result_of<Method>>;

  template <auto Method>
  static consteval bool seathrift_lists() {
    constexpr bool lists = detail::lists_method<Service, Method>();
    static_assert(
        lists,
        "seathrift: try_call, send_ or receive_ of what is no method of the client's "
        "service; name one that SEATHRIFT_SERVICE lists: try_call<&Calculator::add>(1, 1)");
    return lists;
  }
  template <class... Arguments>
  static auto seathrift_unnamed() {
    static_assert(sizeof...(Arguments) > 1000,
                  "seathrift: try_call, send_ or receive_ is not told the method; write "
                  "try_call<&Calculator::add>(1, 1)");
    return Result<int>(0);
  }
  template <auto Method, std::size_t Arguments>
  static consteval bool seathrift_takes() {
    constexpr bool fits = Arguments == detail::Signature<Method>::arity;
    static_assert(
        fits,
        "seathrift: try_call or send_ with another number of arguments; pass those of the method");
    return seathrift_lists<Method>() && fits;
  }

  /// A call throws its error itself: a Result is made for those alone who ask for one.
  static void seathrift_check(const Error& error) {
    if (error.code() != Errc::none) [[unlikely]]
      error.raise();
  }

  /// Calls `use` with the addresses of the arguments as the method's parameters take them.
  template <auto Method, class Use, class... P>
  static auto seathrift_convert(
      Use&& use, std::type_identity<detail::TypeList<void, P...>>,
      std::type_identity_t<typename detail::stub_parameter<P>::type>... arguments) {
    const void* const addresses[] = {std::addressof(arguments)..., nullptr};
    return use(addresses);
  }

  SEATHRIFT_NOINLINE void seathrift_perform(const detail::Callee& callee,
                                            const void* const* addresses, void* result) {
    seathrift_check(seathrift_exchange(callee, addresses, result));
  }

  /// Sends a call and receives its reply.
  Error seathrift_exchange(const detail::Callee& callee, const void* const* addresses,
                           void* result) {
    if (seathrift_link_.outstanding() != 0) [[unlikely]]
      return detail::replies_due(callee.name);
    Result<void> sent =
        seathrift_link_.send(callee.name, callee.oneway, {callee.arguments, addresses});
    if (callee.oneway || !sent) return std::move(sent).error();
    return seathrift_take(callee, result);
  }

  Error seathrift_take(const detail::Callee& callee, void* result) {
    detail::Reply reply;
    Result<void> received = seathrift_link_.receive(callee.name, {reply, callee.reply, result});
    if (!received) [[unlikely]]
      return std::move(received).error();
    return detail::failure_in(reply, callee.name, result != nullptr);
  }

  seathrift_Link seathrift_link_;
};

/// What can't work is refused in one line, and is asked nothing more.
template <class Service, class Protocol, class Transport>
requires(!detail::is_service<Service> ||
         !detail::is_stack<Protocol, Transport>) class Client<Service, Protocol, Transport>
    : public detail::stub_of<Service, Client<Service, Protocol, Transport>> {
  static_assert(detail::check_stack<Protocol, Transport>());

 public:
  template <class... Arguments>
  explicit Client(Arguments&&...) {}
};

}  // namespace seathrift
