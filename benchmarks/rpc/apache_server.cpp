// SPDX-License-Identifier: Apache-2.0
// apache_server KIND STACK TARGET: a server of Apache's; KIND is simple, threaded or pool, STACK
// framed-binary, framed-compact or buffered-binary. The pool has a thread for each connection, as
// it must.

#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include <thrift/concurrency/ThreadFactory.h>
#include <thrift/concurrency/ThreadManager.h>
#include <thrift/server/TSimpleServer.h>
#include <thrift/server/TThreadedServer.h>
#include <thrift/server/TThreadPoolServer.h>
#include <thrift/transport/TServerSocket.h>

#include "apache_stack.hpp"
#include "Bench.h"
#include "endpoint.hpp"

namespace {

using apache::thrift::concurrency::ThreadFactory;
using apache::thrift::concurrency::ThreadManager;
using apache::thrift::transport::TServerSocket;

struct Handler : bench::BenchIf {
  void ping() override {}
  void echo(std::string& reply, const std::string& text) override { reply = text; }
};

/// Says where it listens once it does.
class Announcer : public apache::thrift::server::TServerEventHandler {
 public:
  explicit Announcer(std::shared_ptr<TServerSocket> socket) : socket_(std::move(socket)) {}
  void preServe() override { bench::print_ready(static_cast<std::uint16_t>(socket_->getPort())); }

 private:
  std::shared_ptr<TServerSocket> socket_;
};

}  // namespace

int main(int, char** words) {
  using namespace apache::thrift::server;
  std::signal(SIGPIPE, SIG_IGN);
  bench::raise_descriptors();
  const std::string_view kind = words[1];
  const std::string_view stack = words[2];
  const bench::Endpoint endpoint(words[3]);
  if (!endpoint.tcp) ::unlink(endpoint.path.c_str());
  const auto socket = endpoint.tcp ? std::make_shared<TServerSocket>("127.0.0.1", endpoint.port)
                                   : std::make_shared<TServerSocket>(endpoint.path);
  socket->setAcceptBacklog(4096);
  const auto processor = std::make_shared<bench::BenchProcessor>(std::make_shared<Handler>());
  const auto serve = [&](TServer&& server) {
    server.setServerEventHandler(std::make_shared<Announcer>(socket));
    server.serve();
    return 0;
  };
  const auto transport = bench::transport_of(stack);
  const auto protocol = bench::protocol_of(stack);
  if (kind == "simple") return serve(TSimpleServer(processor, socket, transport, protocol));
  if (kind == "threaded") return serve(TThreadedServer(processor, socket, transport, protocol));
  const auto threads = ThreadManager::newSimpleThreadManager(1024);
  threads->threadFactory(std::make_shared<ThreadFactory>());
  threads->start();
  return serve(TThreadPoolServer(processor, socket, transport, protocol, threads));
}
