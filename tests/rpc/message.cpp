// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/message.hpp>

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include <catch2/catch.hpp>

#include <codec/support.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

template <auto Method>
using Reply = detail::ReplyOf<detail::method_at<Method>>;

template <auto Method, class... Values>
auto arguments(const Values&... values) {
  using At = detail::method_at<Method>;
  return detail::Arguments<At, std::tuple<const Values&...>>{{values...}};
}

TEST_CASE("message: arguments are a struct with the parameters' ids") {
  CHECK(hex_of(encode<Binary>(arguments<&Harbor::add>(std::int32_t{1}, std::int32_t{2}))) ==
        hex("08 0001 00000001  08 0002 00000002  00"));
  CHECK(hex_of(encode<Compact>(arguments<&Harbor::add>(std::int32_t{1}, std::int32_t{2}))) ==
        hex("15 02 15 04 00"));
  CHECK(hex_of(encode<Binary>(arguments<&Harbor::ping>())) == hex("00"));
}

TEST_CASE("message: a result is field 0, an exception has the id it is declared with") {
  Reply<&Harbor::sail> reply;
  CHECK(hex_of(encode<Binary>(reply)) == hex("00"));
  std::get<0>(reply.values) = 7;
  CHECK(hex_of(encode<Binary>(reply)) == hex("08 0000 00000007 00"));
  CHECK(hex_of(encode<Compact>(reply)) == hex("05 00 0e 00"));
  std::get<0>(reply.values).reset();
  std::get<2>(reply.values).emplace(5);
  CHECK(hex_of(encode<Binary>(reply)) == hex("0c 0002 08 0001 00000005 00 00"));

  Reply<&Harbor::anchor> anchor;
  std::get<0>(anchor.values).emplace(5);
  CHECK(hex_of(encode<Binary>(anchor)) == hex("0c 0003 08 0001 00000005 00 00"));
  CHECK(hex_of(encode<Binary>(Reply<&Harbor::ping>())) == hex("00"));
}

TEST_CASE("message: a reply that is read holds one of its values, or none") {
  const auto read = [](std::string_view text) {
    return decode<Binary, Reply<&Harbor::sail>>(seathrift::testing::bytes_of(text));
  };
  CHECK(read("00").is_empty());
  CHECK(std::get<0>(read("08 0000 00000007 00").values) == 7);
  CHECK(!read("08 0000 00000007 00").is_empty());
  CHECK(std::get<2>(read("0c 0002 08 0001 00000005 00 00").values)->force == 5);
  // A field that nobody declared, and a result of another type.
  CHECK(read("08 0007 00000007 00").is_empty());
  CHECK(read("0a 0000 0000000000000007 00").is_empty());
}

TEST_CASE("message: an application exception is a text and a code, neither of them required") {
  CHECK(hex_of(encode<Binary>(detail::ApplicationError{"no", 1})) ==
        hex("0b 0001 00000002 'no'  08 0002 00000001  00"));
  CHECK(hex_of(encode<Compact>(detail::ApplicationError{"no", 1})) == hex("18 02 'no' 15 02 00"));
  const auto empty =
      decode<Binary, detail::ApplicationError>(seathrift::testing::bytes_of("0b 0009 00000000 00"));
  CHECK(empty.message.empty());
  CHECK(empty.type == 0);
}

}  // namespace
