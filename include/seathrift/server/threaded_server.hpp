// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is each client served by a thread of its own?

#include <exception>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift {

/// Serves each connection by a thread of its own, up to `max_connections` of them
/// (TThreadedServer): the least latency, where clients are few hundreds.
///
/// Errors. TransportException when it cannot listen, or accept. A connection for which no thread
/// can be had is closed and reported to `on_error`.
///
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by
/// several threads at once, unless a factory makes one for each connection.
template <class Service, class Protocol = void, class Transport = void>
class ThreadedServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;

 public:
  /// Listens. `handler`: see Processor.
  template <class Handler>
  explicit ThreadedServer(Handler handler, ServerOptions options = {})
      : Base(std::move(handler), std::move(options)) {}

  /// Serves until `stop()`.
  void serve() {
    this->serve_until_stopped([this] {
      while (auto stream = this->next_connection()) start(*std::move(stream));
    });
  }

 private:
  using typename Base::SessionType;
  using typename Base::Stream;

  void start(Stream stream) {
    try {
      // The place is taken here: a connection counts before its thread runs.
      auto session = std::make_unique<SessionType>(this->connections_, this->processor_,
                                                   std::move(stream), this->options_);
      std::thread([this, session = std::move(session)]() mutable {
        try {
          session->connection.serve_all(this->options_,
                                        [this] { return this->connections_.stopped(); });
        } catch (...) {
          this->report(std::current_exception());
        }
        // The last touch of the server: who waits for the place may destroy it.
        session.reset();
      }).detach();
    } catch (...) {
      this->report(std::current_exception());
    }
  }
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class ThreadedServer<Service, Protocol,
                                                                                Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
