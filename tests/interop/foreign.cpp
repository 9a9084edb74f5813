// SPDX-License-Identifier: Apache-2.0
// Ends that say what they make of a peer which speaks something else.
//
//     foreign serve                    prints "<stack>=<port>" for each stack and way to serve,
//     then
//                                      "ready", then "<stack>! <text>" for each error; ends with
//                                      its standard input
//     foreign call <stack> <port> <text> <read timeout in ms>
//                                      prints how a call of echo_string ended

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <seathrift/rpc/client.hpp>
#include <seathrift/server/thread_pool_server.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/socket.hpp>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace foreign {

struct Echo {
  std::string echo_string(std::string value);
};
SEATHRIFT_SERVICE(Echo, (echo_string, value))

struct Handler {
  std::string echo_string(std::string value) { return value; }
};

}  // namespace foreign

using namespace seathrift;

namespace {

template <template <class, class, class> class Server, class P, class Transport>
void serve(const std::string& name) {
  ServerOptions options;
  options.host = "127.0.0.1";
  options.on_error = [name](const ConnectionInfo&, std::string_view, std::exception_ptr error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& exception) {
      std::printf("%s! %s\n", name.c_str(), exception.what());
      std::fflush(stdout);
    }
  };
  using Serving = Server<foreign::Echo, P, Transport>;
  auto server = std::make_shared<Serving>(foreign::Handler{}, options);
  std::printf("%s=%d\n", name.c_str(), server->port());
  std::thread([server] { server->serve(); }).detach();
}

template <class P, class Transport>
void serve_both(const std::string& stack) {
  serve<ThreadedServer, P, Transport>(stack + ",threaded");
  serve<ThreadPoolServer, P, Transport>(stack + ",pool");
}

template <class P, class Transport>
int call(std::uint16_t port, const std::string& text, std::chrono::milliseconds read_timeout) {
  Client<foreign::Echo, P, Transport> client("127.0.0.1", port, {.read_timeout = read_timeout});
  const auto result = client.template try_call<&foreign::Echo::echo_string>(text);
  std::printf("%s\n", result ? result->c_str() : result.error().text().c_str());
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  if (given.size() == 1 && given[0] == "serve") {
    serve_both<Binary, Framed<Socket>>("binary,framed");
    serve_both<Binary, Buffered<Socket>>("binary,buffered");
    serve_both<Compact, Framed<Socket>>("compact,framed");
    serve_both<Compact, Buffered<Socket>>("compact,buffered");
    std::printf("ready\n");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    std::_Exit(0);
  }
  if (given.size() == 5 && given[0] == "call") {
    const auto port = static_cast<std::uint16_t>(std::stoi(given[2]));
    const std::string& text = given[3];
    const std::chrono::milliseconds timeout(std::stoi(given[4]));
    if (given[1] == "binary,framed") return call<Binary, Framed<Socket>>(port, text, timeout);
    if (given[1] == "binary,buffered") return call<Binary, Buffered<Socket>>(port, text, timeout);
    if (given[1] == "compact,framed") return call<Compact, Framed<Socket>>(port, text, timeout);
    if (given[1] == "compact,buffered") return call<Compact, Buffered<Socket>>(port, text, timeout);
  }
  std::fputs("usage: foreign serve | foreign call <stack> <port> <text> <read timeout>\n", stderr);
  return 2;
}
