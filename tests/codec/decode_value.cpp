// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/decode_value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

struct Leaf {
  std::int32_t value = 1;
  std::string text = "leaf";
  bool operator==(const Leaf&) const = default;
};
SEATHRIFT_STRUCT(Leaf, (1, value), (2, text))

struct Shape : Union<Leaf, std::string, bool, std::vector<std::int32_t>> {
  using Union::Union;
};
SEATHRIFT_UNION(Shape, (1, leaf), (2, label), (5, flag), (40, numbers))

struct Tree : Union<std::vector<Tree>, std::int32_t> {
  using Union::Union;
};
SEATHRIFT_UNION(Tree, (1, branches), (2, leaf))

struct Chain {
  std::int32_t value = 0;
  std::unique_ptr<Chain> next;
};
SEATHRIFT_STRUCT(Chain, (1, value), (2, next))

struct Sharing {
  std::shared_ptr<Leaf> leaf;
  std::shared_ptr<const Leaf> constant;
  std::int32_t behind = 0;
};
SEATHRIFT_STRUCT(Sharing, (1, leaf), (2, constant), (3, behind))

struct Owning {
  std::int32_t before = 0;
  std::unique_ptr<Leaf> leaf;
};
SEATHRIFT_STRUCT(Owning, (1, before), (2, leaf, required))

struct Many {
  std::vector<std::unique_ptr<Leaf>> all;
};
SEATHRIFT_STRUCT(Many, (1, all))

struct Needy {
  std::int32_t first = 0;
  std::string second;
  std::vector<std::int32_t> third;
};
SEATHRIFT_STRUCT(Needy, (1, first), (2, second, required), (3, third, required))

struct Parent {
  std::vector<Needy> children;
};
SEATHRIFT_STRUCT(Parent, (7, children))

template <class P, class T>
T from(std::string_view text) {
  return decode<P, T>(bytes_of(text));
}

template <class P, class T>
Error failure(std::string_view text) {
  const auto result = try_decode<P, T>(bytes_of(text));
  REQUIRE(!result);
  return result.error();
}

}  // namespace

// ---- unions

TEMPLATE_TEST_CASE("decode: each member of a union comes back", "", Binary, Compact) {
  for (const Shape& shape : {Shape{}, Shape{Leaf{5, "five"}}, Shape{std::string("label")},
                             Shape{true}, Shape{false}, Shape{std::vector<std::int32_t>{1, 2}}}) {
    CAPTURE(shape.index());
    REQUIRE(decode<TestType, Shape>(encode<TestType>(shape)) == shape);
    Shape kept{std::string("old")};
    decode_to<TestType>(encode<TestType>(shape), kept);
    REQUIRE(kept == shape);
  }
}

TEST_CASE("decode: a union of no member is none") {
  REQUIRE(from<Compact, Shape>("00").empty());
  REQUIRE(from<Binary, Shape>("00").empty());
}

TEST_CASE("decode: of two members of a union the last one counts") {
  REQUIRE(from<Compact, Shape>("28 01 'a' 31 00") == Shape{true});
  REQUIRE(from<Compact, Shape>("51 08 04 01 'b' 00") == Shape{std::string("b")});
  REQUIRE(from<Binary, Shape>("02 0005 01 0b 0002 00000001 'b' 00") == Shape{std::string("b")});
}

TEST_CASE("decode: a union's member that is unknown, or of another type, leaves it empty") {
  REQUIRE(from<Compact, Shape>("98 01 'a' 00").empty());
  REQUIRE(from<Compact, Shape>("15 02 00").empty());
  Shape kept{true};
  decode_to<Binary>(bytes_of("0b 0063 00000001 'x' 00"), kept);
  REQUIRE(kept.empty());
  REQUIRE(from<Compact, Shape>("28 01 'a' 05 c601 02 00") == Shape{std::string("a")});
}

TEST_CASE("decode: an error in a union's member names the member") {
  const Error error = failure<Compact, Shape>("28 7f 'a' 00");
  REQUIRE(error.code() == Errc::truncated);
  REQUIRE(error.text().find("field 'label' of Shape, byte 2 of 4") != std::string::npos);
}

TEMPLATE_TEST_CASE("decode: a union's depth is bounded, for writing as for reading", "", Binary,
                   Compact) {
  const auto nested = [](int levels) {
    Tree tree{std::int32_t{1}};
    for (int i = 1; i < levels; ++i) {
      std::vector<Tree> branches;
      branches.push_back(std::move(tree));
      tree = Tree{std::move(branches)};
    }
    return tree;
  };
  REQUIRE(decode<TestType, Tree>(encode<TestType>(nested(64))) == nested(64));
  REQUIRE_THROWS_AS(encode<TestType>(nested(65)), ProtocolException);
}

