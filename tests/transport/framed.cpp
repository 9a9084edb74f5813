// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/framed.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include <seathrift/transport/memory.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;
using namespace std::string_literals;
using namespace std::string_view_literals;

static_assert(Framing<FrameFraming>);
static_assert(MessageTransport<Framed<Memory>>);
static_assert(FrameFraming::headroom == 4 && FrameFraming::bounded);

Buffer holding(std::string_view text) {
  Buffer buffer;
  buffer.append(as_bytes(text));
  return buffer;
}

TEST_CASE("framed: a sealed message has its length in front") {
  FrameFraming framing(Limits{});
  Buffer buffer(64);
  buffer.clear(FrameFraming::headroom);
  buffer.append(as_bytes("abc"));
  REQUIRE(framing.seal(buffer, 0).has_value());
  CHECK(text_of(buffer) == "\0\0\0\3abc"s);
}

TEST_CASE("framed: bytes that travel behind the buffer are counted") {
  FrameFraming framing(Limits{});
  Buffer buffer(64);
  buffer.clear(FrameFraming::headroom);
  buffer.append(as_bytes("abc"));
  REQUIRE(framing.seal(buffer, 0x10203).has_value());
  CHECK(text_of(buffer) == "\0\1\2\6abc"s);
}

TEST_CASE("framed: a frame that arrives byte by byte is found when it is whole") {
  FrameFraming framing(Limits{});
  const std::string frame = "\0\0\0\5hello"s;
  Buffer buffer;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Incoming incoming = framing.next(buffer).value();
    CHECK(incoming.message.empty());
    CHECK(incoming.missing == (i < 4 ? 4 - i : 9 - i));
    buffer.append(as_bytes(frame).subspan(i, 1));
  }
  const Incoming incoming = framing.next(buffer).value();
  CHECK(incoming.missing == 0);
  CHECK(text_of(incoming.message) == "hello");
  CHECK(incoming.message.data() == buffer.data() + 4);  // where it lay
  CHECK(framing.incomplete(buffer).value() == 0);
  framing.consume(buffer, 5);
  CHECK(buffer.empty());
}

TEST_CASE("framed: two frames and a half in one chunk come one after the other") {
  FrameFraming framing(Limits{});
  Buffer buffer = holding("\0\0\0\3one\0\0\0\3two\0\0\0\5th"sv);
  CHECK(text_of(framing.next(buffer).value().message) == "one");
  framing.consume(buffer, 3);
  CHECK(text_of(framing.next(buffer).value().message) == "two");
  framing.consume(buffer, 3);
  CHECK(framing.next(buffer).value().missing == 3);
  buffer.append(as_bytes("ree"));
  CHECK(text_of(framing.next(buffer).value().message) == "three");
}

TEST_CASE("framed: what the decoder left of a frame goes with it") {
  FrameFraming framing(Limits{});
  Buffer buffer = holding("\0\0\0\5abcde\0\0\0\1f"sv);
  CHECK(framing.next(buffer).value().message.size() == 5);
  framing.consume(buffer, 2);
  CHECK(text_of(framing.next(buffer).value().message) == "f");
}

TEST_CASE("framed: what has arrived of a frame can be used up before it is whole") {
  FrameFraming framing(Limits{});
  Buffer buffer = holding("\0\0\0\x0bhello"sv);
  CHECK(framing.next(buffer).value().missing == 6);
  CHECK(text_of(framing.part(buffer).message) == "hello");
  CHECK(framing.part(buffer).missing == 6);
  CHECK(framing.passed() == 0);
  framing.consume_part(buffer, 4);
  CHECK(framing.passed() == 8);  // with the length in front
  CHECK(text_of(buffer) == "o");
  buffer.append(as_bytes(" wor"));
  CHECK(framing.next(buffer).value().missing == 2);
  CHECK(text_of(framing.part(buffer).message) == "o wor");
  framing.consume_part(buffer, 2);
  CHECK(framing.next(buffer).value().missing == 2);
  buffer.append(as_bytes("ld\0\0\0\1x"sv));
  const Incoming rest = framing.next(buffer).value();
  CHECK(rest.missing == 0);
  CHECK(text_of(rest.message) == "world");
  framing.consume(buffer, 0);
  CHECK(framing.passed() == 0);
  CHECK(text_of(framing.next(buffer).value().message) == "x");
}

TEST_CASE("framed: an empty frame is an empty message") {
  FrameFraming framing(Limits{});
  Buffer buffer = holding("\0\0\0\0"sv);
  const Incoming incoming = framing.next(buffer).value();
  CHECK(incoming.missing == 0);
  CHECK(incoming.message.empty());
  framing.consume(buffer, 0);
  CHECK(buffer.empty());
}

TEST_CASE("framed: a length of the limit is taken, one more is not") {
  FrameFraming framing(Limits{.max_frame = 0x100});
  Buffer most = holding("\0\0\1\0"sv);
  CHECK(framing.next(most).value().missing == 0x100);
  Buffer more = holding("\0\0\1\1"sv);
  const auto refused = framing.next(more);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::frame_limit);
  CHECK(contains(refused.error().text(), "a frame of 257 bytes"));
  CHECK(contains(refused.error().text(), "Limits::max_frame (256)"));
  CHECK(more.capacity() <= 4);
  // Also where the message that it holds has begun to arrive.
  Buffer known = holding("\0\0\1\1\x80\x01\0\x01\0\0\0\x08"sv);
  const auto named = framing.next(known);
  REQUIRE(named.has_error());
  CHECK(named.error().code() == Errc::frame_limit);
}

