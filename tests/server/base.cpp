// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/base.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include <sys/socket.h>
#include <sys/time.h>

#include <catch2/catch.hpp>

#include <transport/held_port.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

using SimpleSocket = On<SimpleServer, Compact, Framed<Socket>>;
using SimpleMemory = On<SimpleServer, Binary, Buffered<Memory>>;
using ThreadedSocket = On<ThreadedServer, Binary, Buffered<Socket>>;
using ThreadedUnix = On<ThreadedServer, Compact, Framed<UnixSocket>>;
using ThreadedMemory = On<ThreadedServer, Compact, Framed<Memory>>;
using PoolSocket = On<ThreadPoolServer, Compact, Framed<Socket>>;
using PoolUnix = On<ThreadPoolServer, Binary, Buffered<UnixSocket>>;

#define ALL_SERVERS \
  SimpleSocket, SimpleMemory, ThreadedSocket, ThreadedUnix, ThreadedMemory, PoolSocket, PoolUnix
#define SOCKET_SERVERS SimpleSocket, ThreadedSocket, PoolSocket

TEMPLATE_TEST_CASE("servers: one is neither copied nor moved", "", ALL_SERVERS) {
  using Server = typename TestType::ServerType;
  STATIC_REQUIRE(!std::is_constructible_v<Server, Server&>);
  STATIC_REQUIRE(!std::is_constructible_v<Server, const Server&>);
  STATIC_REQUIRE(!std::is_constructible_v<Server, Server>);
}

