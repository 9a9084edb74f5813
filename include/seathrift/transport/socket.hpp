// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do bytes reach another machine? Over TCP, by IPv6 or IPv4.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/address.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>
#include <seathrift/transport/listener.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/port.hpp>
#include <seathrift/transport/socket_options.hpp>
#include <seathrift/transport/stream_socket.hpp>

namespace seathrift {

/// A TCP connection that blocks (TSocket). What it can do, its errors and its thread safety are
/// those of detail::StreamSocket.
class Socket : public detail::StreamSocket {
 public:
  struct Endpoint {
    /// A name or an address; empty: this machine.
    std::string host = {};
    Port port = 0;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
  };

  class Acceptor;

  /// Connects to the first of the host's addresses that answers.
  ///
  /// They share `connect_timeout`: each may take an even part of what is left, so that a silent one
  /// can't use up the time of the next.
  ///
  /// Errors. `Errc::timed_out` when one gave no answer and none connected, else `Errc::not_open`;
  /// the text has the reason of each.
  [[nodiscard]] static Result<Socket> connect(const Endpoint& endpoint,
                                              const ConnectionOptions& options);

 private:
  friend class detail::SocketAcceptor<Socket>;

  Socket(detail::Descriptor&& descriptor, std::string&& peer, const ConnectionOptions& options)
      : StreamSocket(std::move(descriptor), std::move(peer), options) {}

  [[nodiscard]] static std::string name_client(const detail::Accepted& client, const std::string&) {
    return detail::to_text(client.from);
  }
  [[nodiscard]] static int connect(const detail::Address& to, const detail::Deadline& deadline,
                                   const ConnectionOptions& options,
                                   detail::Descriptor& descriptor);
};

/// Accepts TCP connections (TServerSocket). Thread safety and `try_accept`: see
/// detail::SocketAcceptor.
class Socket::Acceptor : public detail::SocketAcceptor<Socket> {
 public:
  /// Listens on all interfaces, by IPv6 and IPv4 at once, or on the first address of `where.host`
  /// that can be had.
  [[nodiscard]] static Result<Acceptor> listen(const ListenOptions& where,
                                               const ConnectionOptions& options);

  SEATHRIFT_COLD Acceptor(Acceptor&&) noexcept = default;
  SEATHRIFT_COLD Acceptor& operator=(Acceptor&&) noexcept = default;
  SEATHRIFT_COLD ~Acceptor() = default;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Where a client on this machine finds the acceptor.
  [[nodiscard]] SEATHRIFT_COLD Endpoint endpoint() const { return {host_, port_}; }

 private:
  Acceptor(detail::Listener&& listener, const ConnectionOptions& options, std::string_view host,
           std::uint16_t port)
      : SocketAcceptor(std::move(listener), options), host_(host), port_(port) {}

  [[nodiscard]] static int bind(const detail::Address& at, detail::Descriptor& descriptor);

