// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/stub.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <schema/forms.hpp>

using namespace seathrift::detail;

namespace {

/// Notes which methods were called, and gives back empty results.
struct Notes : stub_of<forms::Top, Notes> {
  std::vector<std::string> called;
  std::vector<std::size_t> counts;

  template <auto Pointer, class... Arguments>
  result_of<Pointer> seathrift_call(Arguments&&...) {
    called.emplace_back(method_at<Pointer>::name);
    counts.push_back(sizeof...(Arguments));
    if constexpr (!std::is_void_v<result_of<Pointer>>) return {};
  }
};

}  // namespace

TEST_CASE("stub: has the functions of the service and of its bases") {
  Notes notes;
  notes.ping();
  REQUIRE(notes.add(1, 2) == 0);
  notes.odd(1, 2, "three", true);
  notes.S(1, true, false, "view");
  notes.tell("text");
  notes.find({.first = 1, .second = "x"}, {});
  notes.shapes({{"a", forms::Shape{std::string("s")}}}, {true});
  notes.both(1, 2);
  REQUIRE(notes.called ==
          std::vector<std::string>{"ping", "add", "odd", "S", "tell", "find", "shapes", "both"});
  REQUIRE(notes.counts == std::vector<std::size_t>{0, 2, 4, 4, 1, 2, 2, 2});
}

TEST_CASE("stub: classes are taken by reference, views and numbers by value") {
  STATIC_REQUIRE(std::is_same_v<stub_parameter_t<&forms::Top::find, 0>, const forms::Silent&>);
  STATIC_REQUIRE(std::is_same_v<stub_parameter_t<&forms::Base::add, 1>, std::int32_t>);
  STATIC_REQUIRE(std::is_same_v<stub_parameter_t<&forms::Middle::S, 3>, std::string_view>);
  STATIC_REQUIRE(std::is_same_v<stub_parameter_t<&forms::Middle::odd, 2>, const std::string&>);
}
