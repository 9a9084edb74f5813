// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many clients served by few threads?

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift {

/// Serves all connections by `workers` threads (TThreadPoolServer). A worker is tied to a connection only while a call
/// of it is received, carried out and answered; connections without a call cost no thread.
///
/// Errors. TransportException when it cannot listen, or accept.
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by several threads at once,
/// unless a factory makes one for each connection, which one thread at a time calls.
template <class Service, class Protocol, class Transport>
class ThreadPoolServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;
  using Poller = typename Base::Acceptor::Poller;

 public:
  /// Listens. `handler`: see Processor.
  template <class Handler>
  explicit ThreadPoolServer(Handler handler, ServerOptions options = {})
      : Base(std::move(handler), std::move(options)), poller_(Poller::make().value()) {}

  /// Serves until `stop()`.
  void serve() {
    this->serve_until_stopped([this] {
      std::vector<std::jthread> workers;
      struct End {
        ThreadPoolServer& server;
        std::vector<std::jthread>& workers;
        ~End() {
          server.poller_.stop();
          workers.clear();
          server.sessions_.clear();
        }
      } end{*this, workers};
      for (std::size_t i = 0; i < std::max<std::size_t>(this->options_.workers, 1); ++i)
        workers.emplace_back([this] { work(); });
      while (auto stream = this->next_connection()) add(*std::move(stream));
    });
  }

 private:
  using typename Base::ConnectionType;
  using typename Base::Stream;
  using Place = typename detail::Connections<Stream>::Place;
  using Clock = std::chrono::steady_clock;

  struct Session {
    ConnectionType connection;
    Place place;

    Session(ThreadPoolServer& server, Stream stream)
        : connection(server.processor_, std::move(stream), server.options_),
          place(server.connections_, connection.stream()) {}
  };

  void add(Stream stream) {
    try {
      auto session = std::make_unique<Session>(*this, std::move(stream));
      Session* const token = session.get();
      const int descriptor = token->connection.stream().native_handle();
      {
        const std::lock_guard lock(mutex_);
        sessions_.emplace(token, std::move(session));
      }
      if (auto watched = poller_.watch(descriptor, token); !watched) {
        end(token);
        watched.error().raise();
      }
    } catch (...) {
      this->report(std::current_exception());
    }
  }

  void end(Session* token) {
    std::unique_ptr<Session> ended;
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(token);
    ended = std::move(found->second);
    sessions_.erase(found);
  }

  void work() {
    for (;;) {
      const auto event = poller_.wait();
      if (event.outcome == Poller::Outcome::stopped) return;
      if (event.outcome != Poller::Outcome::ready) continue;
      auto* const session = static_cast<Session*>(event.token);
      if (!serve(*session)) end(session);
    }
  }

  /// Serves the calls that have arrived. False when the connection has ended.
  bool serve(Session& session) {
    using Outcome = typename ConnectionType::Outcome;
    try {
      do {
        if (session.connection.serve() == Outcome::ended) return false;
      } while (session.connection.has_more());
      auto armed = poller_.rearm(session.connection.stream().native_handle(), &session);
      if (!armed) armed.error().raise();
      return true;
    } catch (...) {
      this->report(std::current_exception());
      return false;
    }
  }

  Poller poller_;
  std::mutex mutex_;
  std::unordered_map<Session*, std::unique_ptr<Session>> sessions_;
};

}  // namespace seathrift