  std::string host_;
  std::uint16_t port_;
};

SEATHRIFT_COLD inline int Socket::connect(const detail::Address& to,
                                          const detail::Deadline& deadline,
                                          const ConnectionOptions& options,
                                          detail::Descriptor& descriptor) {
  descriptor =
      detail::Descriptor(::socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor) return errno;
  if (const int code = detail::connect_to(descriptor.get(), to, deadline); code != 0) return code;
  // A connection to a free port among those from which the system picks one for this end can meet
  // itself. Nobody listens there.
  detail::Address own;
  own.size = sizeof own.storage;
  if (::getsockname(descriptor.get(), own.get(), &own.size) == 0 && own == to) return ECONNREFUSED;
  return detail::configure(descriptor.get(), to.family(), options);
}

SEATHRIFT_COLD inline Result<Socket> Socket::connect(const Endpoint& endpoint,
                                                     const ConnectionOptions& options) {
  detail::Addresses tried;
  std::string reasons;
  bool timed_out = false;
  detail::Deadline all(options.connect_timeout);
  // AI_ADDRCONFIG spares the IPv6 addresses of a machine that has none but the local ones, to
  // which the peer may listen all the same.
  for (const int flags : {AI_ADDRCONFIG, 0}) {
    detail::Addresses addresses;
    Error unknown = detail::resolve(endpoint.host, endpoint.port, flags, tried, addresses);
    if (unknown.code() != Errc::none) {
      if (flags == 0 && tried.size == 0) return unknown;
      continue;
    }
    if (tried.size == 0) all = detail::Deadline(options.connect_timeout);
    for (std::size_t i = 0; i < addresses.size; ++i) {
      const auto left = all.bounded() ? all.left() : std::chrono::milliseconds(0);
      if (all.bounded() && left.count() == 0) {
        timed_out = true;
        break;
      }
      const auto share = left.count() == 0
                             ? left
                             : detail::larger(left / static_cast<int>(addresses.size - i),
                                              std::chrono::milliseconds(1));
      const detail::Address& to = addresses.all.get()[i];
      detail::Descriptor descriptor;
      const int code = connect(to, detail::Deadline(share), options, descriptor);
      if (code == 0)
        return Socket(std::move(descriptor), detail::to_text(to), detail::of_client(options));
      timed_out = timed_out || code == EAGAIN || code == ETIMEDOUT;
      detail::append(reasons, {reasons.empty() ? "" : "; ", detail::to_text(to), ": "});
      if (code == EAGAIN)
        detail::append(reasons, {"no answer within ", detail::Digits(share.count()), " ms"});
      else
        detail::append(reasons, {detail::system_text(code)});
    }
    tried = std::move(addresses);
  }
  if (timed_out && all.bounded())
    detail::append(reasons, {" (ConnectionOptions::connect_timeout is ",
                             detail::Digits(options.connect_timeout.count()), " ms)"});
  const std::string_view host =
      endpoint.host.empty() ? std::string_view("localhost") : std::string_view(endpoint.host);
  return Error(
      timed_out ? Errc::timed_out : Errc::not_open,
      {"could not connect to ",
       detail::host_and_port(host, detail::Digits(std::uint16_t{endpoint.port})), ": ", reasons});
}

SEATHRIFT_COLD inline int Socket::Acceptor::bind(const detail::Address& at,
                                                 detail::Descriptor& descriptor) {
  descriptor =
      detail::Descriptor(::socket(at.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor) return errno;
  const int on = 1;
  const int off = 0;
  const int handle = descriptor.get();
  if (::setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) return errno;
  if (at.family() == AF_INET6 &&
      ::setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) != 0)
    return errno;
  return ::bind(handle, at.get(), at.size) == 0 ? 0 : errno;
}

SEATHRIFT_COLD inline Result<Socket::Acceptor> Socket::Acceptor::listen(
    const ListenOptions& where, const ConnectionOptions& options) {
  detail::Addresses addresses;
  if (Error unknown = detail::resolve(where.host, where.port, AI_PASSIVE, {}, addresses);
      unknown.code() != Errc::none)
    return unknown;
  // For all interfaces, the IPv6 address comes first: only that one is dual-stack.
  if (where.host.empty()) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < addresses.size; ++i)
      if (addresses.all.get()[i].family() == AF_INET6)
        std::swap(addresses.all.get()[first++], addresses.all.get()[i]);
  }
  std::string reasons;
  for (std::size_t i = 0; i < addresses.size; ++i) {
    const detail::Address& at = addresses.all.get()[i];
    detail::Descriptor bound;
    const int code = bind(at, bound);
    if (code != 0) {
      detail::append(reasons, {reasons.empty() ? "" : "; ", detail::to_text(at), ": ",
                               detail::system_text(code)});
      // Were the port taken for IPv6, one for IPv4 alone would serve half of the clients.
      if (where.host.empty() && code != EAFNOSUPPORT && code != EADDRNOTAVAIL) break;
      continue;
    }
    detail::Address own;
    own.size = sizeof own.storage;
    if (::getsockname(bound.get(), own.get(), &own.size) != 0)
      return Error(Errc::io,
                   {"cannot listen on ", detail::to_text(at), ": ", detail::system_text(errno)});
    // Both families keep the port in the same place.
    const auto port = ntohs(reinterpret_cast<const sockaddr_in&>(own.storage).sin_port);
    detail::Listener listener;
    if (Error failed =
            detail::Listener::make(std::move(bound), detail::to_text(own), where.backlog, listener);
        failed.code() != Errc::none)
      return failed;
    return Acceptor(std::move(listener), options,
                    where.host.empty() ? std::string_view("localhost") : where.host, port);
  }
  return Error(Errc::io, detail::concat({"cannot listen: ", reasons}));
}

}  // namespace seathrift
