// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/condition.hpp>

#include <chrono>
#include <mutex>
#include <thread>

#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using seathrift::detail::Condition;

TEST_CASE("condition: who waits sees what another has changed") {
  std::mutex mutex;
  Condition changed;
  bool ready = false;
  std::jthread other([&] {
    const std::lock_guard lock(mutex);
    ready = true;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  while (!ready) changed.wait(lock);
  CHECK(lock.owns_lock());
}

TEST_CASE("condition: a wait with an end is over by then, and not before") {
  std::mutex mutex;
  Condition changed;
  std::unique_lock lock(mutex);
  const auto end = std::chrono::steady_clock::now() + 20ms;
  while (changed.wait_until(lock, end)) {
    // woken by nobody
  }
  CHECK(std::chrono::steady_clock::now() >= end);
  CHECK(lock.owns_lock());
}

}  // namespace
