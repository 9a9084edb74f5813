// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do all servers have in common? They listen, accept, and stop.

#include <cstdint>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include <seathrift/core/result.hpp>
#include <seathrift/rpc/processor.hpp>
#include <seathrift/server/connection.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::detail {

template <class Transport>
inline constexpr bool is_accepted = false;
template <MessageTransport Transport>
inline constexpr bool is_accepted<Transport> = AcceptedStream<typename Transport::Stream>;

/// True for what a server can serve.
template <class S, class P, class Transport>
inline constexpr bool is_served = is_service<S>&& is_stack<P, Transport>&& is_accepted<Transport>;

/// Stands for a server that can't work: refuses it in one line, and is asked nothing more.
template <class S, class P, class Transport>
class RefusedServer {
  static_assert(check_served<S, P, Transport>() || true);
  static_assert(!is_stack<P, Transport> || is_accepted<Transport>,
                "seathrift: nobody can accept connections of this stream; serve over Socket, "
                "UnixSocket or Memory");

 public:
  template <class Handler>
  explicit RefusedServer(const Handler&, const ServerOptions& = {}) {}
  [[nodiscard]] std::uint16_t port() const noexcept { return 0; }
  void serve() {}
  void stop() noexcept {}
};

/// Listens from its construction on: clients may connect before `serve()` runs, and wait for it.
template <class Service, class Protocol, class Transport>
class ServerBase {
 public:
  using Stream = typename Transport::Stream;
  using Acceptor = typename Stream::Acceptor;

  /// The port that is listened at: what was asked for, or the free one that was found.
  [[nodiscard]] std::uint16_t port() const noexcept { return acceptor_.port(); }

  /// Where a client on this machine finds the server.
  [[nodiscard]] auto endpoint() const requires requires(const Acceptor& acceptor) {
    acceptor.endpoint();
  }
  { return acceptor_.endpoint(); }

  /// Ends `serve()`: calls in progress are finished and answered, then connections are closed. For
  /// good: a server that was stopped does not serve again.
  ///
  /// Thread safety. May be called from any thread and from a signal handler, before, during and
  /// after `serve()`.
  void stop() noexcept { acceptor_.stop(); }

 protected:
  using ProcessorType = Processor<Service, Protocol, Transport>;
  using SessionType = Session<ProcessorType>;

  template <class Source>
  ServerBase(Source source, ServerOptions options)
      : processor_(std::move(source), {options.on_error, options.expose_errors}),
        options_(bounded(std::move(options))),
        acceptor_(Acceptor::listen({options_.host, options_.port, options_.path, options_.backlog},
                                   options_.connection)
                      .value()) {}
  ~ServerBase() = default;
  ServerBase(const ServerBase&) = delete;
  ServerBase& operator=(const ServerBase&) = delete;

  /// Waits for a connection where there is room for one. Nothing when the server was stopped; an
  /// error of accepting is thrown.
  [[nodiscard]] std::optional<Stream> next_connection() {
    if (!connections_.wait_for_room(options_.max_connections)) return std::nullopt;
    Result<Stream> stream = acceptor_.accept();
    if (stream) return std::move(*stream);
    if (stream.error().code() == Errc::not_open) return std::nullopt;
    stream.error().raise();
  }

  /// Runs `loop` until it returns, which it does when connections are stopped; then waits for the
  /// last of them.
  template <class Loop>
  void serve_until_stopped(Loop&& loop) {
    // stop() may only set a flag: here is who acts on it.
    std::jthread watcher([this] {
      acceptor_.wait_for_stop();
      connections_.stop();
    });
    struct End {
      ServerBase& server;
      ~End() {
        server.acceptor_.stop();
        server.turn_away();
        server.connections_.wait_until_none();
      }
    } end{*this};
    loop();
  }

  /// Serves a connection until it ends, whatever happens in it.
  void serve_connection(Stream stream) noexcept {
    try {
      SessionType(connections_, processor_, std::move(stream), options_)
          .connection.serve_all(options_, [this] { return connections_.stopped(); });
    } catch (...) {
      report(std::current_exception());
    }
  }

  void report(std::exception_ptr error) noexcept {
    if (!options_.on_error) return;
    try {
      options_.on_error({}, {}, std::move(error));
    } catch (...) {
      // A hook that throws has nobody to tell.
    }
  }

  /// Refuses those who wait to be accepted, and those who come while the stopped server still
  /// exists: they would wait for answers in vain.
  void turn_away() {
    if constexpr (!requires { acceptor_.native_handle(); }) {
      static_cast<void>(acceptor_.accept());
    } else {
      const int listener = acceptor_.native_handle();
      ::shutdown(listener, SHUT_RDWR);
      for (;;) {
        const int waiting = ::accept(listener, nullptr, nullptr);
        if (waiting < 0) return;
        ::close(waiting);
      }
    }
  }

  /// No wait is longer than a connection may stay idle.
  static ServerOptions bounded(ServerOptions options) {
    const auto idle = options.idle_timeout;
    auto& wait = options.connection.read_timeout;
    if (idle.count() > 0 && (wait.count() <= 0 || wait > idle)) wait = idle;
    return options;
  }

  ProcessorType processor_;
  ServerOptions options_;
  Acceptor acceptor_;
  Connections<Stream> connections_;
};

}  // namespace seathrift::detail
