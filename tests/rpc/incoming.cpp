// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/incoming.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using seathrift::testing::bytes_of;

template <int... Given>
using Numbers = detail::Ids<0, Given...>;

/// Reads values from the body of a message; what went wrong is in `in`.
template <class Ids, class... T>
bool read(detail::Input& in, T&... values) {
  void* const addresses[] = {std::addressof(values)..., nullptr};
  const std::byte* const end = detail::decode_arguments<Binary>(
      in, in.begin, detail::incoming_plan<Binary, Ids, T...>, addresses);
  return end == in.end;
}
template <class Ids, class... T>
bool read(std::string_view text, T&... values) {
  const auto bytes = bytes_of(text);
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  return read<Ids>(in, values...);
}

TEST_CASE("incoming: values are found by their ids, in any order") {
  std::int32_t a = 0;
  std::string b;
  REQUIRE(read<Numbers<1, 2>>("08 0001 00000007  0b 0002 00000001 78  00", a, b));
  CHECK(a == 7);
  CHECK(b == "x");
  REQUIRE(read<Numbers<1, 2>>("0b 0002 00000001 79  08 0001 00000008  00", a, b));
  CHECK(a == 8);
  CHECK(b == "y");

  std::vector<std::int32_t> list;
  REQUIRE(read<Numbers<9, 3>>("0f 0009 08 00000001 00000005  08 0003 00000006  00", list, a));
  CHECK(list == std::vector<std::int32_t>{5});
  CHECK(a == 6);
}

TEST_CASE("incoming: what is not in the message stays as it was, what nobody knows is skipped") {
  std::int32_t a = 1;
  std::vector<std::int32_t> list = {2};
  REQUIRE(read<Numbers<1, 2>>("08 0005 00000007  00", a, list));
  REQUIRE(read<Numbers<1, 2>>("0b 0001 00000000  00", a, list));
  CHECK(a == 1);
  CHECK(list == std::vector<std::int32_t>{2});
}

TEST_CASE("incoming: an error names the method and the parameter") {
  const std::string_view texts[] = {"pack", "number", "list"};
  std::int32_t a = 0;
  std::vector<std::int32_t> list;
  const auto bytes = bytes_of("08 0003 00000007  0f 0001 08 7fffffff");
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  CHECK(!read<Numbers<3, 1>>(in, a, list));
  detail::name_arguments(in, texts);
  REQUIRE(in.record == texts);
  REQUIRE(in.field != nullptr);
  CHECK(*in.field == "list");

  std::int64_t b = 0;
  const auto cut = bytes_of("08 0001 0000");
  detail::Input short_one(cut.data(), cut.size(), Limits{});
  CHECK(!read<Numbers<1, 2>>(short_one, a, b));
  detail::name_arguments(short_one, texts);
  REQUIRE(short_one.field != nullptr);
  CHECK(*short_one.field == "number");
}

}  // namespace