// ---- pointers

TEMPLATE_TEST_CASE("decode: a chain of pointers comes back", "", Binary, Compact) {
  Chain chain{1, std::make_unique<Chain>(Chain{2, std::make_unique<Chain>(Chain{3, nullptr})})};
  Chain back = decode<TestType, Chain>(encode<TestType>(chain));
  REQUIRE(back.value == 1);
  REQUIRE(back.next->value == 2);
  REQUIRE(back.next->next->value == 3);
  REQUIRE(!back.next->next->next);
  // In a kept object, what the message doesn't have is gone.
  decode_to<TestType>(encode<TestType>(Chain{5, nullptr}), back);
  REQUIRE(back.value == 5);
  REQUIRE(!back.next);
}

TEST_CASE("decode: an empty struct stands for a null pointer") {
  REQUIRE(!from<Compact, Chain>("15 02 1c 00 00").next);
  REQUIRE(!from<Binary, Chain>("0c 0002 00 00").next);
  REQUIRE(from<Compact, Chain>("1c 15 04 00 00").value == 0);
  REQUIRE(from<Compact, Chain>("2c 15 04 00 00").next->value == 2);
}

TEST_CASE("decode: null pointers as elements are empty structs") {
  Many many;
  many.all.resize(2);
  many.all[1] = std::make_unique<Leaf>(Leaf{2, "two"});
  const auto bytes = encode<Compact>(many);
  REQUIRE(hex_of(bytes) == hex("19 2c 00 15 04 18 03 'two' 00 00"));
  const Many back = decode<Compact, Many>(bytes);
  REQUIRE(back.all.size() == 2);
  REQUIRE(!back.all[0]);
  REQUIRE(*back.all[1] == Leaf{2, "two"});
}

TEST_CASE("decode: what a shared pointer shares is left as it is") {
  Sharing kept;
  kept.leaf = std::make_shared<Leaf>(Leaf{1, "mine"});
  const std::shared_ptr<Leaf> mine = kept.leaf;
  decode_to<Compact>(bytes_of("1c 15 0a 18 01 'x' 00 1c 15 0c 00 15 02 00"), kept);
  REQUIRE(*mine == Leaf{1, "mine"});
  REQUIRE(*kept.leaf == Leaf{5, "x"});
  REQUIRE(*kept.constant == Leaf{6, "leaf"});
  REQUIRE(kept.behind == 1);
}

TEMPLATE_TEST_CASE("decode: a required pointer must be there", "", Binary, Compact) {
  const auto error = try_decode<TestType, Owning>(encode<TestType>(Chain{4, nullptr}));
  REQUIRE(!error);
  REQUIRE(error.error().code() == Errc::missing_required);
  REQUIRE(error.error().text().find("field 'leaf' of Owning") != std::string::npos);
  // Null or not, it is written.
  Owning back = decode<TestType, Owning>(encode<TestType>(Owning{3, nullptr}));
  REQUIRE(back.before == 3);
  REQUIRE(!back.leaf);
  back = decode<TestType, Owning>(encode<TestType>(Owning{3, std::make_unique<Leaf>()}));
  REQUIRE(*back.leaf == Leaf{});
}

// ---- required fields

TEST_CASE("decode: a missing required field is named, with its struct") {
  const Error error = failure<Compact, Needy>("15 02 39 05 00");
  REQUIRE(error.code() == Errc::missing_required);
  REQUIRE(error.text().find("field 'second' of Needy, byte 5 of 5") != std::string::npos);
  REQUIRE(failure<Binary, Needy>("00").code() == Errc::missing_required);
  REQUIRE(failure<Compact, Needy>("18 01 'a' 00").text().find("'second'") != std::string::npos);
  REQUIRE(failure<Compact, Needy>("28 01 'a' 00").text().find("'third'") != std::string::npos);
  REQUIRE_NOTHROW(from<Compact, Needy>("28 01 'a' 19 05 00"));
  REQUIRE_NOTHROW(from<Compact, Needy>("39 05 08 04 00 00"));
}

TEST_CASE("decode: a required field of the wrong type is missing") {
  REQUIRE(failure<Compact, Needy>("15 02 25 02 19 05 00").code() == Errc::missing_required);
}

TEST_CASE("decode: of errors in nested structs the innermost is named") {
  const Error error = failure<Compact, Parent>("79 1c 28 01 'a' 00 00");
  REQUIRE(error.code() == Errc::missing_required);
  REQUIRE(error.text().find("field 'third' of Needy") != std::string::npos);
  REQUIRE(error.text().find("byte 6 of 7") != std::string::npos);
}
