// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/link.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using FramedLink = Link<Binary, Framed<Memory>>;
using S = BinaryFramed;

detail::Outgoing nothing() {
  static const Nothing none;
  return detail::Outgoing::of<Binary>(none);
}

TEST_CASE("link: opens with the first call, or before, and closes when it is told to") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  FramedLink link(acceptor.endpoint(), {});
  CHECK(!link.is_open());
  CHECK(link.peer() == "nobody");
  link.open();
  CHECK(link.is_open());
  CHECK(link.peer() == "the other end in memory");
  CHECK(link.try_open().has_value());  // once more does nothing
  Memory first = acceptor.accept().value();
  link.close();
  link.close();
  CHECK(!link.is_open());
  CHECK(first.stale());
  REQUIRE(link.send("ping", false, nothing()).has_value());
  CHECK(link.is_open());
  CHECK(link.stream().is_open());
  CHECK(acceptor.accept().value().stale());
}

TEST_CASE("link: one over a stream that was handed over can't be opened again") {
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  CHECK(link.is_open());
  link.close();
  CHECK_THROWS_AS(link.open(), TransportException);
  const auto opened = link.try_open();
  REQUIRE(!opened);
  CHECK(opened.error().code() == Errc::not_open);
  CHECK(contains(opened.error().text(), "no endpoint"));
  CHECK(contains(opened.error().text(), "new client"));
}

TEST_CASE("link: replies that are due are counted, and forgotten with the connection") {
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  CHECK(link.outstanding() == 0);
  REQUIRE(link.send("ping", false, nothing()).has_value());
  REQUIRE(link.send("ping", false, nothing()).has_value());
  REQUIRE(link.send("note", true, nothing()).has_value());
  CHECK(link.outstanding() == 2);
  send_bytes(other, reply<S>("ping", 1, body<S>(Nothing{})));
  using Ping = detail::method_at<&Harbor::ping>::Method;
  detail::Reply answer;
  REQUIRE(link.receive("ping", {answer, detail::reply_plan_of<Binary, Ping>, nullptr}).has_value());
  CHECK(link.outstanding() == 1);
  link.close();
  CHECK(link.outstanding() == 0);
}

TEST_CASE(
    "link: numbers go on from connection to connection, no reply is taken for a later one's") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  FramedLink link(acceptor.endpoint(), {});
  for (std::int32_t i = 1; i < 4; ++i) {
    REQUIRE(link.send("ping", false, nothing()).has_value());
    Peer<S> peer(acceptor.accept().value());
    CHECK(peer.next().value().seqid == i);
    link.close();
  }
}

TEST_CASE("link: a server that ends without a word may speak something else") {
  for (const bool answered : {false, true}) {
    auto [end, other] = Memory::pair({.read_timeout = 20ms});
    Client<Harbor, Binary, Framed<Memory>> client(std::move(end));
    if (answered) {
      send_bytes(other, reply<S>("add", 1, result<S, &Harbor::add>(3)));
      CHECK(client.add(1, 2) == 3);
    }
    // Whether it waits or closes.
    if (answered) other.close();
    const auto failed = client.try_call<&Harbor::add>(1, 2);
    REQUIRE(!failed);
    CAPTURE(failed.error().text());
    CHECK(failed.error().code() == (answered ? Errc::end_of_stream : Errc::timed_out));
    CHECK(contains(failed.error().text(), "may speak something else than framed Binary") !=
          answered);
  }
}

