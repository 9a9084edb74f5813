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

template <auto Method, class... Values>
auto arguments(const Values&... values) {
  using Ids = typename detail::method_at<Method>::Method::Parameter_ids;
  return detail::Arguments<Ids, std::index_sequence_for<Values...>, const Values&...>{{values}...};
}

TEST_CASE("message: arguments are a struct with the parameters' ids") {
  CHECK(hex_of(encode<Binary>(arguments<&Harbor::add>(std::int32_t{1}, std::int32_t{2}))) ==
        hex("08 0001 00000001  08 0002 00000002  00"));
  CHECK(hex_of(encode<Compact>(arguments<&Harbor::add>(std::int32_t{1}, std::int32_t{2}))) ==
        hex("15 02 15 04 00"));
  CHECK(hex_of(encode<Binary>(arguments<&Harbor::ping>())) == hex("00"));
}

TEST_CASE("message: a result is field 0, an exception has the id it is declared with") {
  CHECK(hex_of(encode<Binary>(detail::EmptyAnswer{})) == hex("00"));
  const std::int32_t seven = 7;
  const detail::Answer<0, const std::int32_t&> result{{seven}};
  CHECK(hex_of(encode<Binary>(result)) == hex("08 0000 00000007 00"));
  CHECK(hex_of(encode<Compact>(result)) == hex("05 00 0e 00"));
  const Storm storm(5);
  CHECK(hex_of(encode<Binary>(detail::Answer<2, const Storm&>{{storm}})) ==
        hex("0c 0002 08 0001 00000005 00 00"));
}

}  // namespace
