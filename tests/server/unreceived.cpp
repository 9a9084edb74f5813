// SPDX-License-Identifier: Apache-2.0
// A client that sends calls and receives no replies ends in an error, in time, and so does the
// server's connection: neither waits for the other for ever.

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

TEMPLATE_TEST_CASE("unreceived: calls whose replies nobody receives end in an error that says so",
                   "", (On<ThreadedServer, Compact, Framed<Socket>>),
                   (On<ThreadPoolServer, Binary, Buffered<UnixSocket>>)) {
  Running<TestType> running(SharedHandler{});
  auto client = running.client({.write_timeout = 100ms});
  const std::string text(64 * 1024, 'x');
  std::int32_t sent = 0;
  try {
    // More than the buffers of both sides hold.
    for (; sent < 5000; ++sent) client.template send_<&Harbor::echo>(text);
    FAIL("the server took all of them");
  } catch (const TransportException& error) {
    INFO(error.what());
    CHECK(error.code() == Errc::timed_out);
    CHECK(error.call_state() == CallState::not_sent);
    CHECK(contains(error.what(), "ConnectionOptions::write_timeout"));
    CHECK(contains(error.what(), "receive_ some"));
    CHECK(contains(error.what(), std::to_string(sent) + " more calls"));
  }
  CHECK(client.add(20, 22) == 42);  // over a new connection
}

}  // namespace