TEST_CASE("link: a server whose answer comes too slowly is not said to speak something else") {
  const Bytes answer = reply<S>("echo", 1, result<S, &Harbor::echo>(std::string(400'000, 'x')));
  for (const std::size_t arrived : {std::size_t{100}, answer.size() / 2})
    for (const bool closes : {false, true}) {
      auto [end, other] = Memory::pair({.read_timeout = 20ms});
      Client<Harbor, Binary, Framed<Memory>> client(std::move(end));
      send_bytes(other, Bytes(answer.begin(), answer.begin() + std::ptrdiff_t(arrived)));
      if (closes) other.close();
      const auto failed = client.try_call<&Harbor::echo>("");
      REQUIRE(!failed);
      CAPTURE(failed.error().text());
      CHECK(failed.error().code() == (closes ? Errc::end_of_stream : Errc::timed_out));
      CHECK(!contains(failed.error().text(), "speak"));
    }
}

TEMPLATE_TEST_CASE("link: a server that refuses a call and closes is heard while the call leaves",
                   "", BinaryFramed, BinaryBuffered, CompactFramed, CompactBuffered) {
  using S = TestType;
  const testing::ApplicationError refused{"the call is too large", 7};
  const auto answered = [](const Bytes& bytes, const auto& check) {
    auto [end, other] = Memory::pair({.read_timeout = 60s});
    typename S::Client client(std::move(end));
    send_bytes(other, bytes);
    other.close();
    const auto failed = client.template try_call<&Harbor::add>(1, 2);
    REQUIRE(!failed);
    INFO(failed.error().text());
    check(failed.error());
    CHECK(!client.link().is_open());
    CHECK(client.link().outstanding() == 0);
  };
  const Bytes answer = reply<S>("add", 1, body<S>(refused), MessageType::exception);
  answered(answer, [](const Error& error) {
    CHECK(error.application_code() == ApplicationCode::protocol_error);
    CHECK(contains(error.text(), "the call is too large"));
    CHECK(error.call_state() == CallState::answered);
  });
  // What is no such answer, or not a whole one, changes nothing.
  const Bytes others[] = {{},
                          Bytes(answer.begin(), answer.end() - 1),
                          reply<S>("sub", 1, body<S>(refused), MessageType::exception),
                          reply<S>("add", 2, body<S>(refused), MessageType::exception),
                          reply<S>("add", 1, result<S, &Harbor::add>(3)),
                          Bytes(100, std::byte{0xff})};
  for (const Bytes& other : others)
    answered(other, [](const Error& error) {
      CHECK(error.code() == Errc::end_of_stream);
      CHECK(error.call_state() == CallState::not_sent);
      CHECK(contains(error.text(), "did not leave whole"));
    });
  // Nobody answers a oneway call.
  auto [end, other] = Memory::pair();
  typename S::Client client(std::move(end));
  send_bytes(other, reply<S>("note", 1, body<S>(refused), MessageType::exception));
  other.close();
  CHECK(client.template try_call<&Harbor::note>("n").error().code() == Errc::end_of_stream);
}

TEST_CASE("link: an answer to an earlier call is not taken for that to one which can't leave") {
  auto [end, other] = Memory::pair({.read_timeout = 60s});
  Client<Harbor, Binary, Framed<Memory>> client(std::move(end));
  client.send_<&Harbor::add>(1, 2);
  const testing::ApplicationError refused{"the first call is refused", 7};
  send_bytes(other, reply<S>("add", 1, body<S>(refused), MessageType::exception));
  send_bytes(other, reply<S>("add", 2, body<S>(refused), MessageType::exception));
  other.close();
  CHECK_THROWS_WITH(client.send_<&Harbor::add>(3, 4),
                    Catch::Contains("did not leave whole, but may have carried out one more call"));
}

/// To a peer that takes nothing, but is there.
struct Untaken : Memory {
  explicit Untaken(Memory next) : Memory(std::move(next)) {}
  Result<void> send(Pieces) { return Error(Errc::end_of_stream, "nothing more is taken"); }
};

TEST_CASE("link: a server that takes no call is not listened to where it says nothing") {
  auto [end, other] = Memory::pair({.read_timeout = 120s});
  Link<Binary, Framed<Untaken>> link(Untaken(std::move(end)), {});
  const auto began = std::chrono::steady_clock::now();
  const auto failed = link.send("ping", false, nothing());
  CHECK(std::chrono::steady_clock::now() - began < 60s);
  REQUIRE(!failed);
  CHECK(contains(failed.error().text(), "nothing more is taken"));
  CHECK(failed.error().call_state() == CallState::not_sent);
  CHECK(!link.is_open());
}

TEST_CASE("link: behind an answer that is an error, the next call looks for a lost connection") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  Client<Harbor, Binary, Framed<Memory>> client(acceptor.endpoint());
  for (std::int32_t i = 1; i != 20; ++i) {
    client.send_<&Harbor::add>(1, 2);
    {
      Memory server = acceptor.accept().value();
      const testing::ApplicationError refused{"this server speaks otherwise", 7};
      send_bytes(server, reply<S>("add", i, body<S>(refused), MessageType::exception));
    }
    // Each has a connection of its own, however soon it comes.
    CHECK_THROWS_AS(client.receive_<&Harbor::add>(), ApplicationException);
  }
}

/// Memory runs out when the first byte of a message has left.
struct Starved : Memory {
  explicit Starved(Memory next) : Memory(std::move(next)) {}
  Result<void> send(Pieces pieces) {
    const auto first = pieces.front().first(1);
    Memory::send({&first, 1}).value();
    throw std::bad_alloc();
  }
};

TEST_CASE("link: closes when memory runs out in the middle of a call that is being sent") {
  for (const bool oneway : {false, true}) {
    auto [end, other] = Memory::pair();
    Link<Binary, Framed<Starved>> link(Starved(std::move(end)), {});
    CHECK_THROWS_AS(link.send("ping", oneway, nothing()), std::bad_alloc);
    CHECK(!link.is_open());
    CHECK(link.outstanding() == 0);
    std::byte room[10];
    CHECK(other.receive(room).value() == 1);
    REQUIRE(other.stale());  // it has ended
    CHECK(other.receive(room).value() == 0);
  }
}

TEST_CASE("link: what came behind a reply is never taken for the next one") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  Client<Harbor, Binary, Framed<Memory>> client(acceptor.endpoint(), {.read_timeout = 5s});
  client.send_<&Harbor::add>(1, 2);
  Memory first = acceptor.accept().value();
  // The second one answers a call that was not made yet, and has been received with the first.
  Bytes both = reply<S>("add", 1, result<S, &Harbor::add>(3));
  append(both, reply<S>("add", 2, result<S, &Harbor::add>(666)));
  send_bytes(first, both);
  CHECK(client.receive_<&Harbor::add>() == 3);
  std::this_thread::sleep_for(3ms);
  client.send_<&Harbor::add>(20, 22);
  Memory second = acceptor.accept().value();
  send_bytes(second, reply<S>("add", 2, result<S, &Harbor::add>(42)));
  CHECK(client.receive_<&Harbor::add>() == 42);
}

TEST_CASE("link: arguments that can't be written leave the connection as it was") {
  // Nested deeper than the limit.
  Crate crate;
  for (int i = 0; i < 100; ++i) {
    Crate outer;
    outer.inside = std::make_unique<Crate>(std::move(crate));
    crate = std::move(outer);
  }
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  const auto sent = link.send("pack", false, detail::Outgoing::of<Binary>(crate));
  REQUIRE(!sent);
  CHECK(sent.error().code() == Errc::depth_limit);
  CHECK(contains(sent.error().text(), "arguments of pack"));
  CHECK(link.is_open());
  CHECK(link.outstanding() == 0);
  CHECK(!other.stale());
}

TEST_CASE("link: has no stream without a connection, and says so") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  FramedLink link(acceptor.endpoint(), {});
  CHECK_THROWS_WITH(link.stream(),
                    Catch::Contains("no connection") && Catch::Contains("open() its link() first"));
  link.open();
  CHECK(link.stream().is_open());
  link.close();
  CHECK_THROWS_AS(link.stream(), TransportException);
}

