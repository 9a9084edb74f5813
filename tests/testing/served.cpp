// SPDX-License-Identifier: Apache-2.0
#include <seathrift/testing/served.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/unix_socket.hpp>

namespace counter {

struct Counter {
  std::int32_t count(std::int32_t by);
};
SEATHRIFT_SERVICE(Counter, (count, by))

struct Handler {
  std::int32_t sum = 0;
  std::int32_t count(std::int32_t by) { return sum += by; }
};

}  // namespace counter

namespace {

using namespace seathrift;
using counter::Counter;

TEST_CASE("served: a handler's clients are connected to it without a port") {
  counter::Handler handler;
  testing::Served<Counter> served{std::ref(handler)};
  auto one = served.client();
  auto other = served.client();
  CHECK(one.count(2) == 2);
  CHECK(other.count(3) == 5);
  CHECK(one.count(4) == 9);
  served.stop();
  CHECK(handler.sum == 9);
  CHECK_THROWS_AS(one.count(1), TransportException);
  served.stop();  // once more does nothing
}

TEST_CASE("served: a stack of sockets takes its options") {
  testing::Served<Counter, Binary, Buffered<UnixSocket>> served{
      counter::Handler{}, {.path = "@seathrift-served-" + std::to_string(::getpid())}};
  auto client = served.client({.read_timeout = std::chrono::seconds(30)});
  CHECK(client.count(2) == 2);
  CHECK(served.server().port() == 0);
}

}  // namespace
