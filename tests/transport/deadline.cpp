// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/deadline.hpp>

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using seathrift::detail::Deadline;

TEST_CASE("deadline: zero, less and more than a lifetime have no end") {
  for (const auto timeout : {0ms, -1ms, std::chrono::milliseconds::max()}) {
    const Deadline deadline(timeout);
    CHECK_FALSE(deadline.bounded());
    CHECK(deadline.poll_timeout() == -1);
  }
}

TEST_CASE("deadline: what is left is rounded up, and never below zero") {
  const Deadline distant(1h);
  CHECK(distant.bounded());
  const auto left = distant.left();
  CHECK(left <= 1h);
  CHECK(left >= distant.end() - std::chrono::steady_clock::now());
  CHECK(distant.poll_timeout() > 0);
  const Deadline near(2ms);
  CHECK(near.left() <= 2ms);
  std::this_thread::sleep_for(3ms);
  CHECK(near.left() == 0ms);
  CHECK(near.poll_timeout() == 0);
}

TEST_CASE("deadline: a long one fits what poll takes") {
  const Deadline deadline(std::chrono::hours(24 * 365));
  CHECK(deadline.poll_timeout() == 2147483647);
}

}  // namespace
