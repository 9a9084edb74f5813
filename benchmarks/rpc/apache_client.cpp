// SPDX-License-Identifier: Apache-2.0
// apache_client TARGET SIZE SECONDS SERVER_PID: Apache's client, over framed Binary.

#include <memory>
#include <string>

#include <thrift/transport/TSocket.h>

#include "apache_stack.hpp"
#include "Bench.h"
#include "endpoint.hpp"
#include "recorder.hpp"

int main(int, char** words) {
  using apache::thrift::transport::TSocket;
  const bench::ClientArguments arguments(words);
  const auto socket = arguments.endpoint.tcp
                          ? std::make_shared<TSocket>("127.0.0.1", arguments.endpoint.port)
                          : std::make_shared<TSocket>(arguments.endpoint.path);
  const auto transport = bench::transport_of("framed-binary")->getTransport(socket);
  bench::BenchClient client(bench::protocol_of("framed-binary")->getProtocol(transport));
  transport->open();
  const std::string text(arguments.size, 'x');
  if (text.empty()) return bench::measure_calls(arguments, [&] { client.ping(); });
  return bench::measure_calls(arguments, [&] {
    std::string reply;
    client.echo(reply, text);
    if (reply.size() != text.size()) bench::fail("echo");
  });
}
