// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is each client served by a thread of its own?

#include <atomic>
#include <exception>
#include <stop_token>
#include <type_traits>
#include <utility>

#include <pthread.h>

#include <seathrift/config.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/server/thread.hpp>

namespace seathrift {

/// Serves each connection by a thread of its own, up to `max_connections` of them
/// (TThreadedServer): the least latency, for up to some hundreds of clients.
///
/// Errors. TransportException when it cannot listen, or accept; std::system_error when the thread
/// that looks after `stop()` and timeouts cannot be started. After such an error the
/// server refuses its clients, and does not serve again. A connection for which no thread can be
/// had is closed and reported to `on_error`.
///
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by
/// several threads at once, unless a factory makes one for each connection.
template <class Service, class Protocol = void, class Transport = void>
class ThreadedServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;

 public:
  /// Listens. `handler`: see Processor; a handler that is not a temporary is passed by `std::ref`
  /// or `std::move`.
  template <class Handler>
  requires(!std::is_same_v<std::remove_cvref_t<Handler>, ThreadedServer>) explicit ThreadedServer(
      Handler&& handler, ServerOptions options = {})
      : Base(detail::given(std::forward<Handler>(handler)), std::move(options)) {}

  /// Serves until `stop()`.
  void serve() {
    struct End {
      ThreadedServer& server;
      ~End() { join(server.ended_.exchange({})); }
    } end{*this};
    this->serve_until_stopped(
        {[](void* self) { static_cast<ThreadedServer*>(self)->start_threads(); }, this});
  }
  /// Serves until `stop()`, or until it is requested of the token: `std::jthread thread{[&](const
  /// std::stop_token& token) { server.serve(token); }};`.
  void serve(const std::stop_token& token) {
    const std::stop_callback stops(token, [this] { this->stop(); });
    serve();
  }

 private:
  struct Threaded : Base::SessionType {
    using Base::SessionType::SessionType;
    ThreadedServer* server = nullptr;
  };

  SEATHRIFT_COLD void start_threads() {
    // The place is taken here: a connection counts before its thread runs.
    while (auto session = this->template next_session<Threaded>()) {
      session->server = this;
      ConnectionInfo info;
      try {
        session->connection.channel().take_room();
        info.peer = session->connection.info().peer;
        static_cast<void>(detail::start_thread(&run, session.get(), "a connection has no thread"));
        static_cast<void>(session.release());  // its thread's
      } catch (...) {
        session.reset();
        this->report(info, std::current_exception());
      }
    }
  }

  static void* run(void* given) noexcept {
    detail::Owner<Threaded> session(static_cast<Threaded*>(given));
    session->server->serve_connection(*session);
    const pthread_t before = session->server->ended_.exchange(::pthread_self());
    // The last touch of the server, which may be destroyed once this thread has ended. It waits for
    // nothing: what ends the handler of the thread before may wait for this one's.
    session.reset();
    join(before);
    return nullptr;
  }

  static void join(pthread_t thread) noexcept {
    if (thread != pthread_t{}) ::pthread_join(thread, nullptr);
  }

  /// The last thread that has ended its connection. The next one joins it, or `serve` does: a
  /// handler's thread_local objects, which die with their thread, die before `serve` returns.
  std::atomic<pthread_t> ended_ = {};
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class ThreadedServer<Service, Protocol,
                                                                                Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
