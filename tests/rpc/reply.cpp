// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/reply.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include <codec/support.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::contains;

/// A reply, and its result.
template <class Result>
struct Read : detail::Reply {
  Result result{};
};

/// A reply of the method, read from its body.
template <auto Method>
auto read(std::string_view text) {
  using Declared = detail::result_of<Method>;
  using M = typename detail::method_at<Method>::Method;
  constexpr bool is_void = std::is_void_v<Declared>;
  const auto bytes = bytes_of(text);
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  Read<std::conditional_t<is_void, std::nullptr_t, Declared>> reply;
  void* const result = is_void ? nullptr : &reply.result;
  const detail::IncomingReply incoming = {reply, detail::reply_plan_of<Binary, M>, result};
  REQUIRE(incoming.decode<Binary>(in, in.begin) == in.end);
  return reply;
}

TEST_CASE("reply: holds the result, or the declared exception as an error") {
  const auto seven = read<&Harbor::sail>("08 0000 00000007 00");
  CHECK(seven.has_result);
  CHECK(seven.result == 7);
  CHECK(seven.thrown.code() == Errc::none);

  auto storm = read<&Harbor::sail>("0c 0002 08 0001 00000005 00 00");
  CHECK(!storm.has_result);
  CHECK(storm.thrown.code() == Errc::declared);
  const Error error = detail::failure_in(storm, "sail", true);
  CHECK(contains(error.text(), "5"));
  CHECK_THROWS_AS(error.raise(), Storm);
}

TEST_CASE("reply: the text of an exception is bounded, its fields are not") {
  auto fog = read<&Harbor::sail>("0c 0003 0b 0001 000f4240 78*1000000 00 00");
  const Error error = detail::failure_in(fog, "sail", true);
  CHECK(error.text().size() < 5000);
  CHECK(error.text().starts_with("Fog(thickness=xxx"));
  try {
    error.raise();
  } catch (const Fog& thick) {
    CHECK(thick.thickness.size() == 1'000'000);
  }
}

TEST_CASE("reply: what comes twice counts as it came last") {
  const auto eight = read<&Harbor::sail>("08 0000 00000007 08 0000 00000008 00");
  CHECK(eight.result == 8);
}

TEST_CASE("reply: a field that nobody declared, or a result of another type, is no answer") {
  auto empty = read<&Harbor::sail>("00");
  CHECK(contains(detail::failure_in(empty, "sail", true).text(), "neither a result"));
  auto unknown = read<&Harbor::sail>("08 0007 00000007 00");
  CHECK(unknown.unknown_field == 7);
  CHECK(contains(detail::failure_in(unknown, "sail", true).text(), "field 7"));
  auto other = read<&Harbor::sail>("0a 0000 0000000000000007 00");
  CHECK(!other.has_result);
  CHECK(detail::failure_in(other, "sail", true).application_code() ==
        ApplicationCode::missing_result);
}

TEST_CASE("reply: of a void method may be empty, and may hold a result that it has got since") {
  auto empty = read<&Harbor::ping>("00");
  CHECK(detail::failure_in(empty, "ping", false).code() == Errc::none);
  auto result = read<&Harbor::ping>("08 0000 00000007 00");
  CHECK(detail::failure_in(result, "ping", false).code() == Errc::none);
  auto exception = read<&Harbor::ping>("0c 0001 00 00");
  CHECK(detail::failure_in(exception, "ping", false).code() == Errc::application);
}

}  // namespace
