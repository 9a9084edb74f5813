// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/shared.hpp>

#include <memory>
#include <utility>

#include <catch2/catch.hpp>

namespace {

using seathrift::detail::Shared;
using seathrift::detail::SharedOf;

TEST_CASE("shared: the last holder destroys the object") {
  const auto object = std::make_shared<int>(5);
  {
    Shared first = Shared::make(object);
    CHECK(object.use_count() == 2);
    const Shared second = first;
    CHECK(&first.get<std::shared_ptr<int>>() == &second.get<std::shared_ptr<int>>());
    first = Shared();
    CHECK(object.use_count() == 2);
    Shared third = Shared::make(1);
    third = second;
    const Shared fourth = std::move(third);
    CHECK(*fourth.get<std::shared_ptr<int>>() == 5);
  }
  CHECK(object.use_count() == 1);
}

TEST_CASE("shared: tells whether it holds anything") {
  Shared holder;
  CHECK(!holder);
  holder = Shared::make(3);
  const Shared moved = std::move(holder);
  CHECK(!holder);
  CHECK(static_cast<bool>(moved));
}

TEST_CASE("shared: holds what can only be moved") {
  const Shared holder = Shared::make(std::make_unique<int>(3));
  CHECK(*holder.get<std::unique_ptr<int>>() == 3);
}

TEST_CASE("shared: of one type gives access to it, and is made in place") {
  struct Pinned {
    explicit Pinned(int made_of) : value(made_of) {}
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;
    int value;
  };
  SharedOf<Pinned> none;
  CHECK(!none);
  none = SharedOf<Pinned>::made_of(7);
  const SharedOf<Pinned> other = none;
  other->value = 8;
  CHECK(none->value == 8);
}

}  // namespace
