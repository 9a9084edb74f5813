// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/owner.hpp>

#include <utility>

#include <catch2/catch.hpp>

namespace {

using seathrift::detail::Owner;

struct Counted {
  static inline int alive = 0;
  int value = 7;
  Counted() { ++alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --alive; }
};

TEST_CASE("owner: deletes what it owns, once, when it dies or owns another") {
  {
    Owner<Counted> first(new Counted);
    CHECK(first->value == 7);
    Owner<Counted> second = std::move(first);
    CHECK_FALSE(first);
    CHECK((*second).value == 7);
    second = Owner<Counted>(new Counted);
    CHECK(Counted::alive == 1);
    const Owner<Counted[]> several(new Counted[3]);
    CHECK(Counted::alive == 4);
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("owner: gives up what it owns, or forgets it") {
  Owner<Counted> owner(new Counted);
  Counted* const given = owner.release();
  CHECK_FALSE(owner);
  CHECK(Counted::alive == 1);
  owner = Owner<Counted>(given);
  owner.reset();
  CHECK(owner.get() == nullptr);
  CHECK(Counted::alive == 0);
}

}  // namespace
