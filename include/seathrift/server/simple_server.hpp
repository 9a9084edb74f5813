// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is one client served after the other?

#include <type_traits>

#include <seathrift/core/stop_token.hpp>
#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift {

/// Serves one connection at a time, on the thread that calls `serve()` (TSimpleServer): for tests,
/// and where there is one client. The others wait in the backlog, as long as that one keeps its
/// connection and is not idle for too long.
///
/// Errors. TransportException when it cannot listen, or accept; std::system_error when the thread
/// that looks after `stop()` and timeouts cannot be started. After such an error the
/// server refuses its clients, and does not serve again.
///
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by that
/// thread alone.
template <class Service, class Protocol = void, class Transport = void>
class SimpleServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;

 public:
  /// Listens. It is made of a handler (see Processor), which is passed by `std::ref` or `std::move`
  /// unless it is a temporary, and, behind it, ServerOptions.
  using Base::Base;

  /// Serves until `stop()`.
  void serve() {
    this->serve_until_stopped({[](void* self) {
                                 auto& server = *static_cast<SimpleServer*>(self);
                                 while (const auto session = server.next_session())
                                   server.serve_connection(*session);
                               },
                               this});
  }
  /// Serves until `stop()`, or until it is requested of the token:
  /// `std::jthread thread{[&](const std::stop_token& token) { server.serve(token); }};`.
  template <class Token>
  requires std::is_same_v<Token, std::stop_token>
  void serve(const Token& token) {
    const std::stop_callback stops(token, [this] { this->stop(); });
    serve();
  }
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class SimpleServer<Service, Protocol,
                                                                              Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
