// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/given_type.hpp>

#include <memory>
#include <optional>
#include <variant>

#include <catch2/catch.hpp>

namespace {

using namespace seathrift;

struct Plain {
  int a = 0;
};
struct MoveOnly {
  explicit MoveOnly(int a, int b) : held(std::make_unique<int>(a + b)) {}
  std::unique_ptr<int> held;
};
struct Choice : std::variant<int, double> {
  using variant::variant;
};
template <class T>
struct Template {
  T a;
};
struct Declared;

// As the macros ask: of a name that may not be one.
#define PROBE(S) [](auto... v) -> decltype(S(v...)) { __builtin_unreachable(); }

TEST_CASE("given type: a type's name may have namespaces and template arguments, and no more") {
  STATIC_REQUIRE(detail::is_type_text("Work"));
  STATIC_REQUIRE(detail::is_type_text("tutorial::Work"));
  STATIC_REQUIRE(detail::is_type_text(":: tutorial :: Work"));
  STATIC_REQUIRE(detail::is_type_text("Pair<unsigned long>"));
  STATIC_REQUIRE(detail::is_type_text("Outer<int(*)(long)>::Inner"));
  STATIC_REQUIRE(detail::is_type_text("Array<(2 > 1)>"));
  STATIC_REQUIRE(detail::is_type_text("Array<(1 < 2), (f(8) >> 1)>::Inner<int>"));

  STATIC_REQUIRE_FALSE(detail::is_type_text(""));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Work (1, a)"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Colour red"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("struct Work"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Work*"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Work&"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("\"Work\""));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Pair<int"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Pair<(int>"));
  STATIC_REQUIRE_FALSE(detail::is_type_text("Pair<int>)"));
}

TEST_CASE("given type: a type is told from a name that is none") {
  STATIC_REQUIRE(detail::makes_type<decltype(PROBE(Plain))>);
  STATIC_REQUIRE(detail::makes_type<decltype(PROBE(Choice))>);
  STATIC_REQUIRE(detail::makes_type<decltype(PROBE(Template<int>))>);

  STATIC_REQUIRE_FALSE(detail::makes_type<decltype(PROBE(Declared))>);
  STATIC_REQUIRE_FALSE(detail::makes_type<decltype(PROBE(Template))>);
  STATIC_REQUIRE_FALSE(detail::makes_type<decltype(PROBE(Unknown))>);
}

TEST_CASE("given type: one without a default constructor is left to who says so") {
  STATIC_REQUIRE(detail::makes_type<decltype(PROBE(MoveOnly))>);
}

TEST_CASE("given type: what stands for a missing type is known by it") {
  STATIC_REQUIRE(detail::NotFound<detail::seathrift_NoType<1>>);
  STATIC_REQUIRE_FALSE(detail::NotFound<Plain>);
  STATIC_REQUIRE_FALSE(detail::NotFound<int>);
}

}  // namespace
