// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/awaited.hpp>

#include <chrono>

#include <catch2/catch.hpp>

namespace {

using seathrift::detail::Awaited;
using What = Awaited::What;
using namespace std::chrono_literals;

TEST_CASE("awaited: each wait looks different from the one before, and says what it is for") {
  Awaited awaited;
  CHECK(Awaited::what(awaited.number()) == What::nothing);
  auto before = awaited.number();
  for (int i = 0; i < 10; ++i) {
    const What what = i % 3 == 0 ? What::rest : What::message;
    awaited.begin(what);
    CHECK(awaited.number() != before);
    CHECK(Awaited::what(awaited.number()) == what);
    before = awaited.number();
    if (i % 2 != 0) continue;
    awaited.end();
    CHECK(Awaited::what(awaited.number()) == What::nothing);
    CHECK(awaited.number() != before);
  }
}

TEST_CASE("awaited: remembers the first reason why a wait was too long, whatever is awaited then") {
  Awaited awaited;
  CHECK(!awaited.expired());
  awaited.expire(20ms, "read_timeout");
  awaited.expire(30ms, "idle_timeout");
  awaited.begin(What::message);
  awaited.end();
  CHECK(awaited.expired());
  CHECK(awaited.limit() == 20ms);
  CHECK(awaited.option() == "read_timeout");
}

}  // namespace
