// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/channel.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;
using detail::Received;

/// A stream for one thread: gives what it was loaded with, in pieces, and keeps what was sent.
class Script {
 public:
  struct Record {
    std::deque<Bytes> arriving;
    std::size_t sends = 0;
    std::size_t pieces = 0;
    std::size_t receives = 0;
    std::size_t largest_room = 0;
    std::size_t last_room = 0;
    std::size_t lingered = 0;
    std::size_t given = 0;
    /// The most bytes that a byte has had room for, those of a first step apart.
    double most_for_one = 0;
    Bytes sent;
  };

  explicit Script(Record& record) : record_(&record) {}

  Result<void> send(Pieces pieces) {
    ++record_->sends;
    record_->pieces += pieces.size();
    for (const auto piece : pieces) append(record_->sent, piece);
    return {};
  }
  Result<std::size_t> receive(std::span<std::byte> room) {
    ++record_->receives;
    record_->largest_room = std::max(record_->largest_room, room.size());
    record_->last_room = room.size();
    if (record_->given != 0)
      record_->most_for_one =
          std::max(record_->most_for_one,
                   static_cast<double>(record_->given + room.size()) /
                       static_cast<double>(std::max<std::size_t>(record_->given, 131'072)));
    if (record_->arriving.empty()) return std::size_t{0};
    Bytes& next = record_->arriving.front();
    const std::size_t size = std::min(room.size(), next.size());
    record_->given += size;
    std::copy_n(next.begin(), size, room.begin());
    next.erase(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(size));
    if (next.empty()) record_->arriving.pop_front();
    return size;
  }
  /// An empty piece stands for a moment without bytes.
  Result<std::optional<std::size_t>> try_receive(std::span<std::byte> room, bool lingers) {
    record_->lingered += lingers ? 1 : 0;
    if (!record_->arriving.empty() && record_->arriving.front().empty()) {
      record_->arriving.pop_front();
      return std::optional<std::size_t>();
    }
    return std::optional(receive(room).value());
  }
  bool is_open() const { return true; }
  bool stale() const { return !record_->arriving.empty(); }
  std::string peer() const { return "the script"; }
  void stop_receiving() {}
  void close() {}

 private:
  Record* record_;
};

#define ALL_STACKS                                                    \
  (Stack<Binary, Framed<Script>>), (Stack<Binary, Buffered<Script>>), \
      (Stack<Compact, Framed<Script>>), (Stack<Compact, Buffered<Script>>)

#define ALL_STREAMS                                                   \
  (Stack<Binary, Framed<Memory>>), (Stack<Binary, Buffered<Memory>>), \
      (Stack<Compact, Framed<Memory>>), (Stack<Compact, Buffered<Memory>>)

template <class S>
using ChannelOf = detail::Channel<typename S::Protocol, typename S::Transport>;

/// Takes a message as a receiver would; counts the attempts.
template <class S>
struct Taker {
  std::vector<Message> messages;
  int attempts = 0;

  std::optional<std::size_t> operator()(std::span<const std::byte> bytes, bool whole) {
    using P = typename S::Protocol;
    ++attempts;
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    MessageHead head;
    const std::byte* at = P::read_message(in, in.begin, head);
    const std::byte* const body = at;
    if (at != nullptr) at = detail::skip_value<P>(in, at, Type::structure);
    if (at == nullptr) {
      CHECK(!whole);
      return std::nullopt;
    }
    messages.push_back({std::string(head.name), head.type, head.seqid, Bytes(body, at)});
    return static_cast<std::size_t>(at - in.begin);
  }
};

TEMPLATE_TEST_CASE("channel: a message is sent at once, large strings from where they are", "",
                   ALL_STACKS) {
  using S = TestType;
  using P = typename S::Protocol;
  Script::Record record;
  ChannelOf<S> channel(Script(record), Limits{});
  for (const std::size_t size : {10, 100'000, 10}) {
    const OneText text{std::string(size, 't')};
    auto output = channel.begin();
    const Bytes head = message<P>(MessageType::call, "echo", 3, {});
    std::byte* to = output.need(output.begin, head.size());
    to = std::copy(head.begin(), head.end(), to);
    to = detail::encode_value<P, false>(output, to, text);
    record = {};
    REQUIRE(channel.seal(output, to).has_value());
    REQUIRE(channel.send_sealed().has_value());
    CHECK(record.sends == 1);
    CHECK(record.pieces == (size > 10'000 ? 3 : 1));
    CHECK(record.sent == request<S>("echo", 3, body<S>(text)));
  }
}

TEMPLATE_TEST_CASE("channel: a message beyond the limits is refused, and nothing of it is sent", "",
                   ALL_STACKS) {
  using S = TestType;
  Limits limits;
  limits.max_frame = limits.max_message = 100;
  Script::Record record;
  ChannelOf<S> channel(Script(record), limits);
  auto output = channel.begin();
  std::byte* to = output.need(output.begin, 101);
  std::fill_n(to, 101, std::byte{1});
  const auto refused = channel.seal(output, to + 101);
  REQUIRE(!refused);
  CHECK(refused.error().code() == (S::framed ? Errc::frame_limit : Errc::message_limit));
  CHECK(record.sends == 0);
  // What is sent next is not mixed with it.
  output = channel.begin();
  to = output.need(output.begin, 100);
  std::fill_n(to, 100, std::byte{2});
  REQUIRE(channel.seal(output, to + 100).has_value());
  REQUIRE(channel.send_sealed().has_value());
  CHECK(record.sent == framed<S>(Bytes(100, std::byte{2})));
}

TEMPLATE_TEST_CASE("channel: a small message takes one receive", "", ALL_STACKS) {
  using S = TestType;
  Script::Record record;
  record.arriving = {request<S>("add", 1, body<S>(TwoNumbers{1, 2}))};
  ChannelOf<S> channel(Script(record), Limits{});
  Taker<S> taker;
  CHECK(channel.receive(taker).value() == Received::message);
  CHECK(record.receives == 1);
  CHECK(taker.attempts == 1);
  CHECK(!channel.has_more());
  CHECK(channel.receive(taker).value() == Received::end);
}

TEMPLATE_TEST_CASE("channel: messages may arrive in any pieces", "", ALL_STACKS) {
  using S = TestType;
  const std::vector<std::size_t> sizes = {0, 5, 3000, 20'000, 1};
  Bytes all;
  for (const std::size_t size : sizes)
    append(all, request<S>("echo", static_cast<std::int32_t>(size),
                           body<S>(OneText{std::string(size, 'x')})));
  for (const std::size_t piece : {1, 2, 3, 7, 1000, 4096, 1'000'000}) {
    Script::Record record;
    for (std::size_t at = 0; at < all.size(); at += piece)
      record.arriving.emplace_back(
          all.begin() + static_cast<std::ptrdiff_t>(at),
          all.begin() + static_cast<std::ptrdiff_t>(std::min(at + piece, all.size())));
    ChannelOf<S> channel(Script(record), Limits{});
    for (const std::size_t size : sizes) {
      Taker<S> taker;
      REQUIRE(channel.receive(taker).value() == Received::message);
      CHECK(taker.attempts <= 2);
      REQUIRE(taker.messages.size() == 1);
      CHECK(taker.messages[0].seqid == static_cast<std::int32_t>(size));
      CHECK(as<S, OneText>(taker.messages[0]).text == std::string(size, 'x'));
    }
    Taker<S> taker;
    CHECK(channel.receive(taker).value() == Received::end);
  }
}

TEMPLATE_TEST_CASE("channel: where nobody waits, half a message stays until the rest is there", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 4, body<S>(OneText{"text"}));
  Script::Record record;
  for (const std::byte byte : call) {
    record.arriving.push_back({byte});
    record.arriving.push_back({});
  }
  ChannelOf<S> channel(Script(record), Limits{});
  Taker<S> taker;
  for (std::size_t i = 1; i < call.size(); ++i) {
    REQUIRE(channel.template receive<false>(taker).value() == Received::nothing_yet);
    CHECK(channel.has_more());
    CHECK(channel.pending().size() == i);
  }
  CHECK(channel.template receive<false>(taker).value() == Received::message);
  CHECK(taker.attempts <= 2);
  CHECK(as<S, OneText>(taker.messages.at(0)).text == "text");
  CHECK(!channel.has_more());
  CHECK(channel.template receive<false>(taker).value() == Received::nothing_yet);
  CHECK(channel.template receive<false>(taker).value() == Received::end);
}

TEMPLATE_TEST_CASE("channel: where nobody waits, it lingers once when told to", "", ALL_STACKS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 4, body<S>(OneText{"text"}));
  Script::Record record;
  record.arriving = {Bytes(call.begin(), call.begin() + 2), Bytes(call.begin() + 2, call.end())};
  ChannelOf<S> channel(Script(record), Limits{});
  Taker<S> taker;
  channel.linger();
  CHECK(channel.template receive<false>(taker).value() == Received::message);
  CHECK(record.receives == 2);
  CHECK(record.lingered == 1);
  CHECK(channel.template receive<false>(taker).value() == Received::end);
  CHECK(record.lingered == 1);
}

TEMPLATE_TEST_CASE("channel: where nobody waits, a message that trickles without a pause is left",
                   "", ALL_STACKS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 4, body<S>(OneText{std::string(1000, 't')}));
  Script::Record record;
  for (const std::byte byte : call) record.arriving.push_back({byte});
  ChannelOf<S> channel(Script(record), Limits{});
  Taker<S> taker;
  int turns = 1;
  while (channel.template receive<false>(taker).value() == Received::nothing_yet) ++turns;
  CHECK(turns > 20);
  CHECK(turns < 200);
  CHECK(record.receives == call.size());
  CHECK(taker.messages.size() == 1);
}

TEMPLATE_TEST_CASE("channel: memory grows with what has arrived, not with what was announced", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(10'000'000, 'x')}));
  Script::Record record;
  record.arriving = {Bytes(call.begin(), call.begin() + 100)};
  ChannelOf<S> channel(Script(record), Limits{});
  Taker<S> taker;
  const auto received = channel.receive(taker);
  REQUIRE(!received);
  CHECK(received.error().code() == Errc::end_of_stream);
  CHECK(contains(received.error().text(), "100 bytes"));
  CHECK(record.largest_room < 1'000'000);
}

TEMPLATE_TEST_CASE("channel: the buffer has twice what has arrived at most, in whatever pieces", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(5'000'000, 'x')}));
  for (const std::size_t piece : {44'000u, 200'000u}) {
    Script::Record record;
    for (std::size_t at = 0; at < call.size(); at += piece)
      record.arriving.emplace_back(
          call.begin() + static_cast<std::ptrdiff_t>(at),
          call.begin() + static_cast<std::ptrdiff_t>(std::min(at + piece, call.size())));
    const std::size_t pieces = record.arriving.size();
    ChannelOf<S> channel(Script(record), Limits{});
    Taker<S> taker;
    REQUIRE(channel.receive(taker).value() == Received::message);
    INFO("in pieces of " << piece);
    CHECK(record.most_for_one < 2.1);
    CHECK(record.receives < pieces + 15);
  }
}

