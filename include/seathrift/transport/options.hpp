// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be set on a connection, and where does a server listen?

#include <string>

#include <seathrift/core/limits.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/port.hpp>

namespace seathrift {

/// What may be set on one connection, for client and server alike. A stream ignores what it has no
/// use for.
///
/// Units. Each timeout bounds one wait of its kind, `message_timeout` all of them in one message;
/// zero or less waits without bound. The system counts some of them in ticks of its own: they may
/// end a few milliseconds early, on a machine that is busy.
struct ConnectionOptions {
  /// All of connecting: name resolution not included, every resolved address tried within it.
  std::chrono::milliseconds connect_timeout{10'000};
  /// One wait for bytes of the peer.
  std::chrono::milliseconds read_timeout{60'000};
  /// One wait for the peer to take bytes.
  std::chrono::milliseconds write_timeout{60'000};
  /// All of one message, from its first bytes to its last, however steadily they trickle: a peer
  /// that sends, or takes, a byte now and then never exceeds the other two. The largest message
  /// allowed by default, 100 MiB, takes 7 Mbit/s to arrive in time.
  std::chrono::milliseconds message_timeout{120'000};
  /// Sends small messages at once (TCP_NODELAY).
  bool no_delay = true;
  /// Probes an idle connection (SO_KEEPALIVE).
  bool keep_alive = false;
  /// How long close() waits for unsent bytes (SO_LINGER); negative leaves them to the system, which
  /// delivers them in the background, zero throws them away and resets the connection.
  std::chrono::seconds linger{-1};
  Limits limits = {};
};

/// Where a server listens. A stream takes what it needs: Socket a host and a port, UnixSocket a
/// path.
struct ListenOptions {
  /// Address or name of the interface; empty: all of them, IPv6 and IPv4 by one dual-stack
  /// listener.
  std::string host = {};
  /// 0: a free one, to be read from the acceptor afterwards.
  Port port = 0;
  /// Path of a Unix socket; one that begins with a NUL byte, or with '@', is in Linux's abstract
  /// namespace.
  std::string path = {};
  int backlog = 1024;
};

}  // namespace seathrift
