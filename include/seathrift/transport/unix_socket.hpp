// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do bytes reach another process on this machine? Through a socket that has a path, or a name
// in Linux's abstract namespace.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/transport/address.hpp>
#include <seathrift/transport/deadline.hpp>
#include <seathrift/transport/descriptor.hpp>
#include <seathrift/transport/listener.hpp>
#include <seathrift/transport/options.hpp>
#include <seathrift/transport/socket_options.hpp>
#include <seathrift/transport/stream_socket.hpp>

namespace seathrift {

namespace detail {

/// A Unix socket's address, with what a person and the file system call it.
struct UnixAddress {
  Address address;
  /// The path; '@' and the name where it is abstract.
  std::string name;
  bool abstract = false;

  /// Errors. `Errc::not_open` when the path is empty, too long for the system or has a NUL inside.
  [[nodiscard]] SEATHRIFT_COLD static Error make(const std::string& path, UnixAddress& result) {
    result.abstract = path.starts_with('\0') || path.starts_with('@');
    result.name = path;
    if (result.abstract) result.name[0] = '@';
    const auto unusable = [&path](std::string_view why) {
      return Error(Errc::not_open, {"the path of a Unix socket, \"", path.c_str(), "\", ", why});
    };
    sockaddr_un to{};
    // The NUL behind a path is part of its address; an abstract name has one in front instead.
    const std::size_t most = result.abstract ? sizeof to.sun_path : sizeof to.sun_path - 1;
    if (path.empty()) return unusable("is empty");
    if (path.size() > most)
      return unusable(concat({"has ", Digits(path.size()), " bytes, and the system takes ",
                              Digits(most), "; choose a shorter one"}));
    if (!result.abstract && path.find('\0') != std::string::npos)
      return unusable("ends before a NUL byte inside it; leave that out");
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, path.data(), path.size());
    if (result.abstract) to.sun_path[0] = '\0';
    result.address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() +
                                                 (result.abstract ? 0 : 1));
    std::memcpy(&result.address.storage, &to, sizeof to);
    return {};
  }
};

/// Removes a socket's file when it dies, unless another server has put its own there by then.
class SocketFile {
 public:
  SocketFile() noexcept = default;
  explicit SocketFile(std::string path) : path_(std::move(path)) {
    if (::lstat(path_.c_str(), &made_) != 0) path_.clear();
  }
  SocketFile(SocketFile&& other) noexcept
      : path_(std::exchange(other.path_, {})), made_(other.made_) {}
  SocketFile& operator=(SocketFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(made_, other.made_);
    return *this;
  }
  ~SocketFile() {
    struct stat found {};
    if (!path_.empty() && ::lstat(path_.c_str(), &found) == 0 && found.st_dev == made_.st_dev &&
        found.st_ino == made_.st_ino)
      ::unlink(path_.c_str());
  }

 private:
  std::string path_;
  struct stat made_ {};
};

}  // namespace detail

/// A connection to a process on this machine that blocks (TSocket with a path). What it can do, its
/// errors and its thread safety are those of detail::StreamSocket.
class UnixSocket : public detail::StreamSocket {
 public:
  struct Endpoint {
    /// Begins with a NUL byte, or with '@', when it is in Linux's abstract namespace.
    std::string path = {};

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
  };

  class Acceptor;

  /// Errors. `Errc::timed_out` when the server's backlog stays full for `connect_timeout`, else
  /// `Errc::not_open`.
  [[nodiscard]] static Result<UnixSocket> connect(const Endpoint& endpoint,
                                                  const ConnectionOptions& options);

 private:
  friend class detail::SocketAcceptor<UnixSocket>;

  UnixSocket(detail::Descriptor&& descriptor, std::string&& peer, const ConnectionOptions& options)
      : StreamSocket(std::move(descriptor), std::move(peer), options) {}

  /// Clients have no address of their own; their process is known.
  [[nodiscard]] SEATHRIFT_COLD static std::string name_client(const detail::Accepted& client,
                                                              const std::string& listener) {
    ucred process{};
    socklen_t size = sizeof process;
    if (::getsockopt(client.descriptor.get(), SOL_SOCKET, SO_PEERCRED, &process, &size) != 0 ||
        process.pid == 0)  // it is in another namespace
      return detail::concat({"a client of ", listener});
    return detail::concat({"process ", detail::Digits(process.pid), ", a client of ", listener});
  }
};

/// Accepts connections through a path (TServerSocket with a path). Thread safety and `try_accept`:
/// see detail::SocketAcceptor.
///
/// Lifetime. The file is removed when the acceptor dies, unless another server has replaced it.
class UnixSocket::Acceptor : public detail::SocketAcceptor<UnixSocket> {
 public:
  /// Listens at `where.path`. The file that a dead server left there is replaced.
  ///
  /// Errors. `Errc::io` when another server listens there, or the file is no socket.
  [[nodiscard]] static Result<Acceptor> listen(const ListenOptions& where,
                                               const ConnectionOptions& options);

