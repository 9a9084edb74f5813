// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <rpc/support.hpp>

// A peer that speaks something else is named: by a server that it calls, and by a client that it
// answers.

using namespace seathrift;
using namespace seathrift::testing;
using harbor::Harbor;

namespace {

#define ALL_STACKS BinaryFramed, BinaryBuffered, CompactFramed, CompactBuffered

/// What somebody says first, as a client or as a server.
struct Foreign {
  std::string_view name;
  std::string_view calls;
  std::string_view answers;
};

// As they were seen on the wire; texts end in front of what is of no interest.
constexpr Foreign others[] = {
    {"HTTP", "'POST / HTTP/1.1' 0d0a 'Host: harbor' 0d0a0d0a",
     "'HTTP/1.1 400 Bad Request' 0d0a 'Connection: close' 0d0a0d0a"},
    {"HTTP", "'GET / HTTP/1.1' 0d0a 'Host: harbor' 0d0a0d0a", "'HTTP/1.0 404 Not Found' 0d0a0d0a"},
    {"HTTP", "'PRI * HTTP/2.0' 0d0a0d0a 'SM' 0d0a0d0a", "'HTTP/1.1 426' 0d0a0d0a"},
    // TLS 1.3: a ClientHello, and the alert of a server to what is none; a ServerHello.
    {"TLS", "16 0301 0200 01 0001fc 0303 7d*32 20 5a*32 0008 1302 1303 1301 00ff 0100 00*20",
     "15 0301 0002 02 46"},
    {"TLS", "16 0301 00a5 01 0000a1 0303 11*32 00 0004 c02f 00ff 0100 00*20",
     "16 0303 007a 02 000076 0303 22*32 20 5a*32 1302 00 002e 00*20"},
    {"SSH", "'SSH-2.0-OpenSSH_9.2p1 Debian-2' 0d0a", "'SSH-2.0-OpenSSH_9.2p1 Debian-2' 0d0a"},
    {"JSON", "5b312c22 'add' 22 ',1,1,{' 22 '1' 22 ':{' 22 'i32' 22 ':1}}]'",
     "5b312c22 'add' 22 ',2,1,{' 22 '0' 22 ':{' 22 'i32' 22 ':2}}]'"},
    {"JSON", "0000001d 5b312c22 'add' 22 ',1,1,{' 22 '1' 22 ':{' 22 'i32' 22 ':1}}]'",
     "0000001d 5b312c22 'add' 22 ',2,1,{' 22 '0' 22 ':{' 22 'i32' 22 ':2}}]'"},
    {"Header", "00000023 0fff 0000 00000000 0001 00000000 80010001 00000008 'testVoid' 00000000 00",
     "00000023 0fff 0000 00000000 0001 00000000 80010002 00000008 'testVoid' 00000000 00"},
    {"Zlib", "789c 6a60646060e40cce2fcdcc4b572c4a2d4e2d2a4b4d010000ffff",
     "789c 6a60646060e2e04ececf2d284a2d2e4e4d010000ffff"},
};

template <class S>
std::string told_by_server(const Bytes& bytes) {
  auto [mine, theirs] = Memory::pair({.read_timeout = 2s});
  std::string told;
  ProcessorOptions options;
  options.on_error = [&](const ConnectionInfo&, std::string_view, std::exception_ptr error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& exception) {
      told += exception.what();
    }
  };
  harbor::Handler handler;
  const typename S::Processor processor(std::ref(handler), options);
  typename S::Processor::Channel channel(std::move(mine), Limits{});
  const auto lease = processor.lease({});
  send_bytes(theirs, bytes);
  CHECK(processor.process(channel, lease, {}) == S::Processor::Outcome::ended);
  CHECK(handler.notes.empty());
  return told;
}

template <class S>
std::string told_by_client(const Bytes& bytes) {
  auto [mine, theirs] = Memory::pair({.read_timeout = 2s});
  typename S::Client client(std::move(mine));
  send_bytes(theirs, bytes);
  const auto result = client.template try_call<&Harbor::add>(1, 2);
  REQUIRE(!result);
  CHECK(!client.link().is_open());
  return result.error().text();
}

/// Both sides name the peer, and a remedy.
template <class S>
void check(const Bytes& call, const Bytes& answer, std::string_view name) {
  CAPTURE(name, S::Protocol::name, S::framed, hex_of(call), hex_of(answer));
  for (const std::string& text : {told_by_server<S>(call), told_by_client<S>(answer)}) {
    CAPTURE(text);
    CHECK(contains(text, name));
    CHECK(contains(text, "seems to speak"));
    // It is not taken for a slow peer.
    CHECK(!contains(text, "timeout"));
  }
}

/// A stack's own call and answer.
template <class S>
Bytes call_of() {
  return request<S>("add", 1, body<S>(TwoNumbers{1, 2}));
}
template <class S>
Bytes answer_of() {
  return reply<S>("add", 1, result<S, &Harbor::add>(3));
}

template <class S, class Other>
void check_other() {
  if constexpr (!std::is_same_v<S, Other>) {
    // What differs is named: the protocol, or else the framing.
    constexpr bool same = std::is_same_v<typename S::Protocol, typename Other::Protocol>;
    const std::string name =
        same ? std::string(Other::framed ? "framed " : "unframed ").append(Other::Protocol::name)
             : std::string(Other::Protocol::name);
    check<S>(call_of<Other>(), answer_of<Other>(), name);
    // Several messages at once, or only the first bytes of one.
    Bytes calls = call_of<Other>();
    Bytes answers = answer_of<Other>();
    for (int i = 0; i != 3; ++i) {
      append(calls, call_of<Other>());
      append(answers, answer_of<Other>());
    }
    check<S>(calls, answers, name);
  }
}

}  // namespace

