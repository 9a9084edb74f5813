// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where is a peer, for the system and for a person, and how is it reached in time?

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>

namespace seathrift::detail {

/// A socket address of any family.
struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;

  [[nodiscard]] int family() const noexcept { return storage.ss_family; }
  [[nodiscard]] const sockaddr* get() const noexcept {
    return reinterpret_cast<const sockaddr*>(&storage);
  }
  [[nodiscard]] sockaddr* get() noexcept { return reinterpret_cast<sockaddr*>(&storage); }

  friend bool operator==(const Address& a, const Address& b) noexcept {
    return a.size == b.size && std::memcmp(&a.storage, &b.storage, a.size) == 0;
  }
};

/// "host:port", with brackets around an IPv6 address.
[[nodiscard]] SEATHRIFT_COLD inline std::string host_and_port(std::string_view host,
                                                              std::string_view port) {
  const bool brackets = host.find(':') != std::string_view::npos;
  return concat({brackets ? "[" : "", host, brackets ? "]:" : ":", port});
}

/// An Internet address for a person; an IPv4 peer of a dual-stack listener is shown as IPv4.
[[nodiscard]] SEATHRIFT_COLD inline std::string to_text(const Address& address) {
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  if (::getnameinfo(address.get(), address.size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return "an unknown address";
  std::string_view shown = host;
  constexpr std::string_view mapped = "::ffff:";
  if (shown.starts_with(mapped) && shown.find('.') != std::string_view::npos)
    shown.remove_prefix(mapped.size());
  return host_and_port(shown, port);
}

/// The addresses of a host.
struct Addresses {
  Owner<Address[]> all = {};
  std::size_t size = 0;

  [[nodiscard]] SEATHRIFT_COLD bool contains(const Address& address) const noexcept {
    for (std::size_t i = 0; i < size; ++i)
      if (all.get()[i] == address) return true;
    return false;
  }
};

/// Finds the addresses of a host, without those that are `known`; an empty host stands for this
/// machine. `flags` are getaddrinfo's.
[[nodiscard]] SEATHRIFT_COLD inline Error resolve(const std::string& host, std::uint16_t port,
                                                  int flags, const Addresses& known,
                                                  Addresses& addresses) {
  // The system would look for the part in front of it, which is another host.
  if (host.find('\0') != std::string::npos)
    return Error(Errc::not_open, {"the host \"", host.c_str(),
                                  "\" ends before a NUL byte inside it; leave that out"});
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  struct Found {
    addrinfo* first = nullptr;
    ~Found() {
      if (first != nullptr) ::freeaddrinfo(first);
    }
  } found;
  const std::string service = concat({Digits(port)});
  const int failure =
      ::getaddrinfo(host.empty() ? nullptr : host.c_str(), service.c_str(), &hints, &found.first);
  if (failure != 0) {
    const std::string reason =
        failure == EAI_SYSTEM ? system_text(errno) : std::string(::gai_strerror(failure));
    return Error(Errc::not_open, {"cannot find the host \"", host, "\": ", reason});
  }
  std::size_t most = 0;
  for (const addrinfo* at = found.first; at != nullptr; at = at->ai_next) ++most;
  addresses = {Owner<Address[]>(new Address[most])};
  for (const addrinfo* at = found.first; at != nullptr; at = at->ai_next) {
    Address address;
    address.size = smaller<socklen_t>(at->ai_addrlen, sizeof address.storage);
    std::memcpy(&address.storage, at->ai_addr, address.size);
    if (!known.contains(address) && !addresses.contains(address))
      addresses.all.get()[addresses.size++] = address;
  }
  return {};
}

/// Connects a non-blocking socket and makes it a blocking one. 0, or an errno value, which at the
/// deadline is EAGAIN.
[[nodiscard]] SEATHRIFT_COLD inline int connect_to(int descriptor, const Address& to,
                                                   const Deadline& deadline) {
  int pause = 1;
  while (::connect(descriptor, to.get(), to.size) != 0) {
    if (errno == EAGAIN && to.family() == AF_UNIX) {
      // A Unix listener's backlog is full, and there is nothing to poll for.
      if (deadline.bounded() && deadline.left().count() == 0) return EAGAIN;
      ::poll(nullptr, 0, pause);
      pause = smaller(pause * 2, 16);
    } else if (errno == EINPROGRESS || (errno == EINTR && to.family() != AF_UNIX)) {
      if (const int code = wait_for(descriptor, POLLOUT, deadline); code != 0) return code;
      int code = 0;
      socklen_t size = sizeof code;
      if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) != 0) return errno;
      if (code != 0) return code;
      break;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0 || ::fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) != 0) return errno;
  return 0;
}

}  // namespace seathrift::detail
