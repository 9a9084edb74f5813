// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/watch.hpp>

#include <chrono>

#include <catch2/catch.hpp>

namespace {

using namespace seathrift;
using namespace std::chrono_literals;
using detail::Awaited;
using detail::Watch;
using What = Awaited::What;

const ServerOptions options{
    .idle_timeout = 1000s,
    .connection = {.read_timeout = 10s, .write_timeout = 20s, .message_timeout = 100s}};

/// The first second, in steps of one, at which a wait is found too long; 0 when none is.
int found_at(What what, const ServerOptions& options) {
  Awaited awaited;
  Watch watch;
  const Watch::Clock::time_point begin{5000s};
  if (what != What::nothing) awaited.begin(what);
  for (int second = 0; second < 5000; ++second)
    if (watch.look(awaited, begin + std::chrono::seconds(second), options)) return second;
  return 0;
}

TEST_CASE("watch: a wait is too long when it has lasted since the first look at it") {
  CHECK(found_at(What::message, options) == 1000);
  CHECK(found_at(What::rest, options) == 10);
  CHECK(found_at(What::nothing, options) == 0);
}

TEST_CASE("watch: timeouts of zero are none, and half a message has the shorter of two") {
  ServerOptions some = options;
  some.idle_timeout = 0s;
  some.connection.read_timeout = 0s;
  CHECK(found_at(What::message, some) == 0);
  CHECK(found_at(What::rest, some) == 100);
  some.connection.message_timeout = 0s;
  CHECK(found_at(What::rest, some) == 0);
  some.connection.read_timeout = 200s;
  CHECK(found_at(What::rest, some) == 200);
}

TEST_CASE("watch: the longest of all timeouts is never over") {
  ServerOptions some = options;
  some.idle_timeout = std::chrono::milliseconds::max();
  some.connection.read_timeout = some.connection.message_timeout = some.idle_timeout;
  CHECK(found_at(What::message, some) == 0);
  CHECK(found_at(What::rest, some) == 0);
}

TEST_CASE("watch: each wait has a time of its own, and is found once") {
  Awaited awaited;
  Watch watch;
  const Watch::Clock::time_point begin{5000s};
  for (int second = 0; second < 100; second += 9) {
    awaited.begin(What::rest);
    CHECK(!watch.look(awaited, begin + std::chrono::seconds(second), options));
    CHECK(!watch.look(awaited, begin + std::chrono::seconds(second + 8), options));
    awaited.end();
  }
  awaited.begin(What::rest);
  CHECK(!watch.look(awaited, begin + 200s, options));
  CHECK(watch.look(awaited, begin + 210s, options));
  CHECK(awaited.limit() == 10s);
  CHECK(awaited.option() == "ConnectionOptions::read_timeout");
  CHECK(!watch.look(awaited, begin + 300s, options));
}

TEST_CASE("watch: the shorter of two waits, of which zero is the longest") {
  CHECK(detail::shorter(1ms, 2ms) == 1ms);
  CHECK(detail::shorter(2ms, 1ms) == 1ms);
  CHECK(detail::shorter(0ms, 2ms) == 2ms);
  CHECK(detail::shorter(2ms, 0ms) == 2ms);
  CHECK(detail::shorter(0ms, 0ms) == 0ms);
}

}  // namespace
