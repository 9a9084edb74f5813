// SPDX-License-Identifier: Apache-2.0
// seathrift_client TARGET SIZE SECONDS SERVER_PID: Client, over Framed Binary.

#include <string>

#include "bench.hpp"
#include "endpoint.hpp"
#include "recorder.hpp"

namespace {

template <class Stream, class... Where>
int run(const bench::ClientArguments& arguments, Where... where) {
  using namespace seathrift;
  Client<bench::Bench, Binary, Framed<Stream>> client(where...);
  const std::string text(arguments.size, 'x');
  if (text.empty()) return bench::measure_calls(arguments, [&] { client.ping(); });
  return bench::measure_calls(arguments, [&] {
    if (client.echo(text).size() != text.size()) bench::fail("echo");
  });
}

}  // namespace

int main(int, char** words) {
  const bench::ClientArguments arguments(words);
  if (arguments.endpoint.tcp)
    return run<seathrift::Socket>(arguments, std::string("127.0.0.1"), arguments.endpoint.port);
  return run<seathrift::UnixSocket>(arguments, arguments.endpoint.path);
}
