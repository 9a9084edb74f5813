// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a connected socket told before it is used? What ConnectionOptions say of it.

#include <cerrno>
#include <climits>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <seathrift/config.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift::detail {

/// Bounds a socket's waits of one kind. False when the system refuses, with errno.
[[nodiscard]] SEATHRIFT_COLD inline bool set_timeout(int descriptor, int name,
                                                     std::chrono::milliseconds timeout) {
  if (timeout.count() <= 0) return true;  // a socket's own default is to wait without bound
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
  timeval value{};
  value.tv_sec = static_cast<time_t>(seconds.count());
  value.tv_usec = static_cast<suseconds_t>((timeout - seconds).count() * 1000);
  return ::setsockopt(descriptor, SOL_SOCKET, name, &value, sizeof value) == 0;
}

/// Sets a connected socket's options. 0, or an errno value.
[[nodiscard]] SEATHRIFT_COLD inline int configure(int descriptor, int family,
                                                  const ConnectionOptions& options) {
  const auto set = [descriptor](int level, int name, const auto& value) {
    return ::setsockopt(descriptor, level, name, &value, sizeof value) == 0;
  };
  const int on = 1;
  const int no_delay = options.no_delay ? 1 : 0;
  const linger wait{
      1, static_cast<int>(smaller<std::chrono::seconds::rep>(options.linger.count(), INT_MAX))};
  const bool done = set_timeout(descriptor, SO_RCVTIMEO, options.read_timeout) &&
                    set_timeout(descriptor, SO_SNDTIMEO, options.write_timeout) &&
                    (family == AF_UNIX || set(IPPROTO_TCP, TCP_NODELAY, no_delay)) &&
                    (!options.keep_alive || set(SOL_SOCKET, SO_KEEPALIVE, on)) &&
                    (options.linger.count() < 0 || set(SOL_SOCKET, SO_LINGER, wait));
  return done ? 0 : errno;
}

/// The options of a connection that no server sweeps: below zero is what a server says of those.
[[nodiscard]] SEATHRIFT_COLD inline ConnectionOptions of_client(ConnectionOptions options) {
  options.read_timeout = larger(options.read_timeout, std::chrono::milliseconds(0));
  return options;
}

}  // namespace seathrift::detail
