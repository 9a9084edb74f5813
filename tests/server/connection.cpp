// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/connection.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using Connections = detail::Connections<Memory>;
using S = BinaryBuffered;
using Session = detail::Session<S::Processor>;

/// True when so many bytes can be sent.
bool sends(Memory& stream, std::size_t size) {
  const Bytes bytes(size);
  const std::span<const std::byte> piece = bytes;
  return stream.send({&piece, 1}).has_value();
}

TEST_CASE("connections: one is let in when there is room, waited for when there is none") {
  Connections all;
  CHECK(all.wait_for_room(1));
  std::optional<Connections::Place> place(std::in_place, all);
  CHECK(all.wait_for_room(2));
  std::jthread leaves([&] {
    std::this_thread::sleep_for(5ms);
    place.reset();
  });
  CHECK(all.wait_for_room(1));
  CHECK(!place);
  // Not even one may be too few for a server.
  CHECK(all.wait_for_room(0));
}

TEST_CASE("connections: stop ends the wait for room, and streams, those to come included") {
  Connections all;
  const Connections::Place place(all);
  auto [here, there] = Memory::pair();
  detail::Awaited nothing_here;
  const Connections::Reach reach(all, here, nothing_here);
  std::jthread stops([&] {
    std::this_thread::sleep_for(5ms);
    all.stop();
  });
  CHECK(!all.wait_for_room(1));
  std::byte room[1];
  CHECK(here.receive(room).value() == 0);
  CHECK(here.is_open());  // the answer to the call in progress can still be sent
  auto [late, other] = Memory::pair();
  detail::Awaited nothing_late;
  const Connections::Reach reach_late(all, late, nothing_late);
  CHECK(late.receive(room).value() == 0);
}

TEST_CASE("connections: are full when there is no room, unless they are to stop") {
  Connections all;
  CHECK(!all.full(1));
  const Connections::Place place(all);
  CHECK(all.full(1));
  CHECK(all.full(0));
  CHECK(!all.full(2));
  all.stop();
  CHECK(!all.full(1));
}

TEST_CASE("connections: can be cut off in what they send, those to come included") {
  Connections all;
  auto [here, there] = Memory::pair({}, 10);
  detail::Awaited nothing_here;
  const Connections::Reach reach(all, here, nothing_here);
  std::jthread cuts([&] {
    std::this_thread::sleep_for(5ms);
    all.shut_down();
  });
  CHECK(!sends(here, 11));
  cuts.join();
  CHECK(all.were_shut_down());
  auto [late, other] = Memory::pair();
  detail::Awaited nothing_late;
  const Connections::Reach reach_late(all, late, nothing_late);
  CHECK(!sends(late, 1));
}

TEST_CASE("connections: a sweep ends the waits that are too long, and no others") {
  Connections all;
  std::optional<Memory> ends[3];
  std::optional<Memory> others[3];
  detail::Awaited awaited[3];
  std::optional<Connections::Reach> reaches[3];
  for (int i = 0; i < 3; ++i) {
    auto [here, there] = Memory::pair();
    ends[i] = std::move(here);
    others[i] = std::move(there);
    reaches[i].emplace(all, *ends[i], awaited[i]);
  }
  const ServerOptions options{.idle_timeout = 10ms};
  awaited[0].begin(detail::Awaited::What::message);
  awaited[1].begin(detail::Awaited::What::message);
  awaited[2].begin(detail::Awaited::What::rest);
  reaches[1].reset();  // gone, in the midst of the others
  all.sweep(options);
  CHECK(!awaited[0].expired());
  std::this_thread::sleep_for(20ms);
  all.sweep(options);
  CHECK(awaited[0].expired());
  CHECK(!awaited[1].expired());
  CHECK(!awaited[2].expired());
  std::byte room[1];
  CHECK(ends[0]->receive(room).value() == 0);
  reaches[2].reset();
  all.sweep(options);
  reaches[0].reset();
  all.sweep(options);
}

TEST_CASE("connections: the wait for the last one may be bounded, and more may come before close") {
  Connections all;
  CHECK(!all.wait_until_none(5ms));
  all.close();
  CHECK(all.wait_until_none(5ms));
  const Connections::Place place(all);
  CHECK(!all.wait_until_none(5ms));
}

TEST_CASE("connections: the last one is waited for") {
  Connections all;
  all.close();
  all.wait_until_none();
  std::optional<Connections::Place> place(std::in_place, all);
  bool left = false;
  std::jthread leaves([&] {
    std::this_thread::sleep_for(5ms);
    left = true;
    place.reset();
  });
  all.wait_until_none();
  CHECK(left);
}

TEST_CASE("session: its handler is gone before its place is") {
  Connections all;
  struct Slow : SharedHandler {
    explicit Slow(std::atomic<bool>& when_gone) : gone(&when_gone) {}
    Slow(const Slow&) = delete;
    ~Slow() {
      std::this_thread::sleep_for(5ms);
      *gone = true;
    }
    std::atomic<bool>* gone;
  };
  std::atomic<bool> gone = false;
  const S::Processor processor([&](const ConnectionInfo&) { return std::make_unique<Slow>(gone); });
  auto [here, there] = Memory::pair();
  auto session = std::make_unique<Session>(all, processor, detail::info_of(here), std::move(here),
                                           ServerOptions{});
  std::jthread ends([&] { session.reset(); });
  all.close();
  all.wait_until_none();
  CHECK(gone);
}

TEST_CASE("session: serves until the peer closes, and knows who that is") {
  Connections all;
  const S::Processor processor(SharedHandler{});
  auto [here, there] = Memory::pair();
  Session session(all, processor, detail::info_of(here), std::move(here), ServerOptions{});
  CHECK(session.connection.info().peer == "the other end in memory");
  CHECK(session.connection.info().native_handle == -1);
  S::Client client(std::move(there));
  std::jthread server([&] { session.connection.serve_all({}, [] { return false; }); });
  CHECK(client.add(1, 2) == 3);
  CHECK(client.twice(2) == 4);
  client.link().close();
}

TEST_CASE("session: one that stays idle is given up in steps of the read timeout") {
  Connections all;
  const S::Processor processor(SharedHandler{});
  const ServerOptions options{.idle_timeout = 30ms, .connection = {.read_timeout = 10ms}};
  auto [here, there] = Memory::pair(options.connection);
  Session session(all, processor, detail::info_of(here), std::move(here), options);
  const auto began = std::chrono::steady_clock::now();
  session.connection.serve_all(options, [] { return false; });
  const auto took = std::chrono::steady_clock::now() - began;
  CHECK(took >= 30ms);
  CHECK(took < 20s);
}

}  // namespace
