// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/memory.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

static_assert(ByteStream<Memory>);
static_assert(ConnectingStream<Memory>);
static_assert(Acceptor<Memory::Acceptor>);
static_assert(AcceptedStream<Memory>);

TEST_CASE("memory: bytes pass both ways between two ends") {
  auto [near, far] = Memory::pair();
  CHECK(talk(near, far));
  const std::array pieces = {as_bytes("one "), std::span<const std::byte>(), as_bytes("two")};
  REQUIRE(near.send(pieces).has_value());
  CHECK(receive_text(far, 7).value() == "one two");
}

TEST_CASE("memory: a close is the end for one, and an error to send for the other") {
  auto [near, far] = Memory::pair();
  REQUIRE(send_text(near, "last").has_value());
  near.close();
  near.close();
  CHECK_FALSE(near.is_open());
  CHECK(far.is_open());
  CHECK(receive_text(far, 10).value() == "last");
  CHECK(send_text(far, "x").error().code() == Errc::end_of_stream);
  CHECK(send_text(near, "x").error().code() == Errc::not_open);
  CHECK(receive_text(near, 1).error().code() == Errc::not_open);
}

TEST_CASE("memory: an end that dies has closed, one that was moved has not") {
  auto ends = Memory::pair();
  std::optional<Memory> near = std::move(ends.first);
  Memory far = std::move(ends.second);
  CHECK_FALSE(ends.second.is_open());
  CHECK(send_text(ends.second, "x").error().code() == Errc::not_open);
  CHECK(talk(*near, far));
  near.reset();
  CHECK(receive_text(far, 1).value().empty());
  Memory other = std::move(Memory::pair().first);
  far = std::move(other);
  CHECK(far.is_open());
  CHECK_FALSE(other.is_open());
}

TEST_CASE("memory: waits end at their timeouts") {
  auto [near, far] = Memory::pair({.read_timeout = 20ms, .write_timeout = 20ms}, 4);
  const auto nothing = receive_text(near, 1);
  REQUIRE(nothing.has_error());
  CHECK(nothing.error().code() == Errc::timed_out);
  CHECK(contains(nothing.error().text(), "within 20 ms (ConnectionOptions::read_timeout)"));
  const auto full = send_text(near, "12345");
  REQUIRE(full.has_error());
  CHECK(full.error().code() == Errc::timed_out);
  CHECK(contains(full.error().text(), "within 20 ms (ConnectionOptions::write_timeout)"));
  CHECK(receive_text(far, 4).value() == "1234");
}

TEST_CASE("memory: timeouts of zero wait without bound, until an end is closed") {
  for (const auto timeout : {0ms, -1ms}) {
    for (const bool own : {false, true}) {
      Notes notes;
      auto [near, far] = Memory::pair({.read_timeout = timeout, .write_timeout = timeout}, 1);
      std::atomic<int> waiting = 2;
      std::thread receiver([&, &stream = near] {
        const auto received = receive_text(stream, 1);
        --waiting;
        NOTE(notes, own ? received.error().code() == Errc::not_open : received.value().empty());
      });
      std::thread sender([&, &stream = near] {
        const auto sent = send_text(stream, "12");
        --waiting;
        NOTE(notes, sent.error().code() == (own ? Errc::not_open : Errc::end_of_stream));
      });
      std::this_thread::sleep_for(30ms);
      NOTE(notes, waiting == 2);
      (own ? near : far).close();
      receiver.join();
      sender.join();
      CHECK(notes.failed() == "");
    }
  }
}

