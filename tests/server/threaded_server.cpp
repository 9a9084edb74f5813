// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/threaded_server.hpp>

#include <atomic>
#include <cstddef>
#include <fstream>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using SocketServer = On<ThreadedServer, Compact, Framed<Socket>>;
using UnixServer = On<ThreadedServer, Binary, Buffered<UnixSocket>>;
using MemoryServer = On<ThreadedServer, Binary, Framed<Memory>>;

TEMPLATE_TEST_CASE("threaded server: many clients at once each get their own answers", "",
                   SocketServer, UnixServer, MemoryServer) {
  Running<TestType> running(SharedHandler{});
  CHECK(right_answers_at_once(running) == asked_at_once);
}

TEMPLATE_TEST_CASE("threaded server: a call in progress keeps nobody else waiting", "",
                   SocketServer, MemoryServer) {
  SlowHandler::Gate gate;
  Running<TestType> running(SlowHandler{gate});
  auto slow = running.client();
  slow.template send_<&Middle::twice>(1);
  gate.entered.acquire();
  auto other = running.client();
  CHECK(other.add(1, 2) == 3);
  gate.leave.release();
  CHECK(slow.template receive_<&Middle::twice>() == 2);
}

/// Has something in each thread that calls it, which takes its time to end.
struct LateHandler : SharedHandler {
  struct Late {
    ~Late() {
      std::this_thread::sleep_for(20ms);
      ++ended;
    }
    int calls = 0;
  };
  static inline std::atomic<int> ended = 0;

  std::int32_t twice(std::int32_t number) {
    thread_local Late late;
    ++late.calls;
    return 2 * number;
  }
};

TEMPLATE_TEST_CASE("threaded server: returns when its threads have ended, with all that is theirs",
                   "", SocketServer, MemoryServer) {
  LateHandler::ended = 0;
  Running<TestType> running(LateHandler{});
  {
    std::vector<typename TestType::Client> clients;
    for (int i = 0; i < 5; ++i) {
      clients.push_back(running.client());
      CHECK(clients.back().twice(i) == 2 * i);
    }
    clients.erase(clients.begin() + 3, clients.end());
    running.server.stop();
    REQUIRE(running.returns());
  }
  CHECK(LateHandler::ended == 5);
}

/// Handlers that end together, or give each other up.
std::latch* both = nullptr;
std::atomic<int> met = 0;

