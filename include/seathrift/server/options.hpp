// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be set on a server?

#include <chrono>
#include <cstddef>
#include <string>

#include <seathrift/rpc/processor.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/port.hpp>

namespace seathrift {

/// What may be set on a server: `SimpleServer<…> server{handler, {.port = 9090}};`.
struct ServerOptions {
  /// Address or name of the interface; empty: all of them.
  std::string host = {};
  /// 0: a free one; `server.port()` tells which.
  Port port = 0;
  /// Path of a Unix socket, for stacks over UnixSocket.
  std::string path = {};
  int backlog = 1024;
  /// Threads that carry out calls, in a ThreadPoolServer.
  std::size_t workers = 4;
  /// Connections at a time; further ones wait in the backlog until one ends.
  std::size_t max_connections = 10'000;
  /// How long a connection may stay without a call before it is closed; where it is longer than the
  /// read timeout, in steps of that. A silence of that length ends a connection inside a call, too.
  /// Zero: for ever.
  std::chrono::milliseconds idle_timeout{0};
  /// Timeouts and limits of each connection. The read timeout bounds the waits inside a message.
  ConnectionOptions connection = {};
  /// Told of what ends a connection and of what a handler throws undeclared. Called by several
  /// threads at once.
  ErrorHook on_error = {};
  /// See ProcessorOptions.
  bool expose_errors = false;
};

}  // namespace seathrift
