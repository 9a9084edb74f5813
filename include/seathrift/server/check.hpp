// SPDX-License-Identifier: Apache-2.0
#pragma once
// Can a server be made of what a user gave for it: a stack, a handler and options?

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <seathrift/core/stop_token.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/handler.hpp>
#include <seathrift/rpc/processor.hpp>
#include <seathrift/rpc/stack.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/service_check.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::detail {

/// Passes on what a user gave as handler. Refuses one that would be copied in silence: what the
/// copy learns, the user's own never does.
template <class Source>
[[nodiscard]] constexpr decltype(auto) given(Source&& source) noexcept {
  using Plain = std::remove_cvref_t<Source>;
  constexpr bool copied = std::is_lvalue_reference_v<Source> && !is_owner<Plain> &&
                          std::is_same_v<typename unwrapped<Plain>::type, Plain> &&
                          !std::is_invocable_v<Plain&, const ConnectionInfo&>;
  static_assert(!copied,
                "seathrift: the server would call a copy of the handler, not the one that was "
                "passed; pass std::ref(handler) to share it or std::move(handler) to hand it over");
  constexpr bool kept = copied || std::is_constructible_v<Plain, Source>;
  static_assert(kept,
                "seathrift: the handler can be neither moved nor copied into the server; pass "
                "std::ref(handler), or a std::unique_ptr to it");
  if constexpr (copied)
    return std::move(source);  // all has been said
  else
    return std::forward<Source>(source);
}

/// Passes on what a user gave as options. Refuses anything else, and more than that.
template <std::size_t More, class Options>
[[nodiscard]] decltype(auto) given_options(Options&& options) {
  constexpr bool fits = More == 0 && (std::is_same_v<Options, ServerOptions> ||
                                      std::is_convertible_v<Options, ServerOptions>);
  static_assert(fits,
                "seathrift: a server is made of a handler and, behind it, ServerOptions; write "
                "server{std::ref(handler), {.port = 9090}}");
  if constexpr (std::is_same_v<Options, ServerOptions>)
    return std::move(options);
  else if constexpr (fits)
    return ServerOptions(std::forward<Options>(options));
  else
    return ServerOptions();
}

template <class Transport>
inline constexpr bool is_accepted = false;
template <MessageTransport Transport>
inline constexpr bool is_accepted<Transport> = AcceptedStream<typename Transport::Stream>;

/// True for what a server can serve.
template <class S, class P, class Transport>
inline constexpr bool is_served = is_service<S>&& is_stack<P, Transport>&& is_accepted<Transport>;

/// Stands for a server that can't work: refuses it in one line, and is asked nothing more.
template <class S, class P, class Transport>
class RefusedServer {
  static_assert(check_served<S, P, Transport>() || true);
  static_assert(!is_stack<P, Transport> || is_accepted<Transport>,
                "seathrift: nobody can accept connections of this stream; serve over Socket, "
                "UnixSocket or Memory");

 public:
  template <class Handler>
  explicit RefusedServer(const Handler&, const ServerOptions& = {}) {}
  [[nodiscard]] std::uint16_t port() const noexcept { return 0; }
  void serve() {}
  void serve(const std::stop_token&) {}
  void stop() noexcept {}
};

}  // namespace seathrift::detail
