// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be set on a server?

#include <cstddef>
#include <string>
#include <string_view>

#include <seathrift/core/time.hpp>
#include <seathrift/rpc/error_hook.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/port.hpp>

namespace seathrift {

/// What may be set on a server: `SimpleServer<…> server{Handler{}, {.port = 9090}};`.
///
/// Units. Zero, as a timeout, waits for ever. A server looks for waits that are over eight times in
/// the shortest of its timeouts, but once in a second at least and every 5 ms at most: a wait ends
/// up to two of these steps late, and never early. `SimpleServer` and `ThreadedServer` look at
/// `message_timeout` between two waits for a call's bytes: one more wait may exceed it. (Over a
/// stream whose acceptor has no `wait_for_stop(most)`, waits end by the stream's own timeouts, and
/// idle time counts in steps of the read timeout.)
struct ServerOptions {
  /// Address or name of the interface; empty: all of them.
  std::string host = {};
  /// 0: a free one; `server.port()` tells which.
  Port port = 0;
  /// Path of a Unix socket, for stacks over UnixSocket.
  std::string path = {};
  /// Connections that the system holds until they are accepted. Those beyond it can't connect, and
  /// try again until their own timeout.
  int backlog = 1024;
  /// Threads that carry out calls, in a ThreadPoolServer. As many handlers that wait for something
  /// keep all others waiting.
  std::size_t workers = 4;
  /// Connections at a time. Further ones are not refused: they wait in the backlog, unanswered,
  /// until one ends, and `on_error` hears of it. Stops a flood of connections from taking all
  /// memory, descriptors and (ThreadedServer) threads; together with `idle_timeout`, from locking
  /// others out for ever.
  std::size_t max_connections = 10'000;
  /// How long a connection may stay without a call before it is closed; 10 minutes. Stops a peer
  /// that connects and says nothing from keeping its place. No wait for the rest of a call is
  /// longer than that, either: where the read timeout is longer, or zero, this one takes its place.
  std::chrono::milliseconds idle_timeout{600'000};
  /// How long `serve()` lets the calls in progress finish once the server is stopped; 10 seconds.
  /// Then all connections are cut off. Stops a peer that doesn't read its reply, or sends half a
  /// call, from holding the server's end up. A handler can't be cut off: `serve()` returns when the
  /// last one has returned.
  std::chrono::milliseconds stop_timeout{10'000};
  /// Timeouts and limits of each connection. `read_timeout` (60 s) stops half a call followed by
  /// silence, `message_timeout` (2 minutes) a call that comes a byte a second, `write_timeout` (60
  /// s) a peer that doesn't read its replies, `limits` calls that cost too much memory.
  ConnectionOptions connection = {};
  /// Told of what ends a connection, of what a handler throws undeclared and, no more than once a
  /// second, of what keeps clients from being accepted. Called by several threads at once.
  ErrorHook on_error = {};
  /// See ProcessorOptions.
  bool expose_errors = false;
};

namespace detail {

/// The name of what bounds a wait for the rest of a call, once the server has put idle_timeout in
/// the place of a longer read_timeout.
[[nodiscard]] inline std::string_view read_option(const ServerOptions& options) noexcept {
  return options.connection.read_timeout == options.idle_timeout
             ? "ServerOptions::idle_timeout"
             : "ConnectionOptions::read_timeout";
}

}  // namespace detail

}  // namespace seathrift
