// SPDX-License-Identifier: Apache-2.0
// raw_client [string] TARGET SIZE SECONDS SERVER_PID: the limit of a blocking client. One frame
// after the other, each a send and the receives that it takes. With `string` the reply is copied
// into a new std::string, as a call has one for its result that keeps it.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "endpoint.hpp"
#include "recorder.hpp"

int main(int, char** words) {
  const bool copies = words[1] == std::string_view("string");
  const bench::ClientArguments arguments(copies ? words + 1 : words);
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
    if (copies && std::string(buffer.get() + sizeof length, arguments.size).back() != 'x')
      bench::fail("echo");
  });
}