TEMPLATE_TEST_CASE("servers: clients that come one after the other are served", "", ALL_SERVERS) {
  Running<TestType> running(SharedHandler{});
  for (int i = 0; i < 3; ++i) {
    auto client = running.client();
    CHECK(client.add(i, 2) == i + 2);
    CHECK(client.who() == "harbor");
    client.note("n");
    CHECK_THROWS_AS(client.sail(9), Squall);
    CHECK(client.echo(std::string(300'000, 'e')).size() == 300'000);
  }
}

TEMPLATE_TEST_CASE("servers: a client survives that its server is stopped and another one started",
                   "", SOCKET_SERVERS) {
  const HeldPort held;
  const std::uint16_t port = held.number();
  std::optional<Running<TestType>> running(std::in_place, SharedHandler{},
                                           ServerOptions{.port = port});
  typename TestType::Client client("localhost", port);
  CHECK(client.add(1, 2) == 3);
  running.reset();
  const auto refused = client.template try_call<&Harbor::add>(1, 2);
  REQUIRE(!refused);
  running.emplace(SharedHandler{}, ServerOptions{.port = port});
  CHECK(client.add(3, 4) == 7);
}

TEMPLATE_TEST_CASE("servers: stop ends an idle server, connections included", "", ALL_SERVERS) {
  Running<TestType> running(SharedHandler{});
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
  auto waiting = running.connect();
  std::this_thread::sleep_for(5ms);
  running.server.stop();
  CHECK(running.returns());
  CHECK(closes(waiting));
  // The server object is still there; nobody waits for it in vain.
  const auto refused = client.template try_call<&Harbor::add>(1, 2);
  REQUIRE(!refused);
  CHECK(refused.error().code() != Errc::timed_out);
}

TEMPLATE_TEST_CASE("servers: stop ends a server that nobody ever called", "", ALL_SERVERS) {
  Running<TestType> running(SharedHandler{});
  std::this_thread::sleep_for(2ms);
  running.server.stop();
  CHECK(running.returns());
  running.server.stop();
}

TEMPLATE_TEST_CASE("servers: stopped before it serves, a server returns at once", "", ALL_SERVERS) {
  typename TestType::ServerType server(SharedHandler{}, TestType::options());
  server.stop();
  server.stop();
  server.serve();
  server.serve();
  server.stop();
}

TEMPLATE_TEST_CASE("servers: one that never serves can be destroyed, clients waiting or not", "",
                   ALL_SERVERS) {
  std::optional<typename TestType::Client> client;
  {
    const typename TestType::ServerType server(SharedHandler{}, TestType::options());
    client.emplace(server.endpoint(), ConnectionOptions{.read_timeout = 2s});
    client->template send_<&Harbor::add>(1, 2);
  }
  CHECK_THROWS_AS(client->template receive_<&Harbor::add>(), TransportException);
}

TEMPLATE_TEST_CASE("servers: a call in progress is finished and answered when the server stops", "",
                   ALL_SERVERS) {
  SlowHandler::Gate gate;
  Running<TestType> running(SlowHandler{gate});
  auto client = running.client();
  client.template send_<&Harbor::twice>(21);
  gate.entered.acquire();
  running.server.stop();
  std::this_thread::sleep_for(10ms);
  CHECK(!running.done());
  gate.leave.release();
  CHECK(client.template receive_<&Harbor::twice>() == 42);
  CHECK(running.returns());
}

TEMPLATE_TEST_CASE("servers: connections that misbehave harm nobody else", "", ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{},
                     {.connection = {.read_timeout = 30s}, .on_error = told.hook()});
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
  { auto closes_at_once = running.connect(); }
  {
    auto half = running.connect();
    send_to(half, Bytes(call.begin(), call.end() - 3));
  }
  CHECK(told.has("inside a message"));
  {
    auto garbage = running.connect();
    send_to(garbage, Bytes(1000, std::byte{0xff}));
    CHECK(closes(garbage));
  }
  {
    auto http = running.connect();
    const auto text = std::as_bytes(std::span("GET / HTTP/1.1\r\n\r\n", 18));
    send_to(http, Bytes(text.begin(), text.end()));
    CHECK(closes(http));
  }
  CHECK(told.has("HTTP"));
  {
    auto reply = running.connect();
    send_to(reply, request<S>("add", 1, body<S>(TwoNumbers{1, 2}), MessageType::reply));
    CHECK(closes(reply));
  }
  CHECK(told.has("a reply arrived"));
  {
    // Calls, and does not wait for the answer.
    auto gone = running.connect();
    send_to(gone, request<S>("flood", 1, body<S>(OneNumber{1'000'000})));
  }
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("servers: what goes wrong is told to the hook, which may throw", "",
                   ALL_SERVERS) {
  std::atomic<int> called = 0;
  Told told;
  Running<TestType> running(
      SharedHandler{},
      {.on_error = [&, hook = told.hook()](const ConnectionInfo& info, std::string_view method,
                                           std::exception_ptr error) {
        hook(info, method, error);
        ++called;
        throw std::runtime_error("from the hook");
      }});
  {
    auto client = running.client();
    CHECK_THROWS_WITH(client.sail(12), Catch::Contains("Internal error processing sail"));
    CHECK(told.has("sail: a secret"));
    CHECK(!told.peer("sail: a secret").empty());
    CHECK(client.add(1, 2) == 3);
  }
  {
    auto garbage = running.connect();
    send_to(garbage, Bytes(100, std::byte{0xff}));
    CHECK(closes(garbage));
  }
  CHECK(eventually([&] { return called == 2; }));
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
  CHECK(called == 2);
}

/// Counts those that are alive.
struct PerConnection : SharedHandler {
  struct Count {
    std::atomic<int> made = 0;
    std::atomic<int> alive = 0;
    std::vector<std::string> peers;
  };
  PerConnection(Count& all, const ConnectionInfo& info) : count(&all), peer(info.peer) {
    ++count->made;
    ++count->alive;
    count->peers.push_back(info.peer);
  }
  PerConnection(const PerConnection&) = delete;
  ~PerConnection() {
    // A server that doesn't wait for this is caught by the sanitizers.
    std::this_thread::sleep_for(3ms);
    --count->alive;
  }
  std::int32_t twice(std::int32_t) { return ++calls; }
  std::string who() const { return peer; }

  Count* count;
  std::string peer;
  std::int32_t calls = 0;
};

TEMPLATE_TEST_CASE("servers: a factory makes a handler for each connection, released at its end",
                   "", ALL_SERVERS) {
  PerConnection::Count count;
  std::optional<Running<TestType>> running;
  std::atomic<bool> has_handle = false;
  running.emplace([&](const ConnectionInfo& info) {
    has_handle = info.native_handle >= 0;
    return std::make_shared<PerConnection>(count, info);
  });
  CHECK(count.made == 0);
  {
    auto client = running->client();
    CHECK(client.twice(0) == 1);
    CHECK(client.twice(0) == 2);
    CHECK(!client.who().empty());
    CHECK(client.who() == count.peers.at(0));
    CHECK(has_handle == !std::is_same_v<typename TestType::Stream, Memory>);
    CHECK(count.made == 1);
  }
  CHECK(eventually([&] { return count.alive == 0; }));
  auto client = running->client();
  CHECK(client.twice(0) == 1);
  CHECK(count.made == 2);
  CHECK(count.alive == 1);
  // When serve() has returned, nobody uses a handler any more.
  running->server.stop();
  CHECK(running->returns());
  CHECK(count.alive == 0);
  running.reset();
}

TEMPLATE_TEST_CASE("servers: a factory that throws closes that connection and is told", "",
                   ALL_SERVERS) {
  Told told;
  std::atomic<int> asked = 0;
  Running<TestType> running(
      [&](const ConnectionInfo&) {
        if (++asked == 1) throw std::runtime_error("no handler today");
        return SharedHandler{};
      },
      {.on_error = told.hook()});
  {
    auto refused = running.connect();
    CHECK(closes(refused));
  }
  CHECK(told.has("no handler today"));
  CHECK(!told.peer("no handler today").empty());
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("servers: a connection without a call is closed after the idle timeout", "",
                   ALL_SERVERS) {
  Told told;
  std::atomic<int> connections = 0;
  const auto factory = [&](const ConnectionInfo&) {
    ++connections;
    return SharedHandler{};
  };
  Running<TestType> running(factory, {.idle_timeout = 400ms, .on_error = told.hook()});
  const auto began = std::chrono::steady_clock::now();
  {
    auto idle = running.connect();
    CHECK(closes(idle));
    CHECK(std::chrono::steady_clock::now() - began >= 200ms);  // the system's clock may lag behind
    CHECK(std::chrono::steady_clock::now() - began < 20s);
  }
  // Calls keep it open, where no pause between two of them was too long: on a busy machine, once
  // more.
  bool too_long = true;
  for (int tries = 0; too_long && tries < 20; ++tries) {
    auto client = running.client();
    auto last = std::chrono::steady_clock::now();
    client.ping();
    const int before = connections;
    too_long = false;
    for (int i = 0; i < 9 && !too_long; ++i) {
      std::this_thread::sleep_for(50ms);
      const auto now = std::chrono::steady_clock::now();
      const auto sum = client.template try_call<&Harbor::add>(i, 0);
      too_long = std::chrono::steady_clock::now() - last >= 300ms;
      if (!too_long) CHECK(sum.value() == i);
      last = now;
    }
    if (!too_long) CHECK(connections == before);
  }
  CHECK(!too_long);
  CHECK(told.all().empty());
}

TEMPLATE_TEST_CASE("servers: half a call is given up after the read timeout, and told", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{},
                     {.connection = {.read_timeout = 60ms}, .on_error = told.hook()});
  auto half = running.connect();
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
  send_to(half, Bytes(call.begin(), call.end() - 1));
  CHECK(closes(half));
  CHECK(told.has("read_timeout"));
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
  // Silence in between calls is none of that timeout's.
  std::this_thread::sleep_for(150ms);
  auto& stream = client.link().stream();
  CHECK(!stream.stale());
  CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("servers: half a call that idle_timeout bounds is given up in its name", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{}, {.idle_timeout = 60ms, .on_error = told.hook()},
                     Begins::when_started);
  auto half = running.connect();
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
  send_to(half, Bytes(call.begin(), call.end() - 1));
  running.start();
  CHECK(closes(half));
  CHECK(told.has("within 60 ms (ServerOptions::idle_timeout)"));
}

TEMPLATE_TEST_CASE("servers: half a call is given up at message_timeout where no wait has a bound",
                   "", ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{}, {.idle_timeout = 0ms,
                                       .connection = {.read_timeout = 0ms, .message_timeout = 60ms},
                                       .on_error = told.hook()});
  auto silent = running.connect();
  auto half = running.connect();
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
  if (S::one_at_a_time) silent.close();
  send_to(half, Bytes(call.begin(), call.end() - 1));
  CHECK(closes(half));
  CHECK(told.has("within 60 ms (ConnectionOptions::message_timeout"));
  if (!S::one_at_a_time) CHECK(!silent.stale());
}

TEMPLATE_TEST_CASE("servers: no receive of a connection sets a timer of the system's", "",
                   SOCKET_SERVERS, ThreadedUnix) {
  std::atomic<long> seconds = -1;
  const auto factory = [&](const ConnectionInfo& info) {
    timeval timeout{};
    socklen_t size = sizeof timeout;
    if (::getsockopt(info.native_handle, SOL_SOCKET, SO_RCVTIMEO, &timeout, &size) == 0)
      seconds = timeout.tv_sec + timeout.tv_usec;
    return SharedHandler{};
  };
  Running<TestType> running(factory);
  CHECK(running.client().add(1, 2) == 3);
  CHECK(seconds == 0);
}

TEMPLATE_TEST_CASE("servers: listen at a free port, for IPv4 and IPv6", "", SOCKET_SERVERS) {
  Running<TestType> running(SharedHandler{});
  const std::uint16_t port = running.server.port();
  CHECK(port != 0);
  for (const std::string host : {"127.0.0.1", "::1", "localhost"}) {
    typename TestType::Client client(host, port);
    CHECK(client.add(1, 2) == 3);
  }
}

TEMPLATE_TEST_CASE("servers: a port in use is an error that names it", "", SOCKET_SERVERS) {
  const typename TestType::ServerType first(SharedHandler{});
  const std::string port = std::to_string(first.port());
  using Server = typename TestType::ServerType;
  CHECK_THROWS_WITH(
      Server(SharedHandler{}, {.port = first.port()}),
      Catch::Contains("cannot listen") && Catch::Contains(port) && Catch::Contains("in use"));
}

TEST_CASE("servers: a path in use is an error that names it") {
  const ServerOptions options = ThreadedUnix::options();
  const ThreadedUnix::ServerType first(SharedHandler{}, options);
  CHECK_THROWS_WITH(ThreadedUnix::ServerType(SharedHandler{}, options),
                    Catch::Contains(options.path));
}

template <class Server>
Server* stopped_by_signal = nullptr;

TEMPLATE_TEST_CASE("servers: may be stopped by a signal handler", "", ALL_SERVERS) {
  using Server = typename TestType::ServerType;
  Running<TestType> running(SharedHandler{});
  auto client = running.client();
  client.ping();
  stopped_by_signal<Server> = &running.server;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) { stopped_by_signal<Server>->stop(); };
  ::sigaction(SIGUSR1, &action, &before);
  ::raise(SIGUSR1);
  CHECK(running.returns());
  ::sigaction(SIGUSR1, &before, nullptr);
}

TEMPLATE_TEST_CASE("servers: stop and new connections may meet at any moment", "", ALL_SERVERS) {
  for (int i = 0; i < 30; ++i) {
    Running<TestType> running(SharedHandler{});
    std::jthread caller([&, endpoint = running.server.endpoint()] {
      typename TestType::Client client(endpoint, {.read_timeout = 2s});
      for (;;) {
        const auto result = client.template try_call<&Harbor::add>(1, 2);
        if (!result) break;
        if (*result != 3) std::terminate();
      }
    });
    std::this_thread::sleep_for(std::chrono::microseconds(i * 50));
    running.server.stop();
    REQUIRE(running.returns());
  }
}

}  // namespace
