// SPDX-License-Identifier: Apache-2.0
// raw_server TARGET: the limit of a blocking server. A thread a connection echoes frames, as many
// as one receive brought by one send.

#include <cstddef>
#include <cstring>
#include <string_view>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

#include "endpoint.hpp"

namespace {

/// The bytes of the whole frames that something begins with.
std::size_t whole_frames(std::string_view bytes) {
  std::size_t whole = 0;
  while (whole + 4 <= bytes.size()) {
    const std::size_t next = whole + 4 + bench::length_at(bytes.data() + whole);
    if (next > bytes.size()) break;
    whole = next;
  }
  return whole;
}

void serve(int socket) {
  const auto buffer = bench::make_room();
  std::size_t size = 0;
  for (;;) {
    const ssize_t received = ::recv(socket, buffer.get() + size, bench::room - size, 0);
    if (received <= 0) break;
    size += static_cast<std::size_t>(received);
    const std::size_t whole = whole_frames({buffer.get(), size});
    if (!bench::send_all(socket, {buffer.get(), whole})) break;
    size -= whole;
    std::memmove(buffer.get(), buffer.get() + whole, size);
  }
  ::close(socket);
}

}  // namespace

int main(int, char** words) {
  bench::raise_descriptors();
  const bench::Endpoint endpoint(words[1]);
  const int listener = bench::listen_at(endpoint);
  for (;;) {
    const int socket = ::accept(listener, nullptr, nullptr);
    if (socket < 0) bench::fail("accept");
    if (endpoint.tcp) bench::send_at_once(socket);
    std::thread(serve, socket).detach();
  }
}