/// Sends a byte of a reply now and then, but never all of it.
template <class Stack>
std::jthread trickle(Memory to) {
  return std::jthread([stream = std::move(to)](const std::stop_token& stop) mutable {
    const Bytes whole = reply<Stack>(
        "echo", 1, ::seathrift::testing::result<Stack, &Harbor::echo>(std::string(1'000'000, 'x')));
    std::size_t at = 0;
    while (!stop.stop_requested() && !stream.stale()) std::this_thread::sleep_for(1ms);
    while (!stop.stop_requested() && at + 1 < whole.size()) {
      const auto byte = std::span(whole).subspan(at++, 1);
      if (const std::span<const std::byte> piece = byte; !stream.send({&piece, 1})) return;
      std::this_thread::sleep_for(1ms);
    }
  });
}

TEMPLATE_TEST_CASE("link: a peer that sends a byte now and then does not hold a call for ever", "",
                   BinaryFramed, BinaryBuffered, CompactFramed, CompactBuffered) {
  auto [end, other] = Memory::pair({.read_timeout = 1h});
  typename TestType::Client client(std::move(end), {.message_timeout = 100ms});
  const auto peer = trickle<TestType>(std::move(other));
  const auto result = client.template try_call<&Harbor::echo>("x");
  REQUIRE(!result);
  INFO(result.error().text());
  CHECK(result.error().code() == Errc::timed_out);
  CHECK(result.error().call_state() == CallState::sent);
  CHECK(contains(result.error().text(), "100 ms (ConnectionOptions::message_timeout)"));
  CHECK(contains(result.error().text(), "may have carried it out"));
}

TEST_CASE("link: calls whose replies nobody receives end in an error that says so") {
  auto [end, other] = Memory::pair({.write_timeout = 50ms}, 4096);
  CompactFramed::Client client(std::move(end));
  const auto flood = [&client = client] {
    for (int i = 0; i < 10'000; ++i) client.send_<&Harbor::add>(i, i);
  };
  try {
    flood();
    FAIL("no exception");
  } catch (const TransportException& error) {
    CHECK(error.code() == Errc::timed_out);
    CHECK(error.call_state() == CallState::not_sent);
    CHECK(contains(error.what(), "ConnectionOptions::write_timeout"));
    CHECK(contains(error.what(), "receive_ some"));
  }
  CHECK(!client.link().is_open());
}

}  // namespace
