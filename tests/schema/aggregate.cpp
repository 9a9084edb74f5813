// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/aggregate.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/record.hpp>

using namespace seathrift;
using seathrift::detail::Record;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace outside {
struct Named {
  std::int32_t number = 5;
  std::optional<std::string> comment;
  std::vector<std::string> list;
};
template <class T>
struct Pair {
  T first{};
  T second{};
};
}  // namespace outside

namespace {

struct Hidden {
  std::map<std::string, std::int32_t> table;
  std::array<std::int32_t, 2> pair{};
  bool x_ = false;
};

struct MoveOnly {
  std::unique_ptr<outside::Named> owned;
  std::int32_t behind = 0;
};

struct Nested {
  outside::Named named;
  std::vector<outside::Pair<double>> pairs;
  std::map<std::string, outside::Named> by_name;
};

struct Single {
  std::string only;
};

struct Nothing {};

template <class T>
std::string names() {
  std::string text(Record<T>::name);
  for (std::size_t i = 0; i < Record<T>::size; ++i) text += " " + std::string(Record<T>::names[i]);
  return text;
}

}  // namespace

TEST_CASE("aggregate: fields have the names that the struct gives them") {
  REQUIRE(names<outside::Named>() == "Named number comment list");
  REQUIRE(names<Hidden>() == "Hidden table pair x_");
  REQUIRE(names<MoveOnly>() == "MoveOnly owned behind");
  REQUIRE(names<Single>() == "Single only");
  REQUIRE(names<Nothing>() == "Nothing");
  struct Local {
    std::int32_t a1 = 0;
    double second_one = 0;
  };
  REQUIRE(names<Local>() == "Local a1 second_one");
}

TEST_CASE("aggregate: a template's struct has them, too") {
  using Pair = outside::Pair<std::string>;
  STATIC_REQUIRE(Record<Pair>::size == 2);
  REQUIRE(Record<Pair>::names[0] == "first");
  REQUIRE(Record<Pair>::names[1] == "second");
  REQUIRE(Record<Pair>::name.substr(0, 5) == "Pair<");
}

TEST_CASE("aggregate: ids are positions") {
  STATIC_REQUIRE(Record<outside::Named>::field<0>::id == 1);
  STATIC_REQUIRE(Record<outside::Named>::field<2>::id == 3);
  REQUIRE(hex_of(encode<Compact>(outside::Named{1, "c", {"l"}})) ==
          hex("15 02 18 01 'c' 19 18 01 'l' 00"));
}

TEMPLATE_TEST_CASE("aggregate: nested ones travel, and those that can't be copied", "", Binary,
                   Compact) {
  const Nested value{{1, "c", {}}, {{1.5, 2.5}}, {{"k", {2, {}, {"a", "b"}}}}};
  const auto back = decode<TestType, Nested>(encode<TestType>(value));
  REQUIRE(back.named.comment == "c");
  REQUIRE(back.pairs.at(0).second == 2.5);
  REQUIRE(back.by_name.at("k").list.size() == 2);
  const MoveOnly owner{std::make_unique<outside::Named>(), 3};
  const auto moved = decode<TestType, MoveOnly>(encode<TestType>(owner));
  REQUIRE(moved.owned->number == 5);
  REQUIRE(moved.behind == 3);
}

TEST_CASE("aggregate: an error names struct and field") {
  const auto result = try_decode<Compact, outside::Named>(seathrift::testing::bytes_of("28 05"));
  REQUIRE(!result);
  REQUIRE(result.error().text().find("field 'comment' of Named") != std::string::npos);
}
