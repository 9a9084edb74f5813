// SPDX-License-Identifier: Apache-2.0
#include <seathrift/testing/faulty.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include <seathrift/transport/memory.hpp>
#include <seathrift/transport/socket.hpp>

#include <transport/support.hpp>

namespace {

using namespace seathrift;
using namespace seathrift::testing;
using Kind = Fault::Kind;

/// What a ByteStream must offer, and nothing more.
class Archetype {
 public:
  Archetype(Archetype&&) = default;
  Archetype& operator=(Archetype&&) = default;

  Result<void> send(Pieces) { return {}; }
  Result<std::size_t> receive(std::span<std::byte>) { return std::size_t{0}; }
  bool is_open() const { return true; }
  bool stale() const { return false; }
  std::string peer() const { return "nobody"; }
  void stop_receiving() {}
  void close() {}
};

struct Mine {
  static inline Faults faults;
};
template <class Next>
using Spoiled = Faulty<Next, Mine>;

static_assert(ByteStream<Archetype> && ByteStream<Spoiled<Archetype>>);
static_assert(!ConnectingStream<Spoiled<Archetype>> && !AcceptedStream<Spoiled<Archetype>>);
static_assert(ConnectingStream<Spoiled<Memory>> && AcceptedStream<Spoiled<Memory>>);
static_assert(ConnectingStream<Spoiled<Socket>> && AcceptedStream<Spoiled<Socket>>);
// Layers stand on each other.
static_assert(AcceptedStream<Spoiled<Spoiled<Memory>>>);

/// A spoiled end and the other one, in memory.
struct Ends {
  Ends() : Ends(Memory::pair({.read_timeout = 20ms})) {}
  explicit Ends(std::pair<Memory, Memory> ends)
      : one(std::move(ends.first)), other(std::move(ends.second)) {}
  ~Ends() { Mine::faults.disarm(); }

