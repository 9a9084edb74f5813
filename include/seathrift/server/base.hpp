// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do all servers have in common? They listen, accept, and stop.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/rpc/call.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/error_hook.hpp>
#include <seathrift/rpc/processor.hpp>
#include <seathrift/server/check.hpp>
#include <seathrift/server/connection.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/server/thread.hpp>
#include <seathrift/server/wait.hpp>
#include <seathrift/server/watch.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/deadline.hpp>

namespace seathrift::detail {

/// Listens from its construction on: clients may connect before `serve()` runs, and wait for it.
template <class Service, class Protocol, class Transport>
class ServerBase {
 public:
  using Stream = typename Transport::Stream;
  using Acceptor = typename Stream::Acceptor;

  /// Listens. What can't be a handler or options is refused.
  template <class Handler, class Options = ServerOptions, class... More>
  requires(!std::is_base_of_v<ServerBase, std::remove_cvref_t<Handler>>) SEATHRIFT_COLD
      explicit ServerBase(Handler&& handler, Options&& options = {}, const More&...)
      : options_(bounded(given_options<sizeof...(More)>(std::forward<Options>(options)))),
        processor_(given(std::forward<Handler>(handler)), {hook(), options_.expose_errors}),
        acceptor_(Acceptor::listen({options_.host, options_.port, options_.path, options_.backlog},
                                   of_stream(options_.connection))
                      .value()) {
    if constexpr (requires { acceptor_.on_trouble({}); })
      acceptor_.on_trouble({[](void* self, const Error& error) {
                              static_cast<ServerBase*>(self)->report_trouble(error);
                            },
                            this});
  }

  /// The port that is listened at: what was asked for, or the free one that was found.
  [[nodiscard]] std::uint16_t port() const noexcept { return acceptor_.port(); }

  /// Where a client on this machine finds the server.
  [[nodiscard]] auto endpoint() const requires requires(const Acceptor& acceptor) {
    acceptor.endpoint();
  }
  { return acceptor_.endpoint(); }

  /// Ends `serve()`, without waiting for it: calls in progress are finished and answered, as far as
  /// `stop_timeout` allows, then connections are closed. For good: a server that was stopped does
  /// not serve again.
  ///
  /// Thread safety. May be called from any thread and from a signal handler, before, during and
  /// after `serve()`.
  void stop() noexcept { acceptor_.stop(); }

 protected:
  using Clock = std::chrono::steady_clock;
  using ProcessorType = Processor<Service, Protocol, Transport>;
  using SessionType = Session<ProcessorType>;

  SEATHRIFT_COLD ~ServerBase() = default;
  ServerBase(const ServerBase&) = delete;
  ServerBase& operator=(const ServerBase&) = delete;

  /// Waits for a connection where there is room for one, and takes it in, with a place, a handler
  /// and what `More` adds to that. Nothing when the server was stopped; an error that accepting
  /// can't get over is thrown.
  template <class More = SessionType>
  [[nodiscard]] SEATHRIFT_COLD Owner<More> next_session() {
    for (;;) {
      try {
        if (connections_.full(options_.max_connections)) report_full();
        if (!connections_.wait_for_room(options_.max_connections)) return {};
        Result<Stream> stream = acceptor_.accept();
        if (stream) {
          if (Owner<More> session(begin<More>(std::move(*stream))); session) return session;
        } else if (stream.error().code() == Errc::not_open) {
          return {};
        } else {
          stream.error().raise();
        }
      } catch (const std::bad_alloc&) {
        report({}, std::current_exception());  // the connection was closed; the next may find more
      }
    }
  }

  /// True for streams whose waits are bounded by a thread that looks at all of them now and then.
  /// Others bound each wait by themselves.
  static constexpr bool sweeps = requires(Acceptor acceptor, std::chrono::milliseconds pause) {
    acceptor.wait_for_stop(pause);
  };

  /// A step of a server, and what it is called with.
  struct Step {
    void (*run)(void*);
    void* with;
  };

  /// Runs `loop` until it returns, which it does when connections are stopped; then waits for the
  /// last of them. Meanwhile `tick` is called now and then, by a thread of its own, for streams
  /// that are swept.
  SEATHRIFT_COLD void serve_until_stopped(Step loop, Step tick) {
    tick_ = tick;
    ScopedThread watcher;
    struct End {
      ServerBase& server;
      ~End() {
        server.acceptor_.stop();
        server.turn_away();
        server.connections_.close();
        server.connections_.wait_until_none();
      }
    } end{*this};
    watcher.start(
        [](void* self) -> void* {
          static_cast<ServerBase*>(self)->watch();
          return nullptr;
        },
        this, "a server has no thread that looks after stop() and timeouts");
    loop.run(loop.with);
  }
  void serve_until_stopped(Step loop) {
    serve_until_stopped(loop, {[](void* self) {
                                 if constexpr (sweeps) {
                                   auto& server = *static_cast<ServerBase*>(self);
                                   server.connections_.sweep(server.options_);
                                 }
                               },
                               this});
  }

