// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/base.hpp>

#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support.hpp"

// What connections, handlers and the system may do to a server, and what becomes of the others.

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

using SimpleTcp = On<SimpleServer, Binary, Buffered<Socket>>;
using SimpleUnix = On<SimpleServer, Compact, Framed<UnixSocket>>;
using ThreadedTcp = On<ThreadedServer, Binary, Buffered<Socket>>;
using ThreadedUnix = On<ThreadedServer, Compact, Framed<UnixSocket>>;
using PoolTcp = On<ThreadPoolServer, Binary, Buffered<Socket>>;
using PoolUnix = On<ThreadPoolServer, Compact, Framed<UnixSocket>>;

#define ALL_SERVERS SimpleTcp, SimpleUnix, ThreadedTcp, ThreadedUnix, PoolTcp, PoolUnix
#define BUSY_SERVERS ThreadedTcp, ThreadedUnix, PoolTcp, PoolUnix
#define POOLS PoolTcp, PoolUnix

/// More than a socket takes while nobody reads, less than a frame may have.
constexpr std::int32_t much = 15'000'000;

/// Calls that are answered with `much` each, sent without reading an answer.
template <class S>
void ask_for_much(typename S::Stream& stream, int times) {
  for (int i = 0; i < times; ++i) send_to(stream, request<S>("flood", i, body<S>(OneNumber{much})));
}

TEMPLATE_TEST_CASE("survival: clients that connect and leave at once, by the hundred", "",
                   ALL_SERVERS) {
  Told told;
  Running<TestType> running(SharedHandler{}, {.on_error = told.hook()});
  for (int i = 0; i < 300; ++i) {
    auto left = running.connect({.linger = std::chrono::seconds(i % 2 == 0 ? -1 : 0)});
  }
  CHECK(running.client().add(1, 2) == 3);
  // One that resets its connection is told of, one that closes it is not.
  for (const std::string& text : told.all()) CHECK(contains(text, "reset the connection"));
}

TEMPLATE_TEST_CASE("survival: a call that comes a byte at a time is given up, and told", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{},
                     {.connection = {.message_timeout = 100ms}, .on_error = told.hook()});
  auto slow = running.connect();
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(10'000, 's')}));
  std::jthread trickles([&](const std::stop_token& stop) {
    for (std::size_t i = 0; i < call.size() && !stop.stop_requested(); ++i) {
      const std::span<const std::byte> piece(&call[i], 1);
      if (!slow.send({&piece, 1})) return;
      std::this_thread::sleep_for(2ms);
    }
  });
  CHECK(closes(slow));
  CHECK(told.has("message_timeout"));
  CHECK(!told.peer("message_timeout").empty());
  CHECK(running.client().add(1, 2) == 3);
}

/// How often something may have been told since then that is told no more than once a second.
std::size_t once_a_second(std::chrono::steady_clock::time_point began) {
  return static_cast<std::size_t>((std::chrono::steady_clock::now() - began) / 1s) + 1;
}

TEMPLATE_TEST_CASE("survival: a flood of silent connections locks nobody out for long", "",
                   ALL_SERVERS) {
  Told told;
  Running<TestType> running(SharedHandler{},
                            {.max_connections = 4, .idle_timeout = 50ms, .on_error = told.hook()},
                            Begins::when_started);
  std::vector<typename TestType::Stream> flood;
  for (int i = 0; i < 24; ++i) flood.push_back(running.connect());
  auto client = running.client();
  client.template send_<&Harbor::add>(1, 2);
  const auto began = std::chrono::steady_clock::now();
  running.start();
  CHECK(client.template receive_<&Harbor::add>() == 3);
  if (!TestType::one_at_a_time) {
    CHECK(told.has("max_connections"));
    CHECK(told.count("max_connections") <= once_a_second(began));  // not once a connection
  }
  for (auto& stream : flood) CHECK(closes(stream));
}