  Spoiled<Memory> one;
  Memory other;
};

TEST_CASE("faulty: passes all on, as long as nothing is armed") {
  Mine::faults.arm(0);
  Ends ends;
  CHECK(talk(ends.one, ends.other));
  CHECK(Mine::faults.operations() == 2);
  CHECK(!ends.one.stale());
  CHECK(ends.one.is_open());
  CHECK(ends.one.peer() == ends.one.next_layer().peer());
  ends.one.close();
  CHECK(ends.other.stale());
}

TEST_CASE("faulty: an error is the one that was asked for, and nothing passes") {
  Ends ends;
  Mine::faults.arm(1, {.code = Errc::timed_out});
  const auto sent = send_text(ends.one, "lost");
  REQUIRE(!sent.has_value());
  CHECK(sent.error().code() == Errc::timed_out);
  CHECK(contains(sent.error().text(), "the test lets this send fail"));
  CHECK(!ends.other.stale());

  send_text(ends.other, "kept").value();
  Mine::faults.arm(1);
  const auto received = receive_text(ends.one, 4);
  REQUIRE(!received.has_value());
  CHECK(received.error().code() == Errc::io);
  CHECK(receive_text(ends.one, 4).value() == "kept");
}

TEST_CASE("faulty: an end is one for both sides, and for good") {
  for (const bool sends : {true, false}) {
    Ends ends;
    Mine::faults.arm(1, {.kind = Kind::end});
    if (sends)
      CHECK(send_text(ends.one, "x").error().code() == Errc::end_of_stream);
    else
      CHECK(receive_text(ends.one, 1).value().empty());
    CHECK(receive_text(ends.one, 1).value().empty());
    CHECK(send_text(ends.one, "x").error().code() == Errc::end_of_stream);
    CHECK(ends.one.stale());
    CHECK(!ends.one.is_open());
    CHECK(receive_text(ends.other, 1).value().empty());
  }
}

TEST_CASE("faulty: one byte comes first, the others follow") {
  Ends ends;
  Mine::faults.arm(1, {.kind = Kind::one_byte});
  const std::array pieces = {as_bytes("ab"), as_bytes(""), as_bytes("cde")};
  CHECK(ends.one.send(pieces).has_value());
  CHECK(receive_text(ends.other, 5).value() == "abcde");

  send_text(ends.other, "fgh").value();
  Mine::faults.arm(1, {.kind = Kind::one_byte});
  std::array<std::byte, 10> room{};
  CHECK(ends.one.receive(room).value() == 1);
  CHECK(ends.one.receive(room).value() == 2);
}

TEST_CASE("faulty: all but the last byte passes before an error") {
  Ends ends;
  Mine::faults.arm(1, {.kind = Kind::all_but_last});
  const std::array pieces = {as_bytes("ab"), as_bytes("cde")};
  CHECK(ends.one.send(pieces).error().code() == Errc::io);
  CHECK(receive_text(ends.other, 4).value() == "abcd");
  CHECK(!ends.other.stale());
}

TEST_CASE("faulty: a delay changes the time alone") {
  Ends ends;
  Mine::faults.arm(1, {.kind = Kind::delay, .delay = 30ms, .repeats = true});
  const auto begin = std::chrono::steady_clock::now();
  CHECK(talk(ends.one, ends.other));
  CHECK(std::chrono::steady_clock::now() - begin >= 60ms);
}

TEST_CASE("faulty: a look can tell that a stream is stale that is not") {
  Ends ends;
  Mine::faults.arm(1);
  CHECK(ends.one.stale());
  CHECK(!ends.one.stale());
}

TEMPLATE_TEST_CASE("faulty: connecting and accepting can fail, and end at once", "", Memory,
                   Socket) {
  using Stream = Spoiled<TestType>;
  auto acceptor = Stream::Acceptor::listen({.host = "127.0.0.1"}, {.read_timeout = 30s}).value();
  const auto endpoint = acceptor.endpoint();

  Mine::faults.arm(1, {.code = Errc::not_open});
  CHECK(Stream::connect(endpoint, {}).error().code() == Errc::not_open);
  CHECK(acceptor.accept().value().stale());  // it was there for a moment

  Mine::faults.arm(1, {.only = Operation::accept});
  auto refused = Stream::connect(endpoint, {.read_timeout = 30s}).value();
  CHECK(acceptor.accept().error().code() == Errc::io);
  CHECK(receive_text(refused, 1).value().empty());

  Mine::faults.arm(2, {.kind = Kind::end});
  auto left = Stream::connect(endpoint, {.read_timeout = 30s}).value();
  auto ended = acceptor.accept().value();
  CHECK(receive_text(ended, 1).value().empty());
  CHECK(receive_text(left, 1).value().empty());
  Mine::faults.disarm();

  auto client = Stream::connect(endpoint, {.read_timeout = 30s}).value();
  auto server = acceptor.accept().value();
  CHECK(talk(client, server));
}

TEST_CASE("faulty: what arrives where nobody waits is spoiled, too") {
  using Stream = Spoiled<Socket>;
  auto acceptor = Stream::Acceptor::listen({.host = "127.0.0.1"}, {}).value();
  auto client = Socket::connect(acceptor.endpoint(), {.read_timeout = 30s}).value();
  std::optional<Stream> server;
  while (!server) {
    auto accepted = acceptor.try_accept().value();
    if (accepted) server.emplace(*std::move(accepted));
  }
  std::array<std::byte, 10> room{};
  CHECK(!server->try_receive(room).value());
  send_text(client, "abc").value();
  Mine::faults.arm(1, {.kind = Kind::one_byte, .repeats = true});
  std::optional<std::size_t> received;
  while (!received) received = server->try_receive(room).value();
  CHECK(*received == 1);
  Mine::faults.arm(1);
  CHECK(server->try_receive(room).error().code() == Errc::io);
  Mine::faults.arm(1, {.kind = Kind::end});
  CHECK(server->try_receive(room).value() == std::optional<std::size_t>(0));
  CHECK(receive_text(client, 1).error().code() != Errc::timed_out);
  Mine::faults.disarm();
}

}  // namespace
