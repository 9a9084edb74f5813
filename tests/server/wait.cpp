// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/wait.hpp>

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include <transport/support.hpp>

namespace {

using namespace seathrift;
using namespace seathrift::testing;
using detail::Wait;
using For = Wait::For;

const ServerOptions options{
    .idle_timeout = 1000s,
    .connection = {.read_timeout = 10s, .write_timeout = 20s, .message_timeout = 100s}};

TEST_CASE("wait: each kind has its own bound, and what is served does not wait") {
  const auto lasts = [](For what, std::chrono::seconds time) {
    Wait wait;
    const auto began = Wait::Clock::now();
    wait.begin(what, true, options);
    return !wait.expire(began + time - 1s) && wait.expire(began + time + 5s);
  };
  CHECK(lasts(For::call, 1000s));
  CHECK(lasts(For::rest, 10s));
  CHECK(lasts(For::room, 20s));
  // Its turn is the server's to give: the peer has done its part.
  Wait turn;
  turn.begin(For::turn, true, options);
  CHECK(!turn.is_due(Wait::Clock::now() + 24h));
  CHECK(lasts(For::end, 1s));
  Wait served;
  CHECK(!served.expire(Wait::Clock::now() + 24h));
  served.begin(For::call, true, options);
  CHECK(served.end());
  CHECK(!served.expire(Wait::Clock::now() + 24h));
}

TEST_CASE("wait: expires once, and whoever serves next learns of it") {
  Wait wait;
  wait.begin(For::rest, true, options);
  const auto later = Wait::Clock::now() + 11s;
  CHECK(wait.expire(later));
  CHECK(!wait.expire(later));
  CHECK(!wait.end());
  CHECK(wait.end());
}

TEST_CASE("wait: progress prolongs one wait, but not all of a message") {
  ServerOptions quick = options;
  quick.connection.message_timeout = 30ms;
  Wait wait;
  const auto began = Wait::Clock::now();
  wait.begin(For::rest, true, quick);
  std::this_thread::sleep_for(20ms);
  CHECK(wait.end());
  wait.begin(For::rest, false, quick);
  CHECK(wait.expire(began + 5s));
  std::this_thread::sleep_for(20ms);
  CHECK(contains(wait.error("peer", quick).text(),
                 "the rest of a call did not come from peer within 30 ms "
                 "(ConnectionOptions::message_timeout"));
  // A reply that is taken bit by bit, as well.
  Wait slow;
  const auto sent = Wait::Clock::now();
  slow.begin(For::room, true, quick);
  CHECK(slow.end());
  slow.begin(For::room, false, quick);
  CHECK(slow.is_due(sent + 5s));
  // The next message has a time of its own.
  static_cast<void>(wait.end());
  const auto anew = Wait::Clock::now();
  wait.begin(For::rest, true, quick);
  CHECK(!wait.expire(anew + 29ms));
}

TEST_CASE("wait: says what did not come, but a peer may be silent in between calls") {
  const auto text = [](For what) {
    Wait wait;
    wait.begin(what, true, options);
    const Error error = wait.error("peer", options);
    return error.code() == Errc::none ? std::string() : error.text();
  };
  CHECK(text(For::call).empty());
  CHECK(text(For::end).empty());
  CHECK(text(For::rest) ==
        "the rest of a call did not come from peer within 10000 ms "
        "(ConnectionOptions::read_timeout)");
  CHECK(text(For::room) ==
        "a reply was not taken by peer within 20000 ms (ConnectionOptions::write_timeout)");
}

TEST_CASE("wait: a farewell ends by the clock, however often its connection is served") {
  Wait wait;
  // Unless this thread has slept through it.
  const auto goes_on = [&] {
    const auto began = Wait::Clock::now();
    wait.begin(For::end, true, options);
    return wait.end() || Wait::Clock::now() - began >= Wait::farewell;
  };
  CHECK(goes_on());
  wait.begin(For::end, false, options);
  std::this_thread::sleep_for(Wait::farewell);
  CHECK(!wait.end());
  CHECK(goes_on());
}

TEST_CASE("wait: timeouts of zero, or beyond all bounds, wait for ever, but farewells do not") {
  for (const auto timeout : {0ms, std::chrono::milliseconds::max()}) {
    const ServerOptions endless{
        .idle_timeout = timeout,
        .connection = {
            .read_timeout = timeout, .write_timeout = timeout, .message_timeout = timeout}};
    for (const For what : {For::call, For::rest, For::room, For::turn}) {
      Wait wait;
      wait.begin(what, true, endless);
      CHECK(!wait.expire(Wait::Clock::now() + 24h * 365));
    }
    CHECK(Wait::step(endless) == 1000ms);
  }
  CHECK(Wait::step(options) == 1000ms);
  CHECK(Wait::step({.idle_timeout = 80ms}) == 10ms);
  CHECK(Wait::step({.idle_timeout = 1ms}) == 5ms);
}

}  // namespace
