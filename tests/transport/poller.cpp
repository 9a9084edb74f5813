// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/poller.hpp>

#include <array>
#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

struct Pair {
  Pair() {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    near = detail::Descriptor(ends[0]);
    far = detail::Descriptor(ends[1]);
  }
  void speak() { REQUIRE(::send(far.get(), "x", 1, MSG_NOSIGNAL) == 1); }
  void hear() {
    char byte = 0;
    REQUIRE(::recv(near.get(), &byte, 1, MSG_DONTWAIT) == 1);
  }

  detail::Descriptor near;
  detail::Descriptor far;
};

TEST_CASE("poller: an event is reported once, with its token, until it is armed again") {
  Poller poller = Poller::make().value();
  Pair pair;
  REQUIRE(poller.watch(pair.near.get(), &pair).has_value());
  CHECK(poller.wait(0ms).outcome == Poller::Outcome::timed_out);
  pair.speak();
  const Poller::Event event = poller.wait(1000ms);
  CHECK(event.outcome == Poller::Outcome::ready);
  CHECK(event.token == &pair);
  CHECK(poller.wait(5ms).outcome == Poller::Outcome::timed_out);
  REQUIRE(poller.rearm(pair.near.get(), &pair).has_value());
  CHECK(poller.wait().token == &pair);
  pair.hear();
  REQUIRE(poller.rearm(pair.near.get(), &pair).has_value());
  CHECK(poller.wait(0ms).outcome == Poller::Outcome::timed_out);
}

TEST_CASE("poller: room to send is an event, where that is wanted, behind those that were before") {
  using Wants = Poller::Wants;
  Poller poller = Poller::make().value();
  Pair full;
  Pair ready;
  REQUIRE(poller.watch(full.near.get(), &full).has_value());
  REQUIRE(poller.watch(ready.near.get(), &ready).has_value());
  std::vector<char> block(64 * 1024);
  while (::send(full.near.get(), block.data(), block.size(), MSG_DONTWAIT) > 0) {
    // until there is no more room
  }
  for (const Wants wants : {Wants::room, Wants::either}) {
    REQUIRE(poller.rearm(full.near.get(), &full, wants).has_value());
    CHECK(poller.wait(0ms).outcome == Poller::Outcome::timed_out);
  }
  full.speak();
  CHECK(poller.wait(1000ms).token == &full);
  // What has arrived already is no event for one who wants to send, nor is a peer that only
  // listens.
  REQUIRE(::shutdown(full.far.get(), SHUT_WR) == 0);
  REQUIRE(poller.rearm(full.near.get(), &full, Wants::room).has_value());
  CHECK(poller.wait(0ms).outcome == Poller::Outcome::timed_out);
  while (::recv(full.far.get(), block.data(), block.size(), MSG_DONTWAIT) > 0) {
    // until all is read
  }
  CHECK(poller.wait(1000ms).token == &full);
  // Each of those that are ready has its turn.
  REQUIRE(poller.rearm(full.near.get(), &full, Wants::either).has_value());
  ready.speak();
  CHECK(poller.wait(1000ms).token == &full);
  REQUIRE(poller.rearm(full.near.get(), &full, Wants::either).has_value());
  CHECK(poller.wait(1000ms).token == &ready);
}

TEST_CASE("poller: a peer that leaves is an event") {
  Poller poller = Poller::make().value();
  Pair pair;
  REQUIRE(poller.watch(pair.near.get(), &pair).has_value());
  pair.far.close();
  CHECK(poller.wait(1000ms).token == &pair);
}

TEST_CASE("poller: what is forgotten or closed is not reported") {
  Poller poller = Poller::make().value();
  Pair forgotten;
  Pair closed;
  REQUIRE(poller.watch(forgotten.near.get(), &forgotten).has_value());
  REQUIRE(poller.watch(closed.near.get(), &closed).has_value());
  forgotten.speak();
  closed.speak();
  poller.forget(forgotten.near.get());
  closed.near.close();
  CHECK(poller.wait(5ms).outcome == Poller::Outcome::timed_out);
  CHECK(poller.rearm(forgotten.near.get(), &forgotten).has_error());
  CHECK(poller.watch(-1, nullptr).error().code() == Errc::io);
}

TEST_CASE("poller: each event goes to one of several threads, and none is lost") {
  Poller poller = Poller::make().value();
  std::array<Pair, 8> pairs;
  std::array<std::atomic<int>, 8> inside{};
  std::atomic<int> heard = 0;
  for (Pair& pair : pairs) REQUIRE(poller.watch(pair.near.get(), &pair).has_value());
  std::atomic<bool> shared = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (true) {
        const Poller::Event event = poller.wait();
        if (event.outcome == Poller::Outcome::stopped) return;
        auto* const pair = static_cast<Pair*>(event.token);
        auto& busy = inside[static_cast<std::size_t>(pair - pairs.data())];
        if (busy.fetch_add(1) != 0) shared = true;
        char byte = 0;
        if (::recv(pair->near.get(), &byte, 1, MSG_DONTWAIT) == 1) ++heard;
        busy.fetch_sub(1);
        if (!poller.rearm(pair->near.get(), pair)) return;
      }
    });
  for (int round = 0; round < 50; ++round)
    for (Pair& pair : pairs) pair.speak();
  for (int i = 0; heard != 400 && i < 30'000; ++i) std::this_thread::sleep_for(1ms);
  poller.stop();
  for (std::thread& thread : threads) thread.join();
  CHECK(heard == 400);
  CHECK_FALSE(shared);
}

Poller* stopped_by_signal = nullptr;

TEST_CASE("poller: a stop from a signal handler wakes all, and stands for ever") {
  Notes notes;
  Poller poller = Poller::make().value();
  stopped_by_signal = &poller;
  const OnSignal handler([](int) { stopped_by_signal->stop(); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { NOTE(notes, poller.wait().outcome == Poller::Outcome::stopped); });
  std::this_thread::sleep_for(20ms);
  ::raise(SIGUSR1);
  for (std::thread& thread : threads) thread.join();
  CHECK(notes.failed() == "");
  Pair ready;
  REQUIRE(poller.watch(ready.near.get(), &ready).has_value());
  ready.speak();
  for (int i = 0; i < 4; ++i) CHECK(poller.wait(1000ms).outcome == Poller::Outcome::stopped);
}

TEST_CASE("poller: signals do not prolong a wait") {
  const OnSignal handler([](int) {});
  Poller poller = Poller::make().value();
  std::atomic<bool> done = false;
  const pthread_t waiter = ::pthread_self();
  std::thread sender([&] {
    while (!done) {
      ::pthread_kill(waiter, SIGUSR1);
      std::this_thread::sleep_for(2ms);
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  CHECK(poller.wait(30ms).outcome == Poller::Outcome::timed_out);
  const auto took = std::chrono::steady_clock::now() - begin;
  done = true;
  sender.join();
  CHECK(took >= 29ms);
  CHECK(took < 20s);
}

}  // namespace