TEMPLATE_TEST_CASE("channel: room for large messages is kept while such come, no longer", "",
                   ALL_STACKS) {
  using S = TestType;
  Script::Record record;
  ChannelOf<S> channel(Script(record), Limits{});
  const auto receive = [&](std::size_t size) {
    record.arriving = {request<S>("echo", 1, body<S>(OneText{std::string(size, 'x')}))};
    record.receives = 0;
    Taker<S> taker;
    REQUIRE(channel.receive(taker).value() == Received::message);
  };
  const auto room = [&] {  // that is there for the next message
    REQUIRE(channel.receive(Taker<S>()).value() == Received::end);
    return record.last_room;
  };
  constexpr std::size_t kept = 256 * 1024;
  receive(1'000'000);
  CHECK(record.receives > 1);
  receive(1'000'000);
  CHECK(record.receives == 1);
  CHECK(room() > kept);
  receive(10);
  CHECK(room() <= kept);
  receive(1'000'000);
  CHECK(room() > kept);
  channel.rest();
  CHECK(room() <= kept);
  receive(10'000'000);
  CHECK(room() <= kept);
}

TEMPLATE_TEST_CASE("channel: a frame where none is expected is recognized", "",
                   (Stack<Binary, Buffered<Script>>), (Stack<Compact, Buffered<Script>>)) {
  using S = TestType;
  using P = typename S::Protocol;
  using Other = Stack<P, Framed<Script>>;
  const Bytes call = request<Other>("echo", 1, body<S>(OneText{"text"}));
  // At once, or its length first. (A frame's length is no beginning in Compact, and refused.)
  for (const std::ptrdiff_t first : {2, 4, 5, 12}) {
    if (std::is_same_v<P, Compact> && first < 6) continue;
    Script::Record record;
    record.arriving = {Bytes(call.begin(), call.begin() + first),
                       Bytes(call.begin() + first, call.end())};
    ChannelOf<S> channel(Script(record), Limits{});
    Taker<S> taker;
    const auto received = channel.receive(taker);
    REQUIRE(!received);
    CHECK(contains(received.error().text(), "framed " + std::string(P::name)));
  }
}