TEST_CASE("memory: a bounded connection makes its sender wait") {
  auto [near, far] = Memory::pair({}, 3);
  std::string text;
  for (int i = 0; i < 500; ++i) text += std::to_string(i);
  Notes notes;
  std::thread sender([&, &stream = near] {
    NOTE(notes, send_text(stream, text).has_value());
    stream.close();
  });
  CHECK(receive_text(far, text.size() + 1).value() == text);
  sender.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("memory: a receiver that closes frees a sender that waits") {
  auto [near, far] = Memory::pair({}, 1);
  Notes notes;
  std::thread sender([&notes, &stream = near] {
    NOTE(notes, send_text(stream, "12").error().code() == Errc::end_of_stream);
  });
  std::this_thread::sleep_for(10ms);
  far.close();
  sender.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("memory: stop_receiving ends a wait of another thread, after what had arrived") {
  Notes notes;
  auto [near, far] = Memory::pair();
  std::thread receiver([&notes, &stream = far] {
    NOTE(notes, receive_text(stream, 5).value() == "early");
    NOTE(notes, receive_text(stream, 1).value().empty());
  });
  REQUIRE(send_text(near, "early").has_value());
  std::this_thread::sleep_for(10ms);
  far.stop_receiving();
  receiver.join();
  CHECK(notes.failed() == "");
  REQUIRE(send_text(far, "bye").has_value());
  CHECK(receive_text(near, 3).value() == "bye");
}

TEST_CASE("memory: stale means gone, or talking out of turn") {
  auto [near, far] = Memory::pair();
  CHECK_FALSE(near.stale());
  REQUIRE(send_text(far, "?").has_value());
  CHECK(near.stale());
  CHECK(receive_text(near, 1).value() == "?");
  CHECK_FALSE(near.stale());
  far.close();
  CHECK(near.stale());
}

TEST_CASE("memory: clients reach an acceptor by its endpoint, as often as they like") {
  Notes notes;
  Memory::Acceptor acceptor = Memory::Acceptor::listen({}, {}).value();
  const Memory::Endpoint endpoint = acceptor.endpoint();
  std::thread server([&] {
    for (int i = 0; i < 10; ++i) {
      Memory connection = acceptor.accept().value();
      NOTE(notes, send_text(connection, receive_text(connection, 5).value()).has_value());
    }
  });
  for (int i = 0; i < 10; ++i) {
    Memory client = Memory::connect(endpoint, {}).value();
    REQUIRE(send_text(client, "hello").has_value());
    CHECK(receive_text(client, 5).value() == "hello");
  }
  server.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("memory: an acceptor's options are those of its connections") {
  Memory::Acceptor acceptor = Memory::Acceptor::listen({}, {.read_timeout = 15ms}).value();
  Memory client = Memory::connect(acceptor.endpoint(), {}).value();
  Memory server = acceptor.accept().value();
  CHECK(contains(receive_text(server, 1).error().text(), "15 ms"));
}

TEST_CASE("memory: an endpoint without an acceptor leads nowhere") {
  CHECK(Memory::connect({}, {}).error().code() == Errc::not_open);
  Memory::Endpoint endpoint;
  std::optional<Memory> waiting;
  {
    Memory::Acceptor acceptor = Memory::Acceptor::listen({}, {}).value();
    endpoint = acceptor.endpoint();
    waiting = Memory::connect(endpoint, {}).value();
  }
  CHECK(Memory::connect(endpoint, {}).error().code() == Errc::not_open);
  // Nobody will accept it any more.
  CHECK(receive_text(*waiting, 1).value().empty());
}

Memory::Acceptor* stopped_by_signal = nullptr;

TEST_CASE("memory: a stop from a signal handler ends every accept, for ever") {
  Notes notes;
  Memory::Acceptor acceptor = Memory::Acceptor::listen({}, {}).value();
  stopped_by_signal = &acceptor;
  const OnSignal handler([](int) { stopped_by_signal->stop(); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] { NOTE(notes, acceptor.accept().error().code() == Errc::not_open); });
  std::this_thread::sleep_for(10ms);
  ::raise(SIGUSR1);
  for (std::thread& thread : threads) thread.join();
  CHECK(notes.failed() == "");
  CHECK(acceptor.accept().error().code() == Errc::not_open);
  CHECK(Memory::connect(acceptor.endpoint(), {}).error().code() == Errc::not_open);
}

TEST_CASE("memory: shut_down ends what another thread sends") {
  auto [here, there] = Memory::pair({}, 10);
  std::thread ends([&, &stream = here] {
    std::this_thread::sleep_for(5ms);
    stream.shut_down();
  });
  CHECK(send_text(here, "more than ten bytes").has_error());
  ends.join();
}

TEST_CASE("memory: who waits for the acceptor's stop may do so for a while only") {
  Memory::Acceptor acceptor = Memory::Acceptor::listen({}, {}).value();
  const auto began = std::chrono::steady_clock::now();
  CHECK(!acceptor.wait_for_stop(20ms));
  CHECK(std::chrono::steady_clock::now() - began >= 20ms);
  std::jthread stops([&] {
    std::this_thread::sleep_for(5ms);
    acceptor.stop();
  });
  CHECK(acceptor.wait_for_stop(std::chrono::milliseconds(60'000)));
  CHECK(acceptor.wait_for_stop(1ms));  // it stays stopped
}

}  // namespace
