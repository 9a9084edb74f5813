// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/result.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <catch2/catch.hpp>

using seathrift::Errc;
using seathrift::Error;
using seathrift::Result;

namespace {

static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
static_assert(sizeof(Result<void>) == sizeof(void*));

Result<std::string> answer(bool well) {
  if (!well) return Error(Errc::timed_out, "nobody answered");
  return std::string(100, 'a');
}

/// Counts the objects of it that live.
struct Counted {
  static inline int alive = 0;
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted(Counted&&) noexcept { ++alive; }
  ~Counted() { --alive; }
};

}  // namespace

TEST_CASE("result: a value is reached by *, -> and value()") {
  auto result = answer(true);
  REQUIRE(result);
  CHECK(result.has_value());
  CHECK_FALSE(result.has_error());
  CHECK(result->size() == 100);
  CHECK(*result == std::string(100, 'a'));
  CHECK(result.value() == *std::as_const(result));
  CHECK(result.error().code() == Errc::none);
  const std::string taken = std::move(result).value();
  CHECK(taken.size() == 100);
}

TEST_CASE("result: value() throws the error as its exception") {
  const auto result = answer(false);
  REQUIRE_FALSE(result);
  CHECK(result.error().code() == Errc::timed_out);
  CHECK_THROWS_AS(result.value(), seathrift::TransportException);
  CHECK(result.value_or("none") == "none");
  Result<void> nothing = answer(false).error();
  REQUIRE(nothing.has_error());
  CHECK_THROWS_AS(nothing.value(), seathrift::TransportException);
  CHECK(std::move(nothing).error().text() == "nobody answered");
}

TEST_CASE("result: of nothing is well until it holds an error") {
  Result<void> result;
  CHECK(result);
  CHECK_NOTHROW(result.value());
  CHECK(result.error().code() == Errc::none);
}

TEST_CASE("result: moves what can only be moved, and destroys what it holds once") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  Result<std::unique_ptr<int>> moved = std::move(result);
  const std::unique_ptr<int> pointer = *std::move(moved);
  CHECK(*pointer == 7);
  {
    Result<Counted> first = Counted();
    const Result<Counted> second = std::move(first);
    CHECK(second);
    CHECK(Counted::alive == 2);
    Result<Counted> third = Error(Errc::timed_out, "late");
    third = std::move(first);
    CHECK(third);
    CHECK(Counted::alive == 3);
    third = Result<Counted>(Error(Errc::timed_out, "late"));
    CHECK(third.error().code() == Errc::timed_out);
    CHECK(Counted::alive == 2);
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("result: takes that of another attempt, whatever either holds") {
  Result<std::string> result = Error(Errc::timed_out, "late");
  result = Result<std::string>("here");
  CHECK(*result == "here");
  result = Result<std::string>("again");
  CHECK(*result == "again");
  result = Result<std::string>(Error(Errc::io, "broken"));
  CHECK(result.error().text() == "broken");
}