TEST_CASE("framed: the limit of a message holds inside a frame too") {
  FrameFraming framing(Limits{.max_message = 0x100});
  Buffer more = holding("\0\0\1\1"sv);
  const auto refused = framing.next(more);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::message_limit);
  CHECK(contains(refused.error().text(), "257 bytes, more than Limits::max_message (256)"));
}

TEST_CASE("framed: a negative length is refused") {
  for (const std::string_view four : {"\xff\xff\xff\xff"sv, "\x80\0\0\0"sv, "\x80\2\0\1"sv}) {
    FrameFraming framing(Limits{});
    Buffer buffer = holding(four);
    const auto refused = framing.next(buffer);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code() == Errc::corrupted);
    CHECK(contains(refused.error().text(), "Limits::max_frame (16384000)"));
    CHECK(contains(refused.error().text(), " -"));
  }
}

TEST_CASE("framed: no limit allows a length above 2^31 - 1") {
  FrameFraming framing(Limits{.max_message = ~std::size_t{0}, .max_frame = ~std::size_t{0}});
  Buffer most = holding("\x7f\xff\xff\xff"sv);
  CHECK(framing.next(most).value().missing == 256 * 1024);
  Buffer more = holding("\x80\0\0\0"sv);
  CHECK(framing.next(more).has_error());
  Buffer outgoing;
  outgoing.clear(4);
  CHECK(framing.seal(outgoing, std::size_t{1} << 31).error().code() == Errc::frame_limit);
}

TEST_CASE("framed: a message to send that is too long is refused and not touched") {
  FrameFraming framing(Limits{.max_frame = 4});
  Buffer buffer(64);
  buffer.clear(4);
  buffer.append(as_bytes("12345"));
  const auto refused = framing.seal(buffer, 0);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::frame_limit);
  CHECK(contains(refused.error().text(), "has 5 bytes, more than Limits::max_frame (4)"));
  CHECK(text_of(buffer) == "12345");

  FrameFraming small(Limits{.max_message = 4});
  CHECK(small.seal(buffer, 0).error().code() == Errc::message_limit);
}

TEST_CASE("framed: room is made for what arrives, not for what is announced") {
  FrameFraming framing(Limits{});
  Buffer buffer = holding("\0\xf0\0\0"sv);  // 15,728,640 bytes
  std::size_t most = 0;
  std::size_t rounds = 0;
  while (true) {
    const Incoming incoming = framing.next(buffer).value();
    if (incoming.missing == 0) break;
    const std::size_t arrived = buffer.size() - 4;
    CHECK(incoming.missing <= std::max<std::size_t>(256 * 1024, arrived));
    most = std::max(most, incoming.missing);
    static_cast<void>(buffer.prepare(incoming.missing));
    buffer.commit(incoming.missing);
    ++rounds;
  }
  CHECK(buffer.size() == 0xf00004);
  CHECK(rounds < 12);  // it doubles
  CHECK(most > 4'000'000);
}

TEST_CASE("framed: a peer that sends no frames is recognized by its first bytes") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"GET "sv, "HTTP"},
      {"POST"sv, "HTTP"},
      {"HTTP"sv, "HTTP"},
      {"\x16\x03\x01\x02"sv, "TLS"},
      {"\x15\x03\x03\0"sv, "TLS"},
      {"SSH-"sv, "SSH"},
      {"\x80\x01\0\x01"sv, "unframed Binary"},
      {"\x82\x21\0\x08"sv, "unframed Compact"},
      {"\x82\x41\0\x08"sv, "unframed Compact"},
      {"\x82\x61\0\x08"sv, "unframed Compact"},
      {"\x82\x81\0\x08"sv, "unframed Compact"},
      {"[1,\""sv, "JSON"},
  };
  for (const auto& [four, name] : cases) {
    FrameFraming framing(Limits{});
    Buffer buffer = holding(four);
    const auto refused = framing.next(buffer);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code() == Errc::wrong_peer);
    CHECK(contains(refused.error().text(), "seems to speak " + std::string(name) + "; "));
    if (name.starts_with("unframed")) {
      CHECK(contains(refused.error().text(), "use Buffered instead of Framed on this side"));
      CHECK(contains(refused.error().text(), "TFramedTransport"));
    }
  }
}

TEST_CASE("framed: a length within the limits is a length, whatever it looks like") {
  FrameFraming framing(Limits{.max_message = 0x7fffffff, .max_frame = 0x7fffffff});
  Buffer buffer = holding("GET "sv);
  CHECK(framing.next(buffer).value().missing == 256 * 1024);
}

TEST_CASE("framed: a message goes through a stream") {
  auto [near, far] = Memory::pair();
  Framed<Memory>::Framing<void> sending(Limits{});
  Buffer buffer(64);
  buffer.clear(sending.headroom);
  buffer.append(as_bytes("message"));
  REQUIRE(sending.seal(buffer, 0).has_value());
  const std::array pieces = {buffer.bytes()};
  REQUIRE(near.send(pieces).has_value());

  Framed<Memory>::Framing<void> receiving(Limits{});
  Buffer arrived;
  Incoming incoming = receiving.next(arrived).value();
  while (incoming.missing != 0) {
    arrived.commit(far.receive(arrived.prepare(incoming.missing)).value());
    incoming = receiving.next(arrived).value();
  }
  CHECK(text_of(incoming.message) == "message");
}

}  // namespace
