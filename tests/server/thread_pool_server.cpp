// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/thread_pool_server.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using SocketServer = On<ThreadPoolServer, Compact, Framed<Socket>>;
using UnixServer = On<ThreadPoolServer, Binary, Buffered<UnixSocket>>;

TEMPLATE_TEST_CASE("thread pool server: many clients at once each get their own answers", "",
                   SocketServer, UnixServer) {
  for (const std::size_t workers : {1, 4}) {
    Running<TestType> running(SharedHandler{}, {.workers = workers});
    CHECK(right_answers_at_once(running) == asked_at_once);
  }
}

TEMPLATE_TEST_CASE("thread pool server: one worker serves a call beside many that have none", "",
                   SocketServer, UnixServer) {
  using S = TestType;
  Running<S> running(SharedHandler{}, {.workers = 1});
  std::vector<typename S::Client> idle;
  for (int i = 0; i < 10; ++i) {
    idle.push_back(running.client());
    idle.back().ping();
  }
  // Others never got as far as a call.
  std::vector<typename S::Stream> silent;
  for (int i = 0; i < 10; ++i) silent.push_back(running.connect());
  auto active = running.client();
  for (int i = 0; i < 50; ++i) CHECK(active.add(i, i) == 2 * i);
  for (auto& client : idle) CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("thread pool server: half a call keeps no worker", "", SocketServer,
                   UnixServer) {
  using S = TestType;
  Running<S> running(SharedHandler{}, {.workers = 1});
  const Bytes call = request<S>("echo", 7, body<S>(OneText{"whole"}));
  auto half = running.connect();
  send_to(half, Bytes(call.begin(), call.end() - 4));
  std::this_thread::sleep_for(5ms);
  auto client = running.client({.read_timeout = 30s});
  CHECK(client.add(1, 2) == 3);
  // It is a call like others once the rest comes, in whatever pieces.
  for (auto byte = call.end() - 4; byte != call.end(); ++byte) {
    send_to(half, Bytes{*byte});
    CHECK(client.add(3, 4) == 7);
  }
  std::byte room[100];
  const std::size_t size = half.receive(room).value();
  CHECK(Bytes(room, room + size) ==
        reply<S>("echo", 7, result<S, &Harbor::echo>(std::string("whole"))));
}

TEMPLATE_TEST_CASE("thread pool server: calls that come in one piece are all answered", "",
                   SocketServer, UnixServer) {
  Running<TestType> running(SharedHandler{}, {.workers = 2});
  auto client = running.client();
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 100; ++i) client.template send_<&Harbor::add>(i, round);
    for (int i = 0; i < 100; ++i) CHECK(client.template receive_<&Harbor::add>() == i + round);
  }
}

TEMPLATE_TEST_CASE("thread pool server: connections beyond the limit wait until one ends", "",
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
  running.server.stop();
  CHECK(running.returns());
}

TEMPLATE_TEST_CASE(
    "thread pool server: a connection's own handler is called by one thread at a time", "",
    SocketServer, UnixServer) {
  struct Alone : SharedHandler {
    std::int32_t twice(std::int32_t) { return ++calls; }  // no lock: the sanitizer watches
    std::int32_t calls = 0;
  };
  Running<TestType> running([](const ConnectionInfo&) { return Alone{}; }, {.workers = 4});
  std::vector<std::jthread> callers;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&, endpoint = running.server.endpoint()] {
      typename TestType::Client client(endpoint);
      for (int j = 1; j <= 100; ++j) right += client.twice(0) == j ? 1 : 0;
    });
  callers.clear();
  CHECK(right == 400);
}

TEMPLATE_TEST_CASE("thread pool server: a worker that lingers keeps nobody waiting", "",
                   SocketServer, UnixServer) {
  testing::SlowHandler::Gate gate;
  Running<TestType> running(testing::SlowHandler(gate), {.workers = 2});
  auto first = running.client();
  // As long as it calls without a pause, and behind that.
  for (const bool goes_on : {true, false}) {
    std::atomic<bool> ends = false;
    std::jthread busy([&] {
      for (int i = 0; i < 200 || (goes_on && !ends); ++i) first.ping();
    });
    if (!goes_on) busy.join();
    auto blocked = running.client();
    blocked.template send_<&Harbor::twice>(21);
    gate.entered.acquire();
    auto other = running.client({.read_timeout = 30s});
    for (int i = 0; i < 10; ++i) CHECK(other.add(1, i) == 1 + i);
    ends = true;
    gate.leave.release();
    CHECK(blocked.template receive_<&Harbor::twice>() == 42);
  }
  running.server.stop();
  CHECK(running.returns());
}

