// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/atomic.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <thread>

#include <catch2/catch.hpp>

namespace {

using seathrift::detail::Atomic;
using seathrift::detail::Order;

/// On 32-bit x86, so are numbers of 64 bits.
struct Halves {
  std::int32_t low, high;
};
static_assert(alignof(Halves) == 4 && alignof(Atomic<Halves>) == 8);
static_assert(sizeof(Atomic<bool>) == 1 && Atomic<bool>::is_always_lock_free);

constinit Atomic<int> made_before_all = 5;

TEST_CASE("atomic: holds a value of any small type") {
  CHECK(made_before_all == 5);
  Atomic<bool> flag = false;
  flag = true;
  CHECK(flag);
  enum class Color : unsigned char { red, blue };
  Atomic<Color> color = Color::red;
  color.store(Color::blue, Order::release);
  CHECK(color.load(Order::acquire) == Color::blue);
  using Time = std::chrono::steady_clock::time_point;
  Atomic<Time> time = Time::max();
  CHECK(time.exchange(Time::min()) == Time::max());
  CHECK(time.load() == Time::min());
}

TEST_CASE("atomic: replaces what is expected alone") {
  int first = 0;
  int second = 0;
  Atomic<int*> place = &first;
  CHECK(!place.replace(&second, nullptr));
  CHECK(place == &first);
  CHECK(place.replace(&first, &second));
  CHECK(place == &second);
}

TEST_CASE("atomic: of many threads' additions none is lost") {
  Atomic<int> sum = 3;
  Atomic<int> lowest = 0;
  {
    std::array<std::jthread, 4> threads;
    for (auto& thread : threads)
      thread = std::jthread([&] {
        for (int i = 0; i < 1000; ++i) {
          sum.fetch_add(2);
          lowest.fetch_sub(1, Order::relaxed);
        }
      });
  }
  CHECK(sum == 8003);
  CHECK(lowest == -4000);
  CHECK(sum.fetch_add(1) == 8003);
  CHECK(sum.fetch_sub(1) == 8004);
}

}  // namespace