TEMPLATE_TEST_CASE("hostile: a peer that speaks something else is named on either side", "",
                   ALL_STACKS) {
  for (const Foreign& other : others)
    check<TestType>(bytes_of(other.calls), bytes_of(other.answers), other.name);
}

TEMPLATE_TEST_CASE("hostile: a peer of another stack is named on either side", "", ALL_STACKS) {
  check_other<TestType, BinaryFramed>();
  check_other<TestType, BinaryBuffered>();
  check_other<TestType, CompactFramed>();
  check_other<TestType, CompactBuffered>();
}

namespace {

/// What a server answers to these bytes.
template <class S>
Bytes answer_to(const Bytes& bytes) {
  auto [mine, theirs] = Memory::pair({.read_timeout = 2s});
  harbor::Handler handler;
  const typename S::Processor processor(std::ref(handler), ProcessorOptions{});
  typename S::Processor::Channel channel(std::move(mine), Limits{});
  send_bytes(theirs, bytes);
  CHECK(processor.process(channel, processor.lease({}), {}) == S::Processor::Outcome::ended);
  channel.stream().close();
  Bytes all;
  std::array<std::byte, 4096> room;
  for (;;) {
    const std::size_t size = theirs.receive(room).value();
    if (size == 0) return all;
    all.insert(all.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(size));
  }
}

template <class S>
std::string stack_name() {
  return std::string(S::framed ? "framed " : "unframed ").append(S::Protocol::name);
}

/// How a call ends for a client of the stack that is answered so.
template <class S>
Result<std::int32_t> answered(const Bytes& answer) {
  auto [mine, theirs] = Memory::pair({.read_timeout = 2s});
  typename S::Client client(std::move(mine));
  send_bytes(theirs, answer);
  return client.template try_call<&Harbor::add>(1, 2);
}

/// A client of another stack is told, in an answer that it understands, what both sides speak.
template <class S, class Other>
void check_answer() {
  if constexpr (!std::is_same_v<S, Other>) {
    CAPTURE(stack_name<S>(), stack_name<Other>());
    const auto result = answered<Other>(answer_to<S>(call_of<Other>()));
    REQUIRE(!result);
    CAPTURE(result.error().text());
    CHECK(result.error().application_code() == ApplicationCode::protocol_error);
    CHECK(contains(result.error().text(), "this server speaks " + stack_name<S>()));
    CHECK(contains(result.error().text(), "the client seems to speak " + stack_name<Other>()));
    // Nobody waits for an answer to these.
    CHECK(answer_to<S>(answer_of<Other>()).empty());
    CHECK(answer_to<S>(request<Other>("note", 0, body<Other>(OneText{"x"}), MessageType::oneway))
              .empty());
  }
}

}  // namespace

TEMPLATE_TEST_CASE("hostile: a caller of another stack is told what both sides speak", "",
                   ALL_STACKS) {
  check_answer<TestType, BinaryFramed>();
  check_answer<TestType, BinaryBuffered>();
  check_answer<TestType, CompactFramed>();
  check_answer<TestType, CompactBuffered>();
}

TEMPLATE_TEST_CASE("hostile: a caller without a version is told what both sides speak", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes message = bytes_of("00000003 'add' 01 00000001 080001 00000001 080002 00000002 00");
  for (const bool framed : {false, true}) {
    if (std::is_same_v<typename S::Protocol, Binary> && framed == S::framed) continue;
    Bytes call = framed ? bytes_of("0000001b") : Bytes();
    append(call, message);
    const std::string_view name = framed ? "framed Binary" : "unframed Binary";
    CAPTURE(stack_name<S>(), name);
    const std::string told = told_by_server<S>(call);
    CAPTURE(told);
    CHECK(contains(told, "seems to speak "));
    CHECK(contains(told,
                   framed != S::framed && !std::is_same_v<S, CompactBuffered> ? name : "Binary"));
    // Those who write without a version read with one.
    const Bytes answer = answer_to<S>(call);
    const auto result = framed ? answered<BinaryFramed>(answer) : answered<BinaryBuffered>(answer);
    REQUIRE(!result);
    CHECK(result.error().application_code() == ApplicationCode::protocol_error);
    CHECK(contains(result.error().text(), "this server speaks " + stack_name<S>() +
                                              ", the client seems to speak " + std::string(name)));
  }
}

TEMPLATE_TEST_CASE("hostile: a caller over HTTP, TLS or in JSON is told so in kind", "",
                   ALL_STACKS) {
  for (const Foreign& other : others) {
    const Bytes bytes = answer_to<TestType>(bytes_of(other.calls));
    const std::string answer(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    CAPTURE(other.name, other.calls, answer);
    if (other.name == "SSH" || other.name == "Header" || other.name == "Zlib") {
      CHECK(answer.empty());
      continue;
    }
    // As this side would name who said that.
    CHECK(contains(recognize(bytes), other.name));
    if (other.name == "TLS") continue;
    CHECK(contains(answer, "this server speaks " + stack_name<TestType>()));
    CHECK(contains(answer, "the client seems to speak "));
    CHECK(contains(answer, other.name));
  }
  // To one who answers, nothing is said.
  for (const Foreign& other : others)
    if (other.name == "HTTP") CHECK(answer_to<TestType>(bytes_of(other.answers)).empty());
}
