// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/application_error.hpp>

#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include <seathrift/core/buffer.hpp>

#include <codec/support.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

/// The body of the message that carries the error.
template <class P>
auto written(const detail::ApplicationError& error) {
  Buffer buffer;
  auto out = detail::output_to<true>(buffer);
  const MessageHead head{"m", MessageType::exception, 1};
  const std::byte* const end = detail::encode_message<P>(out, head, error);
  detail::Input in(out.begin, static_cast<std::size_t>(end - out.begin), Limits{});
  MessageHead again;
  const std::byte* const body = P::read_message(in, in.begin, again);
  REQUIRE(body != nullptr);
  CHECK(again.type == MessageType::exception);
  return hex_of(std::vector<std::byte>(body, end));
}

/// What is read from the bytes of a struct; nothing when they are refused.
template <class P>
std::optional<detail::ApplicationError> read(std::string_view text) {
  const auto bytes = bytes_of(text);
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  detail::ApplicationError error;
  const std::byte* const end = detail::decode_error<P>(in, in.begin, error);
  if (end == nullptr) return std::nullopt;
  CHECK(end == in.end);
  return error;
}

TEST_CASE("application error: travels as a text and a code") {
  CHECK(written<Binary>({"no", 1}) == hex("0b 0001 00000002 'no'  08 0002 00000001  00"));
  CHECK(written<Compact>({"no", 1}) == hex("18 02 'no' 15 02 00"));
  CHECK(read<Binary>("0b 0001 00000002 'no'  08 0002 00000001  00")->message == "no");
  CHECK(read<Compact>("18 02 'no' 15 02 00")->type == 1);
}

TEST_CASE("application error: neither field is required, others are passed over") {
  const auto empty = read<Binary>("0b 0009 00000000 00");
  REQUIRE(empty);
  CHECK(empty->message.empty());
  CHECK(empty->type == 0);
  CHECK(read<Binary>("0a 0001 0000000000000007 08 0002 00000006 00")->type == 6);
}

TEST_CASE("application error: one that is cut short is refused at each byte") {
  const std::string_view whole = "0b 0001 00000002 'no' 08 0002 00000001 00";
  auto bytes = bytes_of(whole);
  while (!bytes.empty()) {
    bytes.pop_back();
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    static constexpr std::byte nothing{};
    if (bytes.empty()) in = detail::Input(&nothing, 0, Limits{});
    detail::ApplicationError error;
    CHECK(detail::decode_error<Binary>(in, in.begin, error) == nullptr);
    CHECK(in.error == Errc::truncated);
  }
}

}  // namespace
