// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are many clients served by few threads?

#include <cstddef>
#include <exception>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include <seathrift/core/atomic.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/stop_token.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/rpc/channel.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/server/base.hpp>
#include <seathrift/server/lingering.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/server/thread.hpp>
#include <seathrift/server/wait.hpp>

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
/// connection only while calls of it are carried out; connections without a call, with half of one,
/// or with a reply that their peer does not read, cost no thread, and those without a call no
/// buffer either. One that has many calls ready shares its turn with the others. Where just one
/// connection has calls and another worker is free, the worker waits some milliseconds for the next
/// call itself: that is as fast as a thread of the connection's own.
///
/// Errors. TransportException when it cannot listen, or accept; std::system_error when not even one
/// worker, or the thread that looks after `stop()` and timeouts, can be started. After such an
/// error the server refuses its clients, and does not serve again. Where some of the workers can be
/// started, they serve, and `on_error` is told.
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
  /// Listens. It is made of a handler (see Processor), which is passed by `std::ref` or `std::move`
  /// unless it is a temporary, and, behind it, ServerOptions.
  using Base::Base;

  /// Serves until `stop()`.
  void serve() {
    struct End {
      ThreadPoolServer& server;
      ~End() {
        server.poller_.stop();
        server.workers_ = {};
      }
    } end{*this};
    // When this returns, the workers have ended each connection.
    this->serve_until_stopped(
        {[](void* self) { static_cast<ThreadPoolServer*>(self)->accept(); }, this},
        {[](void* self) { static_cast<ThreadPoolServer*>(self)->sweep(); }, this});
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
  using typename Base::SessionType;
  using typename Base::Stream;
  using Outcome = typename Base::ProcessorType::Outcome;
  using For = detail::Wait::For;

  /// How many calls of one connection are served before others have their turn.
  static constexpr int turn = 16;
  /// How long a worker itself waits for a peer to take a reply.
  static constexpr std::chrono::milliseconds patience{20};
  /// How long a worker that nobody else needs waits for the next call of a client.
  static constexpr std::chrono::milliseconds lingering{1};

  struct Waiting : SessionType {
    using SessionType::SessionType;
    /// Held while it is served, until it is watched again: the next thread may have its event
    /// before that returns.
    std::mutex mutex;
    detail::Wait wait;
    /// No further call of it is served.
    bool last = false;
    detail::Lingering lingering;
    /// Among the server's sessions.
    std::size_t index = 0;
  };

  struct Worker {
    detail::ChannelBuffers buffers;
    /// Nobody served another connection since it served this one.
    bool again = false;
  };

  void accept() {
    start();
    while (auto session = this->template next_session<Waiting>()) add(std::move(session));
  }

  void start() {
    const auto wanted = detail::larger<std::size_t>(this->options_.workers, 1);
    workers_ = detail::Owner<detail::ScopedThread[]>(new detail::ScopedThread[wanted]);
    for (std::size_t i = 0; i < wanted; ++i) {
      try {
        workers_.get()[i].start(
            [](void* self) -> void* {
              static_cast<ThreadPoolServer*>(self)->work();
              return nullptr;
            },
            this, "a ThreadPoolServer has fewer than ServerOptions::workers threads");
      } catch (...) {
        if (i == 0) throw;
        return this->report({}, std::current_exception());  // fewer will do
      }
    }
  }

  void add(detail::Owner<Waiting> session) {
    Waiting& added = *session;
    try {
      const auto timeout = this->options_.connection.write_timeout;
      added.connection.stream().send_later(timeout.count() > 0 ? detail::smaller(timeout, patience)
                                                               : patience);
      added.connection.stream().linger_for(lingering);
      {
        const std::lock_guard lock(mutex_);
        added.index = sessions_.size();
        sessions_.push_back(std::move(session));
      }
    } catch (...) {
      return this->report({}, std::current_exception());  // there was no memory for it, it is gone
    }
    try {
      if (Result<void> watched = watch(added); !watched) watched.error().raise();
    } catch (...) {
      this->report(added.connection.info(), std::current_exception());
      end(added);
    }
  }

  Result<void> watch(Waiting& added) {
    const std::lock_guard lock(added.mutex);
    added.wait.begin(For::call, true, this->options_);
    return poller_.watch(added.connection.stream().native_handle(), &added);
  }

  void end(Waiting& session) {
    detail::Owner<Waiting> ended;
    const std::lock_guard lock(mutex_);
    const std::size_t index = session.index;
    ended = std::move(sessions_[index]);
    if (index + 1 != sessions_.size()) {
      sessions_[index] = std::move(sessions_.back());
      sessions_[index]->index = index;
    }
    sessions_.pop_back();
  }

  void work() {
    Worker worker;
    for (;;) {
      free_.fetch_add(1);
      const auto event = poller_.wait();
      free_.fetch_sub(1);
      if (event.outcome == Poller::Outcome::stopped) return;
      auto& session = *static_cast<Waiting*>(event.token);
      worker.again = latest_.exchange(&session) == &session;
      if (!serve(session, worker)) end(session);
    }
  }

  /// Goes on with what the connection has been waiting for. False when it has ended.
  bool serve(Waiting& session, Worker& worker) noexcept {
    const std::lock_guard lock(session.mutex);
    auto& stream = session.connection.stream();
    try {
      if (!session.wait.end()) return tell_late(session);
      if (this->connections_.were_shut_down()) return false;
      if (session.wait.what() == For::end)
        return !stream.discard() && !this->connections_.stopped() &&
               await(session, For::end, false);
      if (stream.has_unsent()) {
        const Result<bool> sent = stream.flush();
        if (!sent) sent.error().raise();
        if (!*sent) return await(session, For::room, false);
      }
      return session.last ? take_leave(session) : serve_turn(session, worker);
    } catch (...) {
      this->report(session.connection.info(), std::current_exception());
      return false;
    }
  }

  /// Serves calls that have arrived, but not all of them, where there are many.
  bool serve_turn(Waiting& session, Worker& worker) {
    auto& connection = session.connection;
    auto& channel = connection.channel();
    Outcome outcome = Outcome::idle;
    int served = 0;
    bool lingers = false;
    channel.borrow(worker.buffers);
    for (;;) {
      outcome = connection.template serve<false>();
      if (std::exchange(lingers, false)) session.lingering.was(outcome != Outcome::served);
      if (outcome != Outcome::served || ++served == turn || channel.stream().has_unsent() ||
          this->connections_.stopped())
        break;
      if (channel.has_more()) continue;
      if (!may_linger(session, worker)) break;
      channel.linger();
      lingers = true;
    }
    channel.give_back(worker.buffers);
    session.last = outcome == Outcome::ended || this->connections_.stopped();
    const bool anew = served != 0;
    if (channel.stream().has_unsent()) return await(session, For::room, anew);
    if (session.last) return take_leave(session);
    if (!channel.has_more()) return await(session, For::call, anew);
    return await(session, outcome == Outcome::idle ? For::rest : For::turn, anew);
  }

  /// True when a worker that has served a call waits for the next one itself, which spares both the
  /// way through the poller: while no other connection has calls, and another worker is there for
  /// the one that will.
  bool may_linger(Waiting& session, const Worker& worker) const noexcept {
    return worker.again && latest_.load(detail::Order::relaxed) == &session &&
           free_.load(detail::Order::relaxed) != 0 && session.lingering.pays();
  }

  /// Leaves the connection to the poller.
  bool await(Waiting& session, For what, bool anew) {
    session.wait.begin(what, anew, this->options_);
    const auto wants = what == For::room   ? Poller::Wants::room
                       : what == For::turn ? Poller::Wants::either
                                           : Poller::Wants::bytes;
    auto armed = poller_.rearm(session.connection.stream().native_handle(), &session, wants);
    if (!armed) armed.error().raise();
    return true;
  }

  /// Ends a connection from this side, but not before its peer has had time to see why.
  bool take_leave(Waiting& session) {
    auto& stream = session.connection.stream();
    stream.stop_sending();
    return !stream.discard() && !this->connections_.stopped() && await(session, For::end, true);
  }

  bool tell_late(const Waiting& session) {
    const ConnectionInfo& info = session.connection.info();
    const Error error = session.wait.error(info.peer, this->options_);
    if (error.code() != Errc::none) this->report(info, error);
    return false;
  }

  /// True when a peer lets its connection wait for too long. One that has done its part waits for a
  /// worker.
  [[nodiscard]] static bool is_late(Waiting& session, detail::Wait::Clock::time_point now) {
    if (!session.wait.is_due(now)) return false;
    if (session.wait.what() == For::end) return true;  // whatever it goes on sending
    const auto wants =
        session.wait.what() == For::room ? Poller::Wants::room : Poller::Wants::bytes;
    return !Poller::is_ready(session.connection.stream().native_handle(), wants);
  }

  /// Ends what has waited too long: its stream ends, so that a worker comes to it.
  void sweep() {
    const auto now = detail::Wait::Clock::now();
    const std::lock_guard lock(mutex_);
    for (const auto& session : sessions_)
      if (is_late(*session, now) && session->wait.expire(now))
        session->connection.stream().shut_down();
  }

  Poller poller_ = Poller::make().value();
  /// Workers that wait for whatever comes.
  detail::Atomic<std::size_t> free_ = 0;
  /// The connection that a worker came to last.
  detail::Atomic<const Waiting*> latest_ = nullptr;
  std::mutex mutex_;
  std::vector<detail::Owner<Waiting>> sessions_;
  detail::Owner<detail::ScopedThread[]> workers_;
};

template <class Service, class Protocol, class Transport>
requires(!detail::is_served<Service, Protocol, Transport>) class ThreadPoolServer<Service, Protocol,
                                                                                  Transport>
    : public detail::RefusedServer<Service, Protocol, Transport> {
 public:
  using detail::RefusedServer<Service, Protocol, Transport>::RefusedServer;
};

}  // namespace seathrift
