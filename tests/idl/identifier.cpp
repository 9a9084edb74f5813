// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/identifier.hpp>

#include <catch2/catch.hpp>

using namespace seathrift::detail;

static_assert(split_name("a::b::C").scope == "a::b" && split_name("a::b::C").last == "C");
static_assert(split_name("C").scope.empty() && split_name("C").last == "C");
static_assert(split_name("a::C<b::D, (e::F)1>").last == "C<b::D, (e::F)1>");

TEST_CASE("identifier: a name splits at the last :: outside of brackets") {
  CHECK(split_name("a::f(b::C)::Local").scope == "a::f(b::C)");
  CHECK(split_name("a::f(b::C)::Local").last == "Local");
  CHECK(split_name("a::(anonymous namespace)::B").scope == "a::(anonymous namespace)");
  CHECK(split_name("a::{anonymous}::B").last == "B");
}

TEST_CASE("identifier: what cannot stand in a name becomes one underscore") {
  CHECK(identifier("Work") == "Work");
  CHECK(identifier("C<int>") == "C_int");
  CHECK(identifier("C<a::B, int>") == "C_a_B_int");
  CHECK(identifier("a::b") == "a_b");
  CHECK(identifier("(anonymous namespace)") == "anonymous_namespace");
  CHECK(identifier("_kept__as_it_is_") == "_kept__as_it_is_");
}

TEST_CASE("identifier: a scope becomes a namespace without its unnamed parts") {
  CHECK(thrift_namespace("a::b_c::d1") == "a.b_c.d1");
  CHECK(thrift_namespace("a") == "a");
  CHECK(thrift_namespace("").empty());
  CHECK(thrift_namespace("a::(anonymous namespace)") == "a");
  CHECK(thrift_namespace("{anonymous}").empty());
}
