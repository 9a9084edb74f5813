// SPDX-License-Identifier: Apache-2.0
// seathrift_server KIND STACK TARGET: a server of ours; KIND is simple, threaded or pool, STACK
// framed-binary, framed-compact or buffered-binary.

#include <cstdio>
#include <string>
#include <string_view>

#include "bench.hpp"
#include "endpoint.hpp"

namespace {

struct Handler {
  void ping() {}
  std::string_view echo(std::string_view text) { return text; }
};

struct Arguments {
  std::string_view kind;
  std::string_view stack;
  bench::Endpoint endpoint;
};

template <template <class, class, class> class Server, class Protocol, class Transport>
int serve(const bench::Endpoint& endpoint) {
  Server<bench::Bench, Protocol, Transport> server{
      Handler{},
      {.host = "127.0.0.1", .port = endpoint.port, .path = endpoint.path, .backlog = 4096}};
  bench::print_ready(server.port());
  server.serve();
  return 0;
}

template <class Protocol, class Transport>
int choose_kind(const Arguments& arguments) {
  using namespace seathrift;
  if (arguments.kind == "simple")
    return serve<SimpleServer, Protocol, Transport>(arguments.endpoint);
  if (arguments.kind == "threaded")
    return serve<ThreadedServer, Protocol, Transport>(arguments.endpoint);
  if (arguments.kind == "pool")
    return serve<ThreadPoolServer, Protocol, Transport>(arguments.endpoint);
  return 2;
}

template <class Stream>
int choose_stack(const Arguments& arguments) {
  using namespace seathrift;
  if (arguments.stack == "framed-binary") return choose_kind<Binary, Framed<Stream>>(arguments);
  if (arguments.stack == "framed-compact") return choose_kind<Compact, Framed<Stream>>(arguments);
  if (arguments.stack == "buffered-binary") return choose_kind<Binary, Buffered<Stream>>(arguments);
  return 2;
}

}  // namespace

int main(int, char** words) {
  bench::raise_descriptors();
  const Arguments arguments{words[1], words[2], bench::Endpoint(words[3])};
  return arguments.endpoint.tcp ? choose_stack<seathrift::Socket>(arguments)
                                : choose_stack<seathrift::UnixSocket>(arguments);
}
