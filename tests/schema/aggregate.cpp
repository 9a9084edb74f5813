// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/aggregate.hpp>

#include <any>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
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

namespace {

using seathrift::detail::member_count;

struct Leaf {
  std::int32_t number = 0;
};
struct Vain {  // Made of anything.
  Vain() = default;
  template <class T>
  Vain(T&&) {}
};
class Metres {
 public:
  explicit Metres(std::int32_t value = 0) : value_(value) {}
  [[nodiscard]] std::int32_t value() const { return value_; }

 private:
  std::int32_t value_;
};

struct Tree {
  std::vector<std::unique_ptr<Tree>> below = {};
  std::map<std::string, std::unique_ptr<Tree>> by_name = {};
  std::unique_ptr<Tree> beside = {};
  std::int32_t number = 0;
};
struct Defaults {
  std::array<std::string, 3> array = {"a", "b"};
  std::vector<std::string> list = {"c", "d"};
  std::set<std::string> set = {"e", "f"};
  std::map<std::string, std::int32_t> map = {{"g", 1}, {"h", 2}};
  std::vector<Leaf> leaves = {{3}, {.number = 4}};
  Leaf leaf = {5};
  std::optional<std::vector<std::string>> optional = {{"i"}};
};
struct Wrapped {
  std::array<std::string, 2> first;
  Metres metres = Metres(7);
  std::optional<Leaf> leaf;
};

#define FIVE(x) std::int32_t x##0 = 0, x##1 = 1, x##2 = 2, x##3 = 3, x##4 = 4;
#define TWENTY(x) FIVE(x##0) FIVE(x##1) FIVE(x##2) FIVE(x##3)
struct Hundred {
  TWENTY(a) TWENTY(b) TWENTY(c) TWENTY(d) TWENTY(e)
};
struct SeventyOne {
  std::string before = {};
  TWENTY(a) TWENTY(b) TWENTY(c) FIVE(d0) FIVE(d1)
};
#undef TWENTY
#undef FIVE

}  // namespace

template <>
struct seathrift::Custom<Metres> {
  static std::int32_t to_thrift(const Metres& value) { return value.value(); }
  static Metres from_thrift(std::int32_t value) { return Metres(value); }
};

TEST_CASE("aggregate: members of any type are counted") {
  struct Takes {
    Vain vain;
    std::any any;
    std::function<void()> function;
    std::variant<std::monostate, std::string> variant;
    std::pair<std::int32_t, std::string> pair;
    std::string_view view;
    std::span<const std::byte> span;
    const std::int32_t constant = 0;
    void (*pointer)() = nullptr;
  };
  STATIC_REQUIRE(member_count<Takes>() == 9);
  STATIC_REQUIRE(!seathrift::detail::HasBase<Takes>);
  STATIC_REQUIRE(member_count<Tree>() == 4);
  STATIC_REQUIRE(member_count<Defaults>() == 7);
  STATIC_REQUIRE(member_count<Wrapped>() == 3);
  STATIC_REQUIRE(member_count<Leaf>() == 1);
  STATIC_REQUIRE(member_count<Hundred>() == 100);
  STATIC_REQUIRE(member_count<SeventyOne>() == 71);
}

TEST_CASE("aggregate: a hundred fields are each themselves") {
  STATIC_REQUIRE(Record<Hundred>::size == 100);
  REQUIRE(Record<Hundred>::names[99] == "e34");
  REQUIRE(Record<SeventyOne>::names[70] == "d14");
  Hundred value;
  value.e34 = -5;
  value.c20 = 77;
  const auto back = decode<Compact, Hundred>(encode<Compact>(value));
  REQUIRE(back.e34 == -5);
  REQUIRE(back.c20 == 77);
  REQUIRE(back.e33 == 3);
}

TEMPLATE_TEST_CASE("aggregate: trees, arrays of strings and braced defaults travel", "", Binary,
                   Compact) {
  Tree tree;
  tree.below.push_back(std::make_unique<Tree>());
  tree.below.back()->number = 3;
  tree.by_name.emplace("k", std::make_unique<Tree>()).first->second->number = 4;
  const auto grown = decode<TestType, Tree>(encode<TestType>(tree));
  REQUIRE(grown.below.at(0)->number == 3);
  REQUIRE(grown.by_name.at("k")->number == 4);
  REQUIRE(grown.beside == nullptr);

  const Defaults defaults;
  const auto same = decode<TestType, Defaults>(encode<TestType>(defaults));
  REQUIRE(same.array == std::array<std::string, 3>{"a", "b", ""});
  REQUIRE(same.set == std::set<std::string>{"e", "f"});
  REQUIRE(same.leaves.at(1).number == 4);
  REQUIRE(same.optional->at(0) == "i");

  const auto wrapped = decode<TestType, Wrapped>(
      encode<TestType>(Wrapped{.first = {"x", "y"}, .metres = Metres(9), .leaf = Leaf{1}}));
  REQUIRE(wrapped.first[1] == "y");
  REQUIRE(wrapped.metres.value() == 9);
  REQUIRE(wrapped.leaf->number == 1);
}
