// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a test use a port once more, or none that anybody listens at, while other programs look
// for free ones? It holds the port by a socket that never listens.

#include <cstdint>

#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include <seathrift/transport/descriptor.hpp>

namespace seathrift::testing {

/// A port of this machine that the system gives to nobody else while this lives. Who asks for its
/// number can listen there all the same; as long as nobody does, connections are refused.
class HeldPort {
 public:
  HeldPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    REQUIRE(::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&at), size) == 0);
    REQUIRE(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&at), &size) == 0);
    number_ = ntohs(at.sin_port);
  }

  [[nodiscard]] std::uint16_t number() const noexcept { return number_; }

 private:
  detail::Descriptor socket_;
  std::uint16_t number_ = 0;
};

}  // namespace seathrift::testing
