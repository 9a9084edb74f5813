// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/buffered.hpp>

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include <seathrift/transport/memory.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

/// Messages of a made-up protocol: a byte that says how many hundreds of bytes follow it. It never
/// looks at a byte twice.
class HundredsScanner {
 public:
  explicit HundredsScanner(const Limits&) {}

  Result<std::size_t> scan(std::span<const std::byte> bytes) {
    if (bytes.empty()) return std::size_t{1};
    if (size_ == 0) {
      ++looked;
      if (bytes[0] == std::byte{0xff}) return Error(Errc::invalid_data, "no such message");
      size_ = 1 + 100 * std::to_integer<std::size_t>(bytes[0]);
    }
    return bytes.size() < size_ ? size_ - bytes.size() : 0;
  }
  std::size_t size() const { return size_; }
  void reset() { size_ = 0; }

  static inline int looked = 0;

 private:
  std::size_t size_ = 0;
};

/// One that announces more than memory holds.
class HugeScanner {
 public:
  explicit HugeScanner(const Limits&) {}
  Result<std::size_t> scan(std::span<const std::byte> bytes) const {
    return std::size_t{1'000'000'000} - bytes.size();
  }
  std::size_t size() const { return 0; }
  void reset() {}
};

using Hundreds = BufferedFraming<HundredsScanner>;

static_assert(MessageScanner<HundredsScanner> && MessageScanner<HugeScanner>);
static_assert(Framing<Hundreds>);
static_assert(MessageTransport<Buffered<Memory>>);
static_assert(std::same_as<Buffered<Memory>::Framing<HundredsScanner>, Hundreds>);
static_assert(Hundreds::headroom == 0 && !Hundreds::bounded);

std::string message(char hundreds) {
  return hundreds + std::string(static_cast<std::size_t>(hundreds) * 100, 'm');
}

TEST_CASE("buffered: nothing is put in front of a message") {
  Hundreds framing(Limits{});
  Buffer buffer;
  buffer.append(as_bytes("abc"));
  REQUIRE(framing.seal(buffer, 5).has_value());
  CHECK(text_of(buffer) == "abc");
}

TEST_CASE("buffered: what is there is given to the decoder at once") {
  Hundreds framing(Limits{});
  Buffer buffer;
  CHECK(framing.next(buffer).value().missing == 1);
  buffer.append(as_bytes("\1mm"));
  const Incoming incoming = framing.next(buffer).value();
  CHECK(incoming.missing == 0);
  CHECK(incoming.message.data() == buffer.data());
  CHECK(incoming.message.size() == 3);
}

TEST_CASE("buffered: a message that comes byte by byte is scanned once") {
  Hundreds framing(Limits{});
  const std::string whole = message(2);
  Buffer buffer;
  HundredsScanner::looked = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i != 0) CHECK(framing.incomplete(buffer).value() == whole.size() - i);
    buffer.append(as_bytes(whole).subspan(i, 1));
  }
  CHECK(framing.incomplete(buffer).value() == 0);
  CHECK(HundredsScanner::looked == 1);
  framing.consume(buffer, whole.size());
  CHECK(buffer.empty());
}

TEST_CASE("buffered: messages in one chunk come one after the other") {
  Hundreds framing(Limits{});
  Buffer buffer;
  buffer.append(as_bytes(message(1) + message(3) + message(2).substr(0, 50)));
  CHECK(framing.next(buffer).value().message.size() == 101 + 301 + 50);
  framing.consume(buffer, 101);
  CHECK(framing.incomplete(buffer).value() == 0);
  framing.consume(buffer, 301);
  CHECK(framing.next(buffer).value().message.size() == 50);
  // The scanner has forgotten the message before.
  CHECK(framing.incomplete(buffer).value() == 151);
}

TEST_CASE("buffered: a message to send that is too long is refused") {
  Hundreds framing(Limits{.max_message = 4});
  Buffer buffer;
  buffer.append(as_bytes("123"));
  CHECK(framing.seal(buffer, 1).has_value());
  const auto refused = framing.seal(buffer, 2);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::message_limit);
  CHECK(contains(refused.error().text(), "has 5 bytes, more than Limits::max_message (4)"));
}

TEST_CASE("buffered: a message that is announced or arrives too long is refused") {
  Hundreds exact(Limits{.max_message = 301});
  Hundreds short_by_one(Limits{.max_message = 300});
  Buffer begun;
  begun.append(as_bytes("\3m"));
  CHECK(exact.incomplete(begun).value() == 299);
  const auto refused = short_by_one.incomplete(begun);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::message_limit);
  CHECK(
      contains(refused.error().text(), "at least 301 bytes, more than Limits::max_message (300)"));

  // Whole at once: the decoder gets no more than the limit, and runs out of bytes.
  Buffer whole;
  whole.append(as_bytes(message(3)));
  Hundreds fresh(Limits{.max_message = 300});
  CHECK(fresh.next(whole).value().message.size() == 300);
  CHECK(fresh.incomplete(whole).error().code() == Errc::message_limit);
  // Several short ones may well be more than the limit together.
  Buffer many;
  many.append(as_bytes(message(2) + message(2)));
  Hundreds patient(Limits{.max_message = 201});
  CHECK(patient.next(many).value().message.size() == 201);
  CHECK(patient.incomplete(many).value() == 0);
}

TEST_CASE("buffered: room is made for what arrives, not for what is announced") {
  BufferedFraming<HugeScanner> framing(Limits{.max_message = 1'000'000'000});
  Buffer buffer;
  buffer.append(as_bytes("x"));
  CHECK(framing.incomplete(buffer).value() == 256 * 1024);
  buffer.append(as_bytes(std::string(300'000, 'x')));
  CHECK(framing.incomplete(buffer).value() == 300'001);
}

TEST_CASE("buffered: what the scanner says is passed on") {
  Hundreds framing(Limits{});
  Buffer buffer;
  buffer.append(as_bytes("\xff"));
  const auto refused = framing.incomplete(buffer);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::invalid_data);
}

}  // namespace
