// SPDX-License-Identifier: Apache-2.0
// A server's process is killed at any moment of a large call: its client has a value or an error,
// in bounded time, and the next call, to the server that was started again, works.

#include <chrono>
#include <csignal>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>
#include <transport/held_port.hpp>

namespace pinged {

struct PingService {
  void ping();
  std::string output(std::string_view text);
};
SEATHRIFT_SERVICE(PingService, (ping), (output, text))

struct Handler {
  void ping() {}
  std::string output(std::string_view text) { return std::string(text); }
};

}  // namespace pinged

namespace {

using namespace seathrift;
using namespace std::chrono_literals;
using pinged::PingService;
using Clock = std::chrono::steady_clock;

/// A server in a process of its own, which can be killed and started again at the same place.
template <class Transport>
class Process {
 public:
  using Server = ThreadedServer<PingService, Compact, Transport>;

  Process() {
    options_.host = "127.0.0.1";
    options_.port = held_.number();
    options_.path = "@seathrift-killed-" + std::to_string(::getpid());
    start();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { kill(); }

  /// Only where no other thread runs: the process is forked.
  void start() {
    Server server{pinged::Handler{}, options_};
    endpoint_ = server.endpoint();
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::alarm(120);
      server.serve();
      ::_exit(0);
    }
  }
  /// From any thread, and more than once.
  void send_kill() const { ::kill(child_, SIGKILL); }
  void kill() {
    if (child_ <= 0) return;
    send_kill();
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  void restart() {
    kill();
    start();
  }
  [[nodiscard]] typename Transport::Stream::Endpoint endpoint() const { return *endpoint_; }

 private:
  testing::HeldPort held_;
  ServerOptions options_;
  std::optional<typename Transport::Stream::Endpoint> endpoint_;
  pid_t child_ = 0;
};

const ConnectionOptions patient = {.read_timeout = 10s, .write_timeout = 10s};

/// True when the server answered. What else a call may end in is an error of the connection.
template <class Client>
bool call(Client& client, const std::string& text) {
  const auto begin = Clock::now();
  const auto result = client.template try_call<&PingService::output>(text);
  CHECK(Clock::now() - begin < 60s);
  if (result) {
    CHECK(*result == text);
    return true;
  }
  INFO(result.error().text());
  const Error& error = result.error();
  // After a pause the client sees that its connection is lost, and looks for the server.
  const bool refused = error.code() == Errc::not_open && error.call_state() == CallState::not_sent;
  CHECK((error.code() == Errc::end_of_stream || refused));
  CHECK(error.call_state() != CallState::none);
  CHECK(!client.link().is_open());
  return false;
}

/// Waits until a client can see that its connection is lost, for which it looks after a pause.
template <class Client>
void await_end(Client& client) {
  std::this_thread::sleep_for(2ms);
  while (client.link().is_open() && !client.link().stream().stale())
    std::this_thread::sleep_for(1ms);
}

TEMPLATE_TEST_CASE("killed server: at whatever time of a call it dies, the next call works", "",
                   Framed<Socket>, Buffered<UnixSocket>) {
  const std::string text(1024 * 1024, 'x');
  Process<TestType> server;
  Client<PingService, Compact, TestType> client(server.endpoint(), patient);
  REQUIRE(call(client, text));
  const auto begin = Clock::now();
  for (int i = 0; i < 5; ++i) REQUIRE(call(client, text));
  const auto whole = (Clock::now() - begin) / 5;

  int lost = 0;
  // Once more, should a busy machine have let all of these calls pass.
  for (int i = 0; i < 30 || (lost == 0 && i < 300); ++i) {
    const auto moment = whole * (i % 30) / 25;  // the last ones come when the call may be over
    INFO("after " << std::chrono::nanoseconds(moment).count() << " ns");
    client.ping();
    std::thread killer([&server, until = Clock::now() + moment] {
      while (Clock::now() < until) {
        // A sleep would be longer than most of these moments.
      }
      server.send_kill();
    });
    if (!call(client, text)) ++lost;
    killer.join();
    server.restart();
    await_end(client);
    REQUIRE(call(client, text));
  }
  CHECK(lost > 0);
}

/// A stream that kills the server before its N-th operation.
struct Killing {
  static inline const Process<Framed<Socket>>* server = nullptr;
  static inline int left = 0;

  static void count() {
    if (left > 0 && --left == 0) server->send_kill();
  }
};
class KillingSocket : public Socket {
 public:
  explicit KillingSocket(Socket next) : Socket(std::move(next)) {}

  static Result<KillingSocket> connect(const Endpoint& endpoint, const ConnectionOptions& options) {
    Killing::count();
    auto next = Socket::connect(endpoint, options);
    if (!next) return std::move(next).error();
    return KillingSocket(*std::move(next));
  }
  Result<void> send(Pieces pieces) {
    Killing::count();
    return Socket::send(pieces);
  }
  Result<std::size_t> receive(std::span<std::byte> room) {
    Killing::count();
    return Socket::receive(room);
  }
};

TEST_CASE("killed server: before whatever operation it dies, the next call works") {
  const std::string text(1024 * 1024, 'x');
  Process<Framed<Socket>> server;
  Killing::server = &server;
  int lost = 0;
  bool reached = true;
  for (int n = 1; reached && n < 1000; ++n) {
    INFO("before operation " << n);
    Client<PingService, Compact, Framed<KillingSocket>> client(server.endpoint(), patient);
    Killing::left = n;
    const auto result = client.try_call<&PingService::output>(text);
    reached = Killing::left == 0;
    Killing::left = 0;
    if (!result) {
      ++lost;
      CHECK(result.error().call_state() != CallState::none);
      // One killed while it connects can no longer be found, or is gone at once.
      if (n > 1) CHECK(result.error().code() == Errc::end_of_stream);
    }
    server.restart();
    await_end(client);
    CHECK(client.output(text) == text);
  }
  CHECK(!reached);
  CHECK(lost >= 2);
}

}  // namespace
