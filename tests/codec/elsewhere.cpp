// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/elsewhere.hpp>

#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>

#include "elsewhere.hpp"
#include "support.hpp"

namespace {

using namespace owned;
using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::hex_of;

// The same structs, each compiled here.
struct NearLeaf {
  std::int32_t number = 7;
  std::int32_t other = 0;
};
struct NearTree {
  std::string name = {};
  NearLeaf leaf = {};
  std::optional<NearLeaf> more = {};
  std::vector<NearLeaf> leaves = {};
  std::map<std::int32_t, NearLeaf> by_number = {};
  std::vector<NearTree> branches = {};
};

Tree tree() {
  Tree value{"oak", {1, 2}, Leaf{3, 4}, {{5, 6}, {7, 8}}, {{9, {10, 11}}}, {}};
  value.branches.push_back({"twig", {}, {}, {}, {}, {}});
  return value;
}
NearTree near_tree() {
  NearTree value{"oak", {1, 2}, NearLeaf{3, 4}, {{5, 6}, {7, 8}}, {{9, {10, 11}}}, {}};
  value.branches.push_back({"twig", {}, {}, {}, {}, {}});
  return value;
}

static_assert(detail::Elsewhere<Binary, Leaf> && !detail::Elsewhere<Binary, Garden>);
static_assert(!detail::shape_of<Binary, Leaf>.flat);

TEMPLATE_TEST_CASE("elsewhere: the bytes are those of a codec that is compiled here", "", Binary,
                   Compact) {
  CHECK(hex_of(encode<TestType>(tree())) == hex_of(encode<TestType>(near_tree())));
  CHECK(decode<TestType, Tree>(encode<TestType>(near_tree())) == tree());
  Buffer buffer;
  encode_to<TestType>(tree(), buffer);
  CHECK(decode<TestType, Tree>(buffer.bytes()) == tree());
}

TEMPLATE_TEST_CASE("elsewhere: a struct that is compiled here holds those that are not", "", Binary,
                   Compact) {
  const Garden garden{1, {2, 3}, {tree(), tree()}};
  const auto bytes = encode<TestType>(garden);
  CHECK(decode<TestType, Garden>(bytes) == garden);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(!try_decode<TestType, Garden>(std::span(bytes).first(size)));
}

TEST_CASE("elsewhere: what is nested too deep can't be encoded") {
  Tree nested = tree();
  for (int i = 0; i < 4; ++i) nested = {"twig", {}, {}, {}, {}, {nested}};
  Limits limits;
  limits.max_depth = 3;
  Buffer buffer;
  CHECK_THROWS_AS(encode_to<Binary>(nested, buffer, limits), ProtocolException);
  limits.max_depth = 8;
  encode_to<Binary>(nested, buffer, limits);
  CHECK(decode<Binary, Tree>(buffer.bytes()) == nested);
}

TEST_CASE("elsewhere: long strings are copied, and grow what is written to") {
  const Tree large{std::string(20000, 'x'), {}, {}, {{5, 6}}, {}, {{std::string(9000, 'y')}}};
  std::vector<std::byte> bytes;
  encode_to<Compact>(large, bytes);
  CHECK(decode<Compact, Tree>(bytes) == large);
}

TEST_CASE("elsewhere: fields that are absent get their defaults, errors name their place") {
  const auto leaf = decode<Binary, Leaf>(bytes_of("08 0002 00000005 00"));
  CHECK(leaf == Leaf{7, 5});
  const auto missing = try_decode<Binary, Tree>(bytes_of("0b 0001 00000000 00"));
  REQUIRE(!missing);
  CHECK(missing.error().code() == Errc::missing_required);
  CHECK_THAT(missing.error().text(), Catch::Contains("field 'leaf' of Tree"));
}

TEST_CASE("elsewhere: what one protocol learns of new structs does not mislead another") {
  // In Binary, a wall has nothing but its id that can be made blank.
  const auto bytes = bytes_of("00");
  CHECK(decode<Binary, Wall>(bytes) == Wall{});
  CHECK(decode<Compact, Wall>(bytes) == Wall{});
  CHECK(decode<Compact, Wall>(bytes) == Wall{});
}

}  // namespace
