// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many clients served by few threads?

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/server/base.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift {

namespace detail {

/// What waits for streams of an acceptor; nothing where they can't be waited for together.
template <class Acceptor>
struct poller_of {
  static constexpr bool exists = false;
  struct type {};
};
template <class Acceptor>
requires requires { typename Acceptor::Poller; }
struct poller_of<Acceptor> {
  static constexpr bool exists = true;
  using type = typename Acceptor::Poller;
};

}  // namespace detail

/// Serves all connections by `workers` threads (TThreadPoolServer). A worker is tied to a
/// connection only while a call of it is carried out and answered; connections without a call, or
/// with half of one, cost no thread.
///
/// Errors. TransportException when it cannot listen, or accept.
///
/// Thread safety. `stop()` from anywhere; all else from one thread. The handler is called by
/// several threads at once, unless a factory makes one for each connection, which one thread at a
/// time calls.
template <class Service, class Protocol = void, class Transport = void>
class ThreadPoolServer : public detail::ServerBase<Service, Protocol, Transport> {
  using Base = detail::ServerBase<Service, Protocol, Transport>;
  using PollerOf = detail::poller_of<typename Base::Acceptor>;
  static_assert(
      PollerOf::exists,
      "seathrift: a ThreadPoolServer can't wait for many connections of this stream at once; use "
      "ThreadedServer for it, or serve over Socket or UnixSocket");
  using Poller = typename PollerOf::type;

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
  using typename Base::SessionType;
  using typename Base::Stream;
  using Clock = std::chrono::steady_clock;

  struct Waiting : SessionType {
    using SessionType::SessionType;
    /// Held while it is served, until it is watched again: the next thread may have its event
    /// before that returns.
    std::mutex mutex;
    /// Since when nobody serves it; the end of time while somebody does.
    std::atomic<Clock::time_point> since = Clock::time_point::max();
    /// It waits for the rest of a call, not for a call.
    std::atomic<bool> inside = false;
    /// It has waited too long.
    std::atomic<bool> expired = false;
  };

  void add(Stream stream) {
    try {
      auto session = std::make_unique<Waiting>(this->connections_, this->processor_,
                                               std::move(stream), this->options_);
      Waiting* const token = session.get();
      const int descriptor = token->connection.stream().native_handle();
      token->since = Clock::now();
      {
        const std::lock_guard lock(mutex_);
        sessions_.emplace(token, std::move(session));
      }
      Result<void> watched;
      {
        const std::lock_guard lock(token->mutex);
        watched = poller_.watch(descriptor, token);
      }
      if (!watched) {
        end(token);
        watched.error().raise();
      }
    } catch (...) {
      this->report(std::current_exception());
    }
  }

  void end(Waiting* token) {
    std::unique_ptr<Waiting> ended;
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(token);
    ended = std::move(found->second);
    sessions_.erase(found);
  }

  void work() {
    for (;;) {
      const auto event = poller_.wait(pause_);
      if (event.outcome == Poller::Outcome::stopped) return;
      if (event.outcome == Poller::Outcome::ready) {
        auto* const session = static_cast<Waiting*>(event.token);
        if (!serve(*session)) end(session);
      }
      if (pause_.count() > 0) sweep();
    }
  }

  /// Serves the calls that have arrived. False when the connection has ended.
  bool serve(Waiting& session) {
    using Outcome = typename Base::ProcessorType::Outcome;
    const std::lock_guard lock(session.mutex);
    session.since = Clock::time_point::max();
    try {
      auto& connection = session.connection;
      if (session.expired && session.inside) {
        this->report(std::make_exception_ptr(TransportException(
            Errc::timed_out,
            detail::concat({"the rest of a call did not come from ", connection.info().peer,
                            " within ",
                            detail::Digits(this->options_.connection.read_timeout.count()),
                            " ms (ConnectionOptions::read_timeout)"}))));
        return false;
      }
      Outcome outcome;
      do outcome = connection.template serve<false>();
      while (outcome == Outcome::served && connection.has_more() && !this->connections_.stopped());
      if (outcome == Outcome::ended) return false;
      session.inside = connection.has_more();
      session.since = Clock::now();
      auto armed = poller_.rearm(connection.stream().native_handle(), &session);
      if (!armed) armed.error().raise();
      return true;
    } catch (...) {
      this->report(std::current_exception());
      return false;
    }
  }

  /// Ends, now and then, what has waited too long: its stream ends, so that a worker comes to it.
  void sweep() {
    const auto now = Clock::now();
    auto due = next_sweep_.load();
    if (now < due || !next_sweep_.compare_exchange_strong(due, now + pause_)) return;
    const auto idle = this->options_.idle_timeout;
    const auto silent = this->options_.connection.read_timeout;
    const std::lock_guard lock(mutex_);
    for (const auto& [token, session] : sessions_) {
      const auto most = session->inside ? silent : idle;
      const auto since = session->since.load();
      if (most.count() <= 0 || since >= now || now - since < most) continue;
      session->expired = true;
      session->connection.stream().stop_receiving();
    }
  }

  /// How often it is looked for connections that have waited too long: a small part of what they
  /// may wait.
  [[nodiscard]] static std::chrono::milliseconds pause_for(const ServerOptions& options) {
    using std::chrono::milliseconds;
    const auto idle = options.idle_timeout;
    const auto silent = options.connection.read_timeout;
    const auto least = idle.count() > 0 && (silent.count() <= 0 || idle < silent) ? idle : silent;
    return least.count() <= 0 ? milliseconds(-1)
                              : std::clamp(least / 8, milliseconds(5), milliseconds(1000));
  }

  Poller poller_;
  const std::chrono::milliseconds pause_ = pause_for(this->options_);
  std::atomic<Clock::time_point> next_sweep_ = Clock::time_point::min();
  std::mutex mutex_;
  std::unordered_map<Waiting*, std::unique_ptr<Waiting>> sessions_;
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class ThreadPoolServer<Service, Protocol,
                                                                                  Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
