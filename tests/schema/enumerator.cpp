// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/enumerator.hpp>

#include <cstdint>
#include <string_view>

#include <catch2/catch.hpp>

#include <schema/forms.hpp>

using forms::inner::most::Scoped;
using seathrift::enumerators;
using seathrift::name_of;

TEST_CASE("enumerator: names and values, in the order of the macro") {
  constexpr auto all = enumerators<Scoped>();
  STATIC_REQUIRE(all.size() == 3);
  REQUIRE(all[0].name == "A");
  REQUIRE(all[1].value == 5);
  REQUIRE(all[2].name == "C");
  REQUIRE(all[2].value == 6);
}

TEST_CASE("enumerator: a value's name, or none") {
  STATIC_REQUIRE(name_of(Scoped::B) == "B");
  STATIC_REQUIRE(name_of(static_cast<Scoped>(77)).empty());
  REQUIRE(name_of(forms::inner::most::red) == "red");
  REQUIRE(enumerators<forms::inner::most::Unscoped>()[0].value == -1);
  REQUIRE(name_of(forms::Outer::Nested::X) == "X");
}

TEST_CASE("enumerator: an enum of no value's name is nothing for a missing 0") {
  // The list's end is no enumerator.
  REQUIRE(name_of(static_cast<forms::Outer::Nested>(0)).empty());
}