/// Knows how many notes it has had.
struct NotingHandler : testing::SlowHandler {
  using testing::SlowHandler::SlowHandler;
  void note(const std::string&) { ++*notes; }
  std::int32_t add(std::int32_t, std::int32_t) { return *notes; }

  std::shared_ptr<std::atomic<int>> notes = std::make_shared<std::atomic<int>>(0);
};

TEMPLATE_TEST_CASE(
    "thread pool server: who has many calls ready does not go first with all of them", "",
    SocketServer, UnixServer) {
  using S = TestType;
  testing::SlowHandler::Gate gate;
  Running<S> running(NotingHandler(gate), {.workers = 1});
  auto many = running.connect();
  auto one = running.client({.read_timeout = 30s});
  one.ping();  // who came before has been accepted too
  auto blocked = running.client();
  blocked.template send_<&Harbor::twice>(21);
  gate.entered.acquire();
  // Both have calls before the only worker looks.
  const Bytes note = request<S>("note", 0, body<S>(OneText{"n"}), MessageType::oneway);
  Bytes notes;
  for (int i = 0; i < 1000; ++i) append(notes, note);
  send_to(many, notes);
  one.template send_<&Harbor::add>(1, 2);
  REQUIRE(has_arrived(many));
  REQUIRE(has_arrived(one.link().stream()));
  gate.leave.release();
  CHECK(one.template receive_<&Harbor::add>() < 500);
  CHECK(eventually([&] { return one.add(1, 2) == 1000; }));
}

TEST_CASE("thread pool server: no workers at all would be too few") {
  Running<SocketServer> running(SharedHandler{}, {.workers = 0});
  CHECK(running.client().add(1, 2) == 3);
}

TEST_CASE("thread pool server: silent connections are given up while others are busy") {
  Running<SocketServer> running(SharedHandler{}, {.workers = 1, .idle_timeout = 60ms});
  auto silent = running.connect();
  std::jthread busy([&](const std::stop_token& stop) {
    auto client = running.client();
    while (!stop.stop_requested()) client.ping();
  });
  CHECK(closes(silent));
}

TEST_CASE("thread pool server: a peer that was refused and sends on without end is let go") {
  Running<SocketServer> running(SharedHandler{}, {.workers = 1});
  auto flood = running.connect();
  const std::vector<std::byte> garbage(1 << 16, std::byte{0xff});
  const std::span<const std::byte> piece(garbage);
  const auto until = std::chrono::steady_clock::now() + 60s;
  bool closed = false;
  while (!closed && std::chrono::steady_clock::now() < until)
    closed = !flood.send({&piece, 1}).has_value();
  CHECK(closed);
}

TEST_CASE("thread pool server: whoever waits for a worker is not taken for silent") {
  testing::SlowHandler::Gate gate;
  std::atomic<int> accepted = 0;
  const auto factory = [&](const ConnectionInfo&) {
    ++accepted;
    return testing::SlowHandler(gate);
  };
  Running<SocketServer> running(factory,
                                {.workers = 1,
                                 .idle_timeout = 100ms,
                                 .connection = {.read_timeout = 100ms, .write_timeout = 100ms}},
                                Begins::when_started);
  // Who comes later has called as well before anybody looks at him. The last one only shows that
  // all others are being watched.
  auto first = running.client();
  first.send_<&Harbor::twice>(1);
  auto many = running.client();
  for (int i = 0; i < 40; ++i) many.send_<&Harbor::add>(i, i);
  auto second = running.client();
  second.send_<&Harbor::twice>(2);
  auto patient = running.client();
  patient.send_<&Harbor::add>(1, 2);
  const auto last = running.connect();
  running.start();
  gate.entered.acquire();
  REQUIRE(eventually([&] { return accepted == 5; }));
  std::this_thread::sleep_for(300ms);
  gate.leave.release();
  // Of the many calls at once, the rest waits for a turn, behind the handler of another.
  gate.entered.acquire();
  std::this_thread::sleep_for(300ms);
  gate.leave.release();
  CHECK(first.receive_<&Harbor::twice>() == 2);
  CHECK(second.receive_<&Harbor::twice>() == 4);
  CHECK(patient.receive_<&Harbor::add>() == 3);
  int right = 0;
  for (int i = 0; i < 40; ++i) right += many.receive_<&Harbor::add>() == 2 * i ? 1 : 0;
  CHECK(right == 40);
}

}  // namespace