  /// Takes a connection in. Nothing when that fails, which is told.
  template <class More>
  [[nodiscard]] More* begin(Stream&& stream) noexcept {
    ConnectionInfo info;
    try {
      info = info_of(stream);
      return new More(connections_, processor_, info, std::move(stream), options_);
    } catch (...) {
      info.native_handle = -1;  // it is closed
      report(info, std::current_exception());
      return nullptr;
    }
  }

  /// Serves a connection until it ends, whatever happens in it.
  SEATHRIFT_NOINLINE void serve_connection(SessionType& session) noexcept {
    try {
      session.connection.serve_all(options_, [this] { return connections_.stopped(); });
    } catch (...) {
      report(session.connection.info(), std::current_exception());
    }
  }

  SEATHRIFT_COLD void report(const ConnectionInfo& info, std::exception_ptr error) const noexcept {
    try {
      tell(info, {}, std::move(error));
    } catch (...) {
      // A hook that throws has nobody to tell.
    }
  }
  SEATHRIFT_COLD void report(const ConnectionInfo& info, const Error& error) const noexcept {
    report(info, exception_of(error));
  }

  ServerOptions options_;
  ProcessorType processor_;
  Acceptor acceptor_;
  Connections<Stream> connections_;

 private:
  [[nodiscard]] SEATHRIFT_COLD ErrorHook hook() const {
    if (!options_.on_error) return {};
    return [this](const ConnectionInfo& info, std::string_view method, std::exception_ptr error) {
      tell(info, method, std::move(error));
    };
  }
  SEATHRIFT_COLD void tell(const ConnectionInfo& info, std::string_view method,
                           std::exception_ptr error) const {
    if (!options_.on_error || (method.empty() && is_own_end(error))) return;
    options_.on_error(info, method, std::move(error));
  }
  /// True for a connection that ended under a message because the server stops: not its peer's
  /// doing, as the text has it.
  [[nodiscard]] SEATHRIFT_COLD bool is_own_end(const std::exception_ptr& error) const {
    if (!connections_.stopped()) return false;
    try {
      std::rethrow_exception(error);
    } catch (const TransportException& exception) {
      return exception.code() == Errc::end_of_stream;
    } catch (...) {
      return false;
    }
  }

  /// A shortage lasts, and is met at each attempt to accept: it is told once a second.
  SEATHRIFT_COLD void report_trouble(const Error& error) noexcept {
    const auto now = Clock::now();
    if (now < quiet_until_) return;
    quiet_until_ = now + std::chrono::seconds(1);
    report({}, error);
  }
  SEATHRIFT_COLD void report_full() {
    report_trouble({Errc::io,
                    {"there are as many connections as are allowed (",
                     Digits(larger<std::size_t>(options_.max_connections, 1)),
                     ", ServerOptions::max_connections); further ones wait in the backlog until "
                     "one ends"}});
  }
  SEATHRIFT_COLD void cut_off() noexcept {
    connections_.shut_down();
    try {
      const Error error(
          Errc::timed_out,
          {"calls in progress were not finished within ", Digits(options_.stop_timeout.count()),
           " ms of stop() (ServerOptions::stop_timeout); their connections were cut "
           "off, and serve() returns when their handlers do"});
      report({}, error);
    } catch (...) {
      // no memory to say so
    }
  }

  /// Refuses those who wait to be accepted, and those who come while the stopped server still
  /// exists: they would wait for answers in vain.
  SEATHRIFT_COLD void turn_away() {
    if constexpr (requires { acceptor_.refuse(); })
      acceptor_.refuse();
    else
      static_cast<void>(acceptor_.accept());
  }

  /// No wait is longer than a connection may stay idle.
  [[nodiscard]] static ServerOptions bounded(ServerOptions options) noexcept {
    options.connection.read_timeout =
        shorter(options.connection.read_timeout, options.idle_timeout);
    return options;
  }

  /// No timer of the system's for what is swept, nor a look at the time before a wait: less than
  /// zero says that.
  static ConnectionOptions of_stream(ConnectionOptions options) {
    if constexpr (sweeps) options.read_timeout = std::chrono::milliseconds(-1);
    return options;
  }

  /// Acts on `stop()`, which may only set a flag.
  SEATHRIFT_COLD void watch() noexcept {
    const auto pause = sweeps ? Wait::step(options_) : std::chrono::milliseconds(0);
    if constexpr (sweeps) {
      while (!acceptor_.wait_for_stop(pause)) tick_.run(tick_.with);
    } else {
      acceptor_.wait_for_stop();
    }
    connections_.stop();
    const Deadline grace(options_.stop_timeout);
    for (auto left = options_.stop_timeout; !connections_.wait_until_none(shorter(pause, left));) {
      tick_.run(tick_.with);
      left = grace.left();
      if (grace.bounded() && left.count() == 0) return cut_off();
    }
  }

  Step tick_ = {};
  Clock::time_point quiet_until_ = Clock::time_point::min();  // of the thread that accepts
};

}  // namespace seathrift::detail
