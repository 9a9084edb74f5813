// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is one client served after the other?

#include <utility>

#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift {

/// Serves one connection at a time, on the thread that calls `serve()` (TSimpleServer): for tests,
/// and where there is one client. The others wait in the backlog.
///
/// Errors. TransportException when it cannot listen, or accept.
///
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by that
/// thread alone.
template <class Service, class Protocol = void, class Transport = void>
class SimpleServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;

 public:
  /// Listens. `handler`: see Processor.
  template <class Handler>
  explicit SimpleServer(Handler handler, ServerOptions options = {})
      : Base(std::move(handler), std::move(options)) {}

  /// Serves until `stop()`.
  void serve() {
    this->serve_until_stopped([this] {
      while (auto stream = this->next_connection()) this->serve_connection(*std::move(stream));
    });
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