TEST_CASE("threaded server: a handler's end may wait for that of another connection") {
  std::latch ends(2);
  both = &ends;
  met = 0;
  const auto end = [](int* handler) {
    if (handler == nullptr) return;
    both->count_down();
    for (int i = 0; i < 10'000 && !both->try_wait(); ++i) std::this_thread::sleep_for(1ms);
    if (both->try_wait()) ++met;
  };
  struct Handler : SharedHandler {
    std::shared_ptr<int> end;
  };
  static int any = 0;
  Running<SocketServer> running([end](const ConnectionInfo&) {
    Handler handler;
    handler.end = std::shared_ptr<int>(&any, end);
    return handler;
  });
  {
    auto first = running.client();
    auto second = running.client();
    first.ping();
    second.ping();
  }
  running.server.stop();
  CHECK(running.returns());
  CHECK(met == 2);
}

/// Has something in each thread that calls it, which ends when two of its sort end, or after long.
struct MeetingHandler : SharedHandler {
  struct Late {
    ~Late() {
      both->count_down();
      for (int i = 0; i < 10'000 && !both->try_wait(); ++i) std::this_thread::sleep_for(1ms);
      if (both->try_wait()) ++met;
    }
    int calls = 0;
  };

  std::int32_t twice(std::int32_t number) {
    thread_local Late late;
    ++late.calls;
    return 2 * number;
  }
};

TEST_CASE("threaded server: threads end beside each other") {
  std::latch ends(2);
  both = &ends;
  met = 0;
  Running<SocketServer> running(MeetingHandler{});
  {
    auto first = running.client();
    auto second = running.client();
    CHECK(first.twice(1) + second.twice(2) == 6);
  }
  running.server.stop();
  REQUIRE(running.returns());
  CHECK(met == 2);
}

TEST_CASE("threaded server: waits for no thread twice") {
  Running<SocketServer> running(SharedHandler{});
  running.client().ping();
  running.server.stop();
  REQUIRE(running.returns());
  // One of these has the number of the thread that served.
  std::atomic<bool> returned = false;
  std::atomic<int> ended = 0;
  std::vector<std::thread> others;
  for (int i = 0; i < 3; ++i)
    others.emplace_back([&] {
      for (int j = 0; j < 10'000 && !returned; ++j) std::this_thread::sleep_for(1ms);
      ++ended;
    });
  running.server.serve();
  CHECK(ended == 0);
  returned = true;
  for (std::thread& other : others) other.join();
}

/// Bytes of addresses that are in use, stacks of threads that nobody has joined among them.
std::size_t addresses() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

TEST_CASE("threaded server: of clients that come one after the other, no stack is left") {
  Running<SocketServer> running(SharedHandler{});
  const auto serve = [&running](int clients) {
    for (int i = 0; i < clients; ++i) running.client().ping();
  };
  serve(50);
  ::pthread_attr_t attributes{};
  std::size_t stack = 0;
  REQUIRE(::pthread_getattr_default_np(&attributes) == 0);
  ::pthread_attr_getstacksize(&attributes, &stack);
  ::pthread_attr_destroy(&attributes);
  const std::size_t before = addresses();
  serve(500);
  // What else takes addresses now and then, arenas of memory for one, is far from as much. A thread
  // that ends frees the stacks of those before it.
  CHECK(eventually([&] {
    serve(1);
    return addresses() < before + 250 * stack;
  }));
}

TEMPLATE_TEST_CASE("threaded server: connections beyond the limit wait until one ends", "",
                   SocketServer, UnixServer) {
  Running<TestType> running(SharedHandler{}, {.max_connections = 2});
  std::optional<typename TestType::Client> first(running.client());
  auto second = running.client();
  first->ping();
  second.ping();
  auto third = running.client();
  third.template send_<&Harbor::add>(1, 2);
  std::this_thread::sleep_for(20ms);
  CHECK(!third.link().stream().stale());
  first.reset();
  CHECK(third.template receive_<&Harbor::add>() == 3);
  // While it is full, it can be stopped.
  running.server.stop();
  CHECK(running.returns());
}

TEST_CASE("threaded server: a client that never reads does not keep it from stopping for ever") {
  Running<SocketServer> running(SharedHandler{}, {.connection = {.write_timeout = 100ms}});
  auto silent = running.connect();
  for (int i = 0; i < 4; ++i)
    send_to(silent, request<SocketServer>("flood", i, body<SocketServer>(OneNumber{10'000'000})));
  std::this_thread::sleep_for(20ms);
  running.server.stop();
  CHECK(running.returns());
}

/// Bytes of large blocks that are allocated, in all threads; a sanitizer's are not among them.
std::size_t large_blocks() { return ::mallinfo2().hblkhd; }

TEMPLATE_TEST_CASE("threaded server: a connection that makes a pause holds no room of large calls",
                   "", SocketServer, UnixServer) {
  ::mallopt(M_MMAP_THRESHOLD, 300 * 1024);
  using S = TestType;
  Running<S> running(SharedHandler{});
  const Bytes call = request<S>("length", 1, body<S>(OneText{std::string(1 << 20, 'e')}));
  const std::size_t before = large_blocks();
  std::vector<typename S::Stream> streams;
  for (int i = 0; i < 8; ++i) {
    streams.push_back(running.connect());
    send_to(streams.back(), call);
    std::byte room[100];
    REQUIRE(streams.back().receive(room).value() != 0);
  }
  CHECK(eventually([&] { return large_blocks() < before + (1 << 20); }));
}

}  // namespace