TEMPLATE_TEST_CASE("channel: a message that trickles is given up after message_timeout", "",
                   ALL_STREAMS) {
  using S = TestType;
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(100'000, 'x')}));
  auto [here, there] = Memory::pair({.read_timeout = std::chrono::seconds(5)});
  std::jthread trickles([&, &stream = there](const std::stop_token& stop) {
    for (std::size_t i = 0; !stop.stop_requested() && i < call.size(); ++i) {
      const std::span<const std::byte> byte(&call[i], 1);
      static_cast<void>(stream.send({&byte, 1}));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  ChannelOf<S> channel(std::move(here), Limits{}, std::chrono::milliseconds(50));
  Taker<S> taker;
  const auto received = channel.receive(taker);
  REQUIRE(!received);
  CHECK(received.error().code() == Errc::timed_out);
  CHECK(contains(received.error().text(),
                 "did not arrive whole within 50 ms (ConnectionOptions::message_timeout)"));
  CHECK(channel.has_more());
  CHECK(taker.messages.empty());
}

TEMPLATE_TEST_CASE("channel: works in borrowed buffers, and keeps but the part of a message", "",
                   ALL_STACKS) {
  using S = TestType;
  detail::ChannelBuffers buffers;
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(100'000, 'x')}));
  const auto middle = call.begin() + 50'000;
  Script::Record record;
  Script::Record other;
  record.arriving = {Bytes(call.begin(), call.begin() + 5),
                     {},
                     Bytes(call.begin() + 5, middle),
                     {},
                     Bytes(middle, call.end())};
  other.arriving = {call};
  ChannelOf<S> channel(Script(record), Limits{});
  ChannelOf<S> second(Script(other), Limits{});
  Taker<S> taker;
  for (const std::size_t arrived : {5, 50'000}) {
    channel.borrow(buffers);
    CHECK(channel.template receive<false>(taker).value() == Received::nothing_yet);
    channel.give_back(buffers);
    CHECK(channel.pending().size() == arrived);
    CHECK(Bytes(channel.pending().begin(), channel.pending().end()) ==
          Bytes(call.begin(), call.begin() + static_cast<std::ptrdiff_t>(arrived)));
    CHECK(buffers.in.capacity() != 0);
  }
  // Meanwhile another one works in them.
  second.borrow(buffers);
  CHECK(buffers.in.capacity() == 0);
  CHECK(second.template receive<false>(taker).value() == Received::message);
  second.give_back(buffers);
  const std::size_t large = buffers.in.capacity();
  CHECK(large > 100'000);
  channel.borrow(buffers);
  CHECK(channel.template receive<false>(taker).value() == Received::message);
  channel.give_back(buffers);
  CHECK(buffers.in.capacity() == large);
  CHECK(!channel.has_more());
  REQUIRE(taker.messages.size() == 2);
  for (const auto& taken : taker.messages) CHECK(as<S, OneText>(taken).text.size() == 100'000);
}

}  // namespace
