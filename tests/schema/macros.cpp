// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/macros.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <catch2/catch.hpp>

#include <schema/forms.hpp>
#include <seathrift/schema/record.hpp>

using namespace seathrift::detail;

namespace {

template <class T>
std::string described() {
  std::string text(Record<T>::name);
  for_each_index<Record<T>::size>([&](auto i) {
    using F = typename Record<T>::template field<i>;
    text += " " + std::to_string(F::id) + ":" + std::string(Record<T>::names[i]);
    if (F::required) text += "!";
    return true;
  });
  return text;
}

template <class T>
inline constexpr bool is_exception = requires {
  seathrift_is_exception(tag<T>{});
};

template <class T, std::size_t I>
using type_at = typename Record<T>::template field<I>::type;

}  // namespace

TEST_CASE("macros: silent ids are positions") {
  REQUIRE(described<forms::Silent>() == "Silent 1:first 2:second!");
}

TEST_CASE("macros: explicit ids are any, in any order") {
  REQUIRE(described<forms::Explicit>() == "Explicit 1:a -4:b 300:c 32:none! 7:e");
  STATIC_REQUIRE(std::is_same_v<type_at<forms::Explicit, 2>, std::optional<std::int16_t>>);
}

TEST_CASE("macros: a struct may have no fields, and fields of its base") {
  REQUIRE(described<forms::Empty>() == "Empty");
  REQUIRE(described<forms::Derived>() == "Derived 1:first 2:second 3:own");
  forms::Derived derived;
  Record<forms::Derived>::field<0>::get(derived) = 5;
  REQUIRE(derived.first == 5);
}

TEST_CASE("macros: exceptions are records that say so") {
  REQUIRE(described<forms::Failure>() == "Failure 1:code");
  REQUIRE(described<forms::PlainFailure>() == "PlainFailure 1:why");
  STATIC_REQUIRE(is_exception<forms::Failure>);
  STATIC_REQUIRE(is_exception<forms::PlainFailure>);
  STATIC_REQUIRE(!is_exception<forms::Silent>);
}

TEST_CASE("macros: a union's members have ids and names") {
  using U = UnionRecord<forms::Shape>;
  STATIC_REQUIRE(U::size == 4);
  REQUIRE(U::name == "Shape");
  REQUIRE(std::array{U::ids[0], U::ids[1], U::ids[2], U::ids[3]} == std::array{1, 2, 3, 9});
  REQUIRE(U::names[1] == "text");
  STATIC_REQUIRE(std::is_same_v<U::type<3>, std::int32_t>);
}

TEST_CASE("macros: services know their methods") {
  using S = Service<forms::Top>;
  STATIC_REQUIRE(S::size == 4);
  REQUIRE(S::name == "Top");
  REQUIRE(S::method_name(0) == "find");
  REQUIRE(S::method_name(3) == "both");
  STATIC_REQUIRE(std::is_same_v<base_of<forms::Top>, forms::Middle>);
  STATIC_REQUIRE(std::is_same_v<base_of<forms::Base>, void>);
  STATIC_REQUIRE(std::is_same_v<base_of<forms::OnlyBase>, forms::Top>);
  STATIC_REQUIRE(Service<forms::Nothing>::size == 0);
  STATIC_REQUIRE(Service<forms::OnlyBase>::size == 0);
  STATIC_REQUIRE(Service<forms::Middle>::method<2>::oneway);
  STATIC_REQUIRE(!Service<forms::Middle>::method<0>::oneway);
}

TEST_CASE("macros: parameters and exceptions have ids and names") {
  using Find = Service<forms::Top>::method<0>;
  STATIC_REQUIRE(Find::Parameter_ids::values[0] == 3);
  STATIC_REQUIRE(Find::Parameter_ids::values[1] == -7);
  using MayFail = Service<forms::Top>::method<1>;
  STATIC_REQUIRE(MayFail::Throw_ids::values[0] == 4);
  STATIC_REQUIRE(MayFail::Throw_ids::values[1] == 2);
  STATIC_REQUIRE(std::is_same_v<MayFail::Throws::at<1>, forms::PlainFailure>);
  using Shapes = Service<forms::Top>::method<2>;
  STATIC_REQUIRE(Shapes::Throw_ids::values[1] == 2);
  STATIC_REQUIRE(Shapes::Throws::size == 2);
  using Both = Service<forms::Top>::method<3>;
  STATIC_REQUIRE(Both::Parameter_ids::values[0] == 5);
  STATIC_REQUIRE(Both::Parameter_ids::values[1] == 2);
  using At = MethodAt<forms::Top, 1>;
  REQUIRE(At::text(0) == "may_fail");
  REQUIRE(At::text(1) == "a");
  REQUIRE(At::text(2) == "ouch");
  REQUIRE(At::text(3) == "");
}

TEST_CASE("macros: names of the user's namespaces and of generated code don't meet") {
  REQUIRE(described<user::seathrift::detail::tag>() == "tag 1:std");
  REQUIRE(described<AtGlobalScope>() == "AtGlobalScope 1:x");
  REQUIRE(Service<forms::Middle>::texts[1] == "token");
}

TEST_CASE("macros: two translation units describe the same") {
  REQUIRE(name_of_third_method() == Service<forms::Top>::method_name(2));
  REQUIRE(number_of_fields() == 5);
}
