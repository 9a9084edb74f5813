// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/method_index.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace lonely {

struct Nobody {};
SEATHRIFT_SERVICE(Nobody)

}  // namespace lonely

namespace {

using namespace seathrift::detail;
using harbor::Harbor;

static_assert(count_methods<harbor::Root>() == 1);
static_assert(count_methods<harbor::Middle>() == 3);
static_assert(count_methods<Harbor>() == 20);

TEST_CASE("method index: methods are numbered from the outermost base on") {
  STATIC_REQUIRE(find_method<Harbor>("who") == 0);
  STATIC_REQUIRE(find_method<Harbor>("twice") == 1);
  STATIC_REQUIRE(find_method<Harbor>("whisper") == 2);
  STATIC_REQUIRE(find_method<Harbor>("ping") == 3);
  STATIC_REQUIRE(find_method<Harbor>("flood") == 19);
}

TEST_CASE("method index: each method is found by its name alone") {
  for (const NamedMethod& method : method_index<Harbor>) {
    const std::string name(method.name);
    CHECK(find_method<Harbor>(name) == method.number);
    for (const std::string& other : {name + 'x', 'x' + name, name.substr(1), name + '\0'})
      CHECK(find_method<Harbor>(other) == count_methods<Harbor>());
    std::string changed = name;
    changed.back() = '~';
    CHECK(find_method<Harbor>(changed) == count_methods<Harbor>());
  }
  CHECK(find_method<Harbor>("") == count_methods<Harbor>());
  CHECK(find_method<Harbor>(std::string(100'000, 'a')) == count_methods<Harbor>());
  // Names of base services are no names of a service that others extend.
  CHECK(find_method<harbor::Root>("twice") == count_methods<harbor::Root>());
}

TEST_CASE("method index: a service without methods has none") {
  CHECK(count_methods<lonely::Nobody>() == 0);
  CHECK(find_method<lonely::Nobody>("run") == 0);
}

}  // namespace
