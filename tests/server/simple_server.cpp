// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/simple_server.hpp>

#include <memory>
#include <thread>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using S = On<SimpleServer, Compact, Buffered<Socket>>;

TEST_CASE("simple server: takes the handler by value, by reference or behind a pointer") {
  {
    Running<S> running(Handler{});
    CHECK(running.client().add(1, 2) == 3);
  }
  {
    Handler handler;
    Running<S> running(std::ref(handler));
    auto client = running.client();
    client.note("seen");
    client.ping();
    running.finish();
    CHECK(handler.notes == "seen;");
  }
  {
    Running<S> running(std::make_shared<Handler>());
    CHECK(running.client().add(1, 2) == 3);
  }
  {
    Running<S> running(std::make_unique<Handler>());
    CHECK(running.client().add(1, 2) == 3);
  }
}

TEST_CASE(
    "simple server: calls the handler on the thread that serves, one client after the other") {
  struct OnThread : Handler {
    std::int32_t twice(std::int32_t number) {
      if (!same) same = std::make_unique<std::thread::id>(std::this_thread::get_id());
      return *same == std::this_thread::get_id() ? 2 * number : -1;
    }
    std::unique_ptr<std::thread::id> same;
  };
  Running<S> running(OnThread{});
  auto first = std::make_unique<S::Client>(running.client());
  CHECK(first->twice(1) == 2);
  // The second one waits until the first has gone.
  auto second = running.client();
  second.send_<&Middle::twice>(4);
  std::this_thread::sleep_for(10ms);
  CHECK(!second.link().stream().stale());
  first.reset();
  CHECK(second.receive_<&Middle::twice>() == 8);
}

TEST_CASE("simple server: limits and the text of errors are set by its options") {
  ServerOptions options{.expose_errors = true};
  options.connection.limits.max_message = 1000;
  Running<S> running(Handler{}, options);
  auto client = running.client();
  CHECK_THROWS_WITH(client.sail(12), Catch::Contains("a secret"));
  const auto large = client.try_call<&Harbor::flood>(2000);
  REQUIRE(!large);
  CHECK(large.error().application_code() == ApplicationCode::internal_error);
  CHECK(contains(large.error().text(), "Limits::max_message (1000)"));
  CHECK(client.add(1, 2) == 3);
}

}  // namespace