/// Lets no more than so many descriptors be opened while it lives; 0: none, whichever are closed.
class FewDescriptors {
 public:
  explicit FewDescriptors(rlim_t most) {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const int lowest = ::fcntl(STDERR_FILENO, F_DUPFD, 0);
    rlimit few = before_;
    few.rlim_cur = most == 0 ? 0 : static_cast<rlim_t>(lowest) + most;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    ::close(lowest);
  }
  FewDescriptors(const FewDescriptors&) = delete;
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEMPLATE_TEST_CASE("survival: descriptors run out, and clients wait until there are some again", "",
                   ALL_SERVERS) {
  Told told;
  Running<TestType> running(SharedHandler{}, {.on_error = told.hook()});
  const auto began = std::chrono::steady_clock::now();
  std::optional<FewDescriptors> few(1);
  typename TestType::Client client(running.connect());  // with the last descriptor
  const auto cpu = std::clock();
  const bool heard = told.has("Too many open files");
  std::this_thread::sleep_for(200ms);
  const double busy = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  few.reset();
  CHECK(heard);
  CHECK(busy < 0.15);
  CHECK(told.count("Too many open files") <= once_a_second(began));
  CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("survival: a peer that never reads its replies is given up, and told", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(
      SharedHandler{},
      {.workers = 1, .connection = {.write_timeout = 300ms}, .on_error = told.hook()});
  std::vector<typename S::Stream> silent;
  for (int i = 0; i < 3; ++i) {
    silent.push_back(running.connect());
    ask_for_much<S>(silent.back(), 3);
  }
  auto client = running.client();
  CHECK(client.add(1, 2) == 3);
  CHECK(told.has("write_timeout"));
  CHECK(!told.peer("write_timeout").empty());
  CHECK(eventually([&] { return told.count("write_timeout") == 3; }));
}

TEMPLATE_TEST_CASE("survival: a reader that never ends is given up at message_timeout", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(
      SharedHandler{},
      {.connection = {.write_timeout = 10s, .message_timeout = 300ms}, .on_error = told.hook()});
  auto slow = running.connect();
  ask_for_much<S>(slow, 1);
  std::byte room[1024];  // a second for a MB of them
  while (told.all().empty() && slow.receive(room)) std::this_thread::sleep_for(1ms);
  slow.close();
  CHECK(told.has("message_timeout"));
  CHECK(running.client().add(1, 2) == 3);
}

struct ThrowsAnything : SharedHandler {
  std::int32_t twice(std::int32_t number) {
    struct Unknown {};
    if (number == 0) throw 1;
    if (number == 1) throw "text";
    if (number == 2) throw Unknown{};
    if (number == 3) throw std::bad_alloc();
    if (number == 4) std::rethrow_exception(std::make_exception_ptr(std::string("told")));
    if (number == 5) throw TransportException(Errc::end_of_stream, "of another connection");
    if (number == 6) throw ProtocolException(Errc::truncated, "of another message");
    if (number == 7) throw Squall(1, "not declared by twice");
    return 2 * number;
  }
  void whisper(const std::string&) { throw 2; }
};

TEMPLATE_TEST_CASE("survival: a handler may throw anything, the connection goes on", "",
                   ALL_SERVERS) {
  Told told;
  Running<TestType> running(ThrowsAnything{}, {.on_error = told.hook()});
  auto client = running.client();
  client.ping();
  auto* const stream = &client.link().stream();
  for (int i = 0; i < 8; ++i) {
    const auto failed = client.template try_call<&Harbor::twice>(i);
    REQUIRE(!failed);
    CHECK(failed.error().application_code() == ApplicationCode::internal_error);
  }
  client.whisper("to nobody");
  CHECK(client.twice(8) == 16);
  CHECK(&client.link().stream() == stream);
  CHECK(told.count("twice: ") == 8);
  CHECK(told.count("whisper: ") == 1);
}

TEMPLATE_TEST_CASE("survival: a handler that blocks keeps nobody else waiting", "", BUSY_SERVERS) {
  SlowHandler::Gate gate;
  Running<TestType> running(SlowHandler{gate}, {.workers = 2});
  auto slow = running.client();
  slow.template send_<&Harbor::twice>(1);
  gate.entered.acquire();
  for (int i = 0; i < 3; ++i) CHECK(running.client().add(i, 2) == i + 2);
  gate.leave.release();
  CHECK(slow.template receive_<&Harbor::twice>() == 2);
}

TEMPLATE_TEST_CASE("survival: stop waits for a peer that does not read, but not for long", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{}, {.stop_timeout = 100ms, .on_error = told.hook()});
  auto silent = running.connect();
  ask_for_much<S>(silent, 1);
  REQUIRE(eventually([&] { return silent.stale(); }));  // the reply is on its way
  const auto began = std::chrono::steady_clock::now();
  running.server.stop();
  CHECK(running.returns());
  CHECK(std::chrono::steady_clock::now() - began >= 99ms);
  CHECK(told.has("stop_timeout"));
}

TEMPLATE_TEST_CASE("survival: stop lets a peer that reads slowly have its reply", "", ALL_SERVERS) {
  using S = TestType;
  Running<S> running(SharedHandler{}, {.stop_timeout = 60s});
  auto slow = running.connect();
  ask_for_much<S>(slow, 1);
  REQUIRE(eventually([&] { return slow.stale(); }));
  running.server.stop();
  std::size_t all = 0;
  std::vector<std::byte> room(1024 * 1024);
  for (;;) {
    const std::size_t size = slow.receive(room).value();
    if (size == 0) break;
    all += size;
    std::this_thread::sleep_for(1ms);
  }
  CHECK(all > much);
  CHECK(running.returns());
}

TEMPLATE_TEST_CASE("survival: stop does not wait for the rest of a call, and blames nobody", "",
                   ALL_SERVERS) {
  using S = TestType;
  Told told;
  Running<S> running(SharedHandler{}, {.stop_timeout = 60s, .on_error = told.hook()});
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
  auto half = running.connect();
  send_to(half, Bytes(call.begin(), call.end() - 3));
  std::this_thread::sleep_for(10ms);
  const auto began = std::chrono::steady_clock::now();
  running.server.stop();
  CHECK(running.returns());
  CHECK(std::chrono::steady_clock::now() - began < 30s);
  CHECK(closes(half));
  CHECK(told.all().empty());
}

TEMPLATE_TEST_CASE("survival: serve returns when a handler does that outlives stop_timeout", "",
                   ALL_SERVERS) {
  SlowHandler::Gate gate;
  Told told;
  Running<TestType> running(SlowHandler{gate}, {.stop_timeout = 20ms, .on_error = told.hook()});
  auto client = running.client();
  client.template send_<&Harbor::twice>(1);
  gate.entered.acquire();
  running.server.stop();
  CHECK(told.has("stop_timeout"));
  CHECK(!running.done());
  // Its caller need not wait any longer.
  CHECK(!client.template try_call<&Harbor::ping>());
  gate.leave.release();
  CHECK(running.returns());
}

TEMPLATE_TEST_CASE("survival: serve may be stopped by a token", "", ALL_SERVERS) {
  typename TestType::ServerType server(SharedHandler{}, TestType::options());
  std::jthread thread([&](const std::stop_token& token) { server.serve(token); });
  {
    typename TestType::Client client(server.endpoint());
    CHECK(client.add(1, 2) == 3);
  }
  thread.request_stop();
  thread.join();
}

TEMPLATE_TEST_CASE("survival: a caller whose call is too large is told so while it still sends", "",
                   SimpleTcp, ThreadedTcp, PoolTcp) {
  using S = TestType;
  ServerOptions options;
  options.connection.limits.max_message = 100'000;
  Running<S> running(SharedHandler{}, options);
  for (int i = 0; i < 5; ++i) {
    auto client = running.client();
    const auto refused = client.template try_call<&Harbor::length>(std::string(20'000'000, 'l'));
    REQUIRE(!refused);
    CHECK(refused.error().code() == Errc::application);
    CHECK(contains(refused.error().text(), "Limits::max_message (100000)"));
  }
  CHECK(running.client().add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("survival: a client with endless calls leaves others their turn", "", POOLS) {
  using S = TestType;
  Running<S> running(SharedHandler{}, {.workers = 1});
  const Bytes call = request<S>("note", 1, body<S>(OneText{"n"}), MessageType::oneway);
  Bytes many;
  while (many.size() < 256 * 1024) many.insert(many.end(), call.begin(), call.end());
  std::vector<std::jthread> endless;
  for (int i = 0; i < 2; ++i)
    endless.emplace_back([&](const std::stop_token& stop) {
      auto stream = running.connect();
      const std::span<const std::byte> piece = many;
      while (!stop.stop_requested() && stream.send({&piece, 1})) {
        // and again
      }
    });
  auto client = running.client({.read_timeout = 30s});
  for (int i = 0; i < 20; ++i) CHECK(client.add(i, 2) == i + 2);
}

TEMPLATE_TEST_CASE("survival: peers that do not read keep no worker from others", "", POOLS) {
  using S = TestType;
  Running<S> running(SharedHandler{}, {.workers = 1});
  std::vector<typename S::Stream> silent;
  for (int i = 0; i < 4; ++i) {
    silent.push_back(running.connect());
    ask_for_much<S>(silent.back(), 2);
  }
  auto client = running.client({.read_timeout = 60s});
  for (int i = 0; i < 10; ++i) CHECK(client.add(i, 2) == i + 2);
  // Those who read after all have all their replies.
  for (auto& stream : silent) {
    std::size_t all = 0;
    std::vector<std::byte> room(4 * 1024 * 1024);
    while (all < 2 * std::size_t{much}) {
      const std::size_t size = stream.receive(room).value();
      REQUIRE(size != 0);
      all += size;
    }
  }
}

/// Lets no more than so many threads be started while it lives.
class FewThreads {
 public:
  explicit FewThreads(std::size_t most) {
    // What the first thread of a program takes, under a sanitizer above all, is taken before.
    std::thread([] {}).join();
    // Each takes so much of the address space that the next one has no room.
    constexpr std::size_t size = std::size_t{1} << 30;
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    REQUIRE(::getrlimit(RLIMIT_AS, &space_) == 0);
    rlimit less = space_;
    less.rlim_cur =
        pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + most * size + size / 2;
    REQUIRE(::pthread_getattr_default_np(&before_) == 0);
    pthread_attr_t huge;
    REQUIRE(::pthread_attr_init(&huge) == 0);
    REQUIRE(::pthread_attr_setstacksize(&huge, size) == 0);
    REQUIRE(::pthread_setattr_default_np(&huge) == 0);
    ::pthread_attr_destroy(&huge);
    REQUIRE(::setrlimit(RLIMIT_AS, &less) == 0);
  }
  FewThreads(const FewThreads&) = delete;
  ~FewThreads() {
    ::setrlimit(RLIMIT_AS, &space_);
    ::pthread_setattr_default_np(&before_);
    ::pthread_attr_destroy(&before_);
  }

 private:
  rlimit space_{};
  pthread_attr_t before_;
};

TEMPLATE_TEST_CASE("survival: no thread can be started for a connection, which is closed and told",
                   "", ThreadedTcp, ThreadedUnix) {
  Told told;
  Running<TestType> running(SharedHandler{}, {.on_error = told.hook()});
  CHECK(running.client().add(1, 2) == 3);
  {
    const FewThreads none(0);
    auto refused = running.connect();
    CHECK(closes(refused));
  }
  REQUIRE(eventually([&] { return told.all().size() == 1; }));
  CHECK(contains(told.all()[0], "a connection has no thread"));
  CHECK(!told.peer("").empty());
  CHECK(running.client().add(1, 2) == 3);
}

/// A server that could not start its threads refuses its clients at once, for good.
template <class S>
void check_refuses(typename S::ServerType& server, typename S::Stream& waiting) {
  REQUIRE(closes(waiting));
  CHECK_FALSE(S::Stream::connect(server.endpoint(), {}));
  server.serve();  // as after stop()
}

TEMPLATE_TEST_CASE(
    "survival: a server without the thread that stops it says so and refuses clients", "",
    ALL_SERVERS) {
  typename TestType::ServerType server(SharedHandler{}, TestType::options());
  auto waiting = TestType::Stream::connect(server.endpoint(), {.read_timeout = 30s}).value();
  {
    const FewThreads none(0);
    CHECK_THROWS_WITH(server.serve(), Catch::Contains("stop()"));
  }
  check_refuses<TestType>(server, waiting);
}

TEMPLATE_TEST_CASE("survival: a pool that can start no worker says so and refuses clients", "",
                   POOLS) {
  typename TestType::ServerType server(SharedHandler{}, TestType::options());
  auto waiting = TestType::Stream::connect(server.endpoint(), {.read_timeout = 30s}).value();
  {
    const FewThreads one(1);  // the one that looks after stop()
    CHECK_THROWS_WITH(server.serve(), Catch::Contains("ServerOptions::workers"));
  }
  check_refuses<TestType>(server, waiting);
}

TEMPLATE_TEST_CASE("survival: a pool that can start some workers says so and serves by them", "",
                   POOLS) {
  Told told;
  typename TestType::ServerType server(SharedHandler{},
                                       TestType::options({.on_error = told.hook()}));
  std::atomic<bool> served = false;
  std::jthread caller([&] {
    const auto sum =
        typename TestType::Client(server.endpoint()).template try_call<&Harbor::add>(1, 2);
    served = sum && *sum == 3;
    server.stop();
  });
  const FewThreads two(2);
  server.serve();
  CHECK(served);
  CHECK(told.count("ServerOptions::workers") == 1);
  CHECK(told.all().size() == 1);
}

TEMPLATE_TEST_CASE("survival: stop refuses those who wait, even when descriptors have run out", "",
                   BUSY_SERVERS) {
  Running<TestType> running(SharedHandler{}, {.max_connections = 1});
  auto served = running.client();
  CHECK(served.add(1, 2) == 3);
  auto waiting = running.connect();
  const FewDescriptors none(0);
  running.finish();
  CHECK(closes(waiting));
}

}  // namespace