  SEATHRIFT_COLD Acceptor(Acceptor&&) noexcept = default;
  SEATHRIFT_COLD Acceptor& operator=(Acceptor&&) noexcept = default;
  SEATHRIFT_COLD ~Acceptor() = default;

  /// A path has none.
  [[nodiscard]] std::uint16_t port() const noexcept { return 0; }
  [[nodiscard]] Endpoint endpoint() const { return {listener_.name()}; }

 private:
  Acceptor(detail::Listener&& listener, const ConnectionOptions& options, detail::SocketFile&& file)
      : SocketAcceptor(std::move(listener), options), file_(std::move(file)) {}

  [[nodiscard]] static Error bind(const detail::UnixAddress& at, detail::Descriptor& descriptor);
  [[nodiscard]] static Error remove_dead(const detail::UnixAddress& at);

  detail::SocketFile file_;
};

SEATHRIFT_COLD inline Result<UnixSocket> UnixSocket::connect(const Endpoint& endpoint,
                                                             const ConnectionOptions& options) {
  detail::UnixAddress to;
  if (Error wrong = detail::UnixAddress::make(endpoint.path, to); wrong.code() != Errc::none)
    return wrong;
  detail::Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  int code = descriptor ? 0 : errno;
  if (code == 0)
    code =
        detail::connect_to(descriptor.get(), to.address, detail::Deadline(options.connect_timeout));
  if (code == 0) code = detail::configure(descriptor.get(), AF_UNIX, options);
  if (code == 0)
    return UnixSocket(std::move(descriptor), std::move(to.name), detail::of_client(options));
  if (code == EAGAIN)
    return Error(Errc::timed_out,
                 {"could not connect to ", to.name, ": the server accepted nothing within ",
                  detail::Digits(options.connect_timeout.count()),
                  " ms (ConnectionOptions::connect_timeout)"});
  return Error(Errc::not_open, {"could not connect to ", to.name, ": ", detail::system_text(code)});
}

SEATHRIFT_COLD inline Error UnixSocket::Acceptor::remove_dead(const detail::UnixAddress& at) {
  const auto in_the_way = [&at](std::string_view why) {
    return Error(Errc::io, {"cannot listen on ", at.name, ": ", why});
  };
  if (at.abstract) return in_the_way("another server listens there");
  struct stat found {};
  if (::lstat(at.name.c_str(), &found) != 0)
    return errno == ENOENT ? Error() : in_the_way(detail::system_text(errno));
  if (!S_ISSOCK(found.st_mode))
    return in_the_way("there is a file that is no socket; remove it or choose another path");
  const detail::Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!probe) return in_the_way(detail::system_text(errno));
  if (::connect(probe.get(), at.address.get(), at.address.size) == 0 || errno == EAGAIN)
    return in_the_way("another server listens there");
  if (errno != ECONNREFUSED && errno != ENOENT) return in_the_way(detail::system_text(errno));
  if (::unlink(at.name.c_str()) != 0 && errno != ENOENT)
    return in_the_way(
        detail::concat({"a dead server's socket can't be removed: ", detail::system_text(errno)}));
  return {};
}

SEATHRIFT_COLD inline Error UnixSocket::Acceptor::bind(const detail::UnixAddress& at,
                                                       detail::Descriptor& descriptor) {
  descriptor = detail::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  int code = descriptor ? 0 : errno;
  for (int attempt = 0; code == 0; ++attempt) {
    if (::bind(descriptor.get(), at.address.get(), at.address.size) == 0) return {};
    if (errno != EADDRINUSE || attempt == 1) {
      code = errno;
      break;
    }
    if (Error stays = remove_dead(at); stays.code() != Errc::none) return stays;
  }
  return Error(Errc::io, {"cannot listen on ", at.name, ": ", detail::system_text(code)});
}

SEATHRIFT_COLD inline Result<UnixSocket::Acceptor> UnixSocket::Acceptor::listen(
    const ListenOptions& where, const ConnectionOptions& options) {
  detail::UnixAddress at;
  if (Error wrong = detail::UnixAddress::make(where.path, at); wrong.code() != Errc::none)
    return wrong;
  detail::Descriptor bound;
  if (Error failed = bind(at, bound); failed.code() != Errc::none) return failed;
  detail::SocketFile file = at.abstract ? detail::SocketFile() : detail::SocketFile(at.name);
  detail::Listener listener;
  if (Error failed =
          detail::Listener::make(std::move(bound), std::string(at.name), where.backlog, listener);
      failed.code() != Errc::none)
    return failed;
  return Acceptor(std::move(listener), options, std::move(file));
}

}  // namespace seathrift
