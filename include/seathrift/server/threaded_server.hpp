// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is each client served by a thread of its own?

#include <exception>
#include <mutex>
#include <type_traits>
#include <utility>

#include <pthread.h>

#include <seathrift/config.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/stop_token.hpp>
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
  /// Listens. It is made of a handler (see Processor), which is passed by `std::ref` or `std::move`
  /// unless it is a temporary, and, behind it, ServerOptions.
  using Base::Base;

  /// Serves until `stop()`.
  void serve() {
    struct End {
      ThreadedServer& server;
      ~End() {
        for (EndedOwner at = std::move(server.ended_); at; at = std::move(at->before))
          ::pthread_join(at->thread, nullptr);
      }
    } end{*this};
    this->serve_until_stopped(
        {[](void* self) { static_cast<ThreadedServer*>(self)->start_threads(); }, this});
  }
  /// Serves until `stop()`, or until it is requested of the token:
  /// `std::jthread thread{[&](const std::stop_token& token) { server.serve(token); }};`.
  template <class Token>
  requires std::is_same_v<Token, std::stop_token>
  void serve(const Token& token) {
    const std::stop_callback stops(token, [this] { this->stop(); });
    serve();
  }

 private:
  /// A thread whose connection has ended.
  struct Ended {
    pthread_t thread = {};
    detail::Owner<Ended> before = {};
  };
  using EndedOwner = detail::Owner<Ended>;

  struct Threaded : Base::SessionType {
    using Base::SessionType::SessionType;
    ThreadedServer* server = nullptr;
    EndedOwner ended;
  };

  SEATHRIFT_COLD void start_threads() {
    // The place is taken here: a connection counts before its thread runs.
    while (auto session = this->template next_session<Threaded>()) {
      session->server = this;
      ConnectionInfo info;
      try {
        session->ended = EndedOwner(new Ended);
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
    // The last touch of the server: who waits for the place may destroy it.
    const detail::Owner<Threaded> session(static_cast<Threaded*>(given));
    session->server->serve_connection(*session);
    session->server->keep(std::move(session->ended));
    return nullptr;
  }

  /// Lets `serve` join this thread: a handler's thread_local objects, which die with it, die before
  /// that returns. Those that have died by now are joined here; nobody waits for others meanwhile.
  SEATHRIFT_COLD void keep(EndedOwner ended) noexcept {
    ended->thread = ::pthread_self();
    const std::lock_guard lock(mutex_);
    for (EndedOwner* at = &ended_; *at;) {
      if (::pthread_tryjoin_np((*at)->thread, nullptr) == 0)
        *at = std::move((*at)->before);
      else
        at = &(*at)->before;
    }
    ended->before = std::move(ended_);
    ended_ = std::move(ended);
  }

  std::mutex mutex_;
  EndedOwner ended_;
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class ThreadedServer<Service, Protocol,
                                                                                Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
