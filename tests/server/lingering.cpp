// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/lingering.hpp>

#include <catch2/catch.hpp>

namespace {

using seathrift::detail::Lingering;

/// How many waits are spared until the next one pays.
int spared(Lingering& lingering) {
  int count = 0;
  while (!lingering.pays()) ++count;
  return count;
}

TEST_CASE("lingering: pays as long as the next call comes") {
  Lingering lingering;
  for (int i = 0; i < 5; ++i) {
    CHECK(lingering.pays());
    lingering.was(false);
  }
}

TEST_CASE("lingering: is spared twice as often after each wait in vain, within bounds") {
  Lingering lingering;
  int last = 0;
  for (int i = 0; i < 8; ++i) {
    lingering.was(true);
    const int now = spared(lingering);
    CHECK(now == 2 * last + 1);
    last = now;
  }
  for (int i = 0; i < 100; ++i) lingering.was(true);
  CHECK(spared(lingering) == 1023);
  lingering.was(false);
  CHECK(spared(lingering) == 0);
  lingering.was(true);
  CHECK(spared(lingering) == 1);
}

}  // namespace
