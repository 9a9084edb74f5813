// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/names.hpp>

#include <string_view>

#include <catch2/catch.hpp>

#include <seathrift/schema/macros.hpp>

namespace fleet {

struct Base {
  void sail();
};
SEATHRIFT_SERVICE(Base, (sail))

struct Ship : Base {
  void moor(int place, int time);
};
SEATHRIFT_SERVICE(Ship, extends(Base), (moor, place, time))

}  // namespace fleet

namespace {

using namespace seathrift::detail;

TEST_CASE("names: an identifier is one, a number, a type or a qualified name is not") {
  STATIC_REQUIRE(is_name("num1"));
  STATIC_REQUIRE(is_name("_Big"));
  STATIC_REQUIRE(
      is_name("gr\xc3\xb6\xc3\x9f"
              "e"));
  STATIC_REQUIRE(!is_name(""));
  STATIC_REQUIRE(!is_name("1"));
  STATIC_REQUIRE(!is_name("int a"));
  STATIC_REQUIRE(!is_name("S::a"));
  STATIC_REQUIRE(!is_name("\"a\""));
}

TEST_CASE("names: a list holds names, none of them twice") {
  STATIC_REQUIRE(distinct_names({""}));
  STATIC_REQUIRE(distinct_names({"a", "b", ""}));
  STATIC_REQUIRE(!distinct_names({"a", "b", "a", ""}));
  STATIC_REQUIRE(!distinct_names({"a", "2", ""}));
}

constexpr std::string_view listed[] = {"moor", "sail", "moor"};

TEST_CASE("names: a method's name is neither one of those before it nor one of the base's") {
  STATIC_REQUIRE(first_name<void>(listed, 0));
  STATIC_REQUIRE(first_name<void>(listed, 1));
  STATIC_REQUIRE(!first_name<void>(listed, 2));
  STATIC_REQUIRE(!first_name<fleet::Base>(listed, 1));
  STATIC_REQUIRE(has_method<fleet::Ship>("sail"));
  STATIC_REQUIRE(has_method<fleet::Ship>("moor"));
  STATIC_REQUIRE(!has_method<fleet::Ship>("sink"));
}

TEST_CASE("names: those of a client are reserved") {
  STATIC_REQUIRE(reserved_name("link"));
  STATIC_REQUIRE(!reserved_name("links"));
}

}  // namespace
