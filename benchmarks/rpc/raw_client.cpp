// SPDX-License-Identifier: Apache-2.0
// raw_client TARGET SIZE SECONDS SERVER_PID: the limit of a blocking client. One frame after the
// other, each a send and the receives that it takes.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "endpoint.hpp"
#include "recorder.hpp"

int main(int, char** words) {
  const bench::ClientArguments arguments(words);
  const int socket = bench::connect_to(arguments.endpoint);
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(arguments.size));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  frame.append(arguments.size, 'x');
  const auto buffer = bench::make_room();
  return bench::measure_calls(arguments, [&] {
    if (!bench::send_all(socket, frame)) bench::fail("send");
    for (std::size_t size = 0; size < frame.size();) {
      const ssize_t received = ::recv(socket, buffer.get() + size, bench::room - size, 0);
      if (received <= 0) bench::fail("recv");
      size += static_cast<std::size_t>(received);
    }
  });
}
