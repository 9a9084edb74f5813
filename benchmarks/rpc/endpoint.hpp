// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where does a program of the benchmark listen or connect? At tcp:PORT on this machine, or at
// unix:PATH; at tcp:0 it listens at a free port.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace bench {

[[noreturn]] inline void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

struct Endpoint {
  explicit Endpoint(std::string_view text)
      : tcp(text.starts_with("tcp:")),
        port(tcp ? static_cast<std::uint16_t>(std::atoi(std::string(text.substr(4)).c_str())) : 0),
        path(tcp ? "" : text.substr(5)) {}

  bool tcp;
  std::uint16_t port;
  std::string path;
};

/// Tells run.py that clients may connect, and where. Each server prints it once.
inline void print_ready(std::uint16_t port) {
  std::printf("%d\n", port);
  std::fflush(stdout);
}

/// As many descriptors as this process may have.
inline void raise_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

inline void send_at_once(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

namespace detail {

/// Calls `use(address, size)` with the endpoint's address.
template <class Use>
int with_address(const Endpoint& endpoint, Use use) {
  if (endpoint.tcp) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return use(reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  endpoint.path.copy(address.sun_path, sizeof address.sun_path - 1);
  return use(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

inline int make_socket(const Endpoint& endpoint) {
  const int made = ::socket(endpoint.tcp ? AF_INET : AF_UNIX, SOCK_STREAM, 0);
  if (made < 0) fail("socket");
  return made;
}

}  // namespace detail

[[nodiscard]] inline int connect_to(const Endpoint& endpoint) {
  const int made = detail::make_socket(endpoint);
  const int code = detail::with_address(endpoint, [made](const sockaddr* address, socklen_t size) {
    return ::connect(made, address, size);
  });
  if (code != 0) fail("connect");
  if (endpoint.tcp) send_at_once(made);
  return made;
}

/// Listens, and says so.
[[nodiscard]] inline int listen_at(const Endpoint& endpoint) {
  const int made = detail::make_socket(endpoint);
  if (!endpoint.tcp) ::unlink(endpoint.path.c_str());
  const int code = detail::with_address(endpoint, [made](const sockaddr* address, socklen_t size) {
    return ::bind(made, address, size);
  });
  if (code != 0) fail("bind");
  if (::listen(made, 4096) != 0) fail("listen");
  sockaddr_in bound{};
  socklen_t size = sizeof bound;
  if (endpoint.tcp) ::getsockname(made, reinterpret_cast<sockaddr*>(&bound), &size);
  print_ready(ntohs(bound.sin_port));
  return made;
}

/// Sends all of it over a socket that blocks. False when the peer has closed.
[[nodiscard]] inline bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// The length that a frame begins with.
[[nodiscard]] inline std::size_t length_at(const char* frame) {
  std::uint32_t length = 0;
  std::memcpy(&length, frame, sizeof length);
  return ntohl(length);
}

/// Room for the largest message, not zeroed: pages are touched as they are needed.
inline constexpr std::size_t room = 4 << 20;
[[nodiscard]] inline std::unique_ptr<char[]> make_room() {
  return std::unique_ptr<char[]>(new char[room]);
}

}  // namespace bench
