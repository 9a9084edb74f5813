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

/// Serves each connection by a thread of its own, up to `max_connections` of them (TThreadedServer): the least latency,
/// where clients are few hundreds.
///
/// Errors. TransportException when it cannot listen, or accept. A connection for which no thread can be had is closed
/// and reported to `on_error`.
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by several threads at once,
/// unless a factory makes one for each connection.
template <class Service, class Protocol, class Transport>
class ThreadedServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;

 public:
  /// Listens. `handler`: see Processor.
  template <class Handler>
  explicit ThreadedServer(Handler handler, ServerOptions options = {}) : Base(std::move(handler), std::move(options)) {}

  /// Serves until `stop()`.
  void serve() {
    this->serve_until_stopped([this] {
      while (auto stream = this->next_connection()) start(*std::move(stream));
    });
  }

 private:
  using typename Base::ConnectionType;
  using typename Base::Stream;
  using Place = typename detail::Connections<Stream>::Place;

  /// A connection and its place among all, for the thread that takes it over.
  struct Served {
    ConnectionType connection;
    Place place;

    Served(ThreadedServer& server, Stream stream)
        : connection(server.processor_, std::move(stream), server.options_),
          place(server.connections_, connection.stream()) {}
  };

  void start(Stream stream) {
    try {
      // The place is taken here: a connection counts before its thread runs.
      auto served = std::make_unique<Served>(*this, std::move(stream));
      std::thread([this, served = std::move(served)]() mutable {
        try {
          served->connection.serve_all(this->options_);
        } catch (...) {
          this->report(std::current_exception());
        }
        // The last touch of the server: who waits for the place may destroy it.
        served.reset();
      }).detach();
    } catch (...) {
      this->report(std::current_exception());
    }
  }
};

}  // namespace seathrift
