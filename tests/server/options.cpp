// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/options.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace seathrift;

TEST_CASE("server options: what is not set protects, and serves all interfaces at a free port") {
  const ServerOptions options;
  CHECK(options.host.empty());
  CHECK(options.port == 0);
  CHECK(options.path.empty());
  CHECK(options.backlog == 1024);
  CHECK(options.workers > 0);
  CHECK(options.max_connections > 0);
  CHECK(options.connection.read_timeout.count() > 0);
  CHECK(options.connection.write_timeout.count() > 0);
  CHECK(options.connection.limits.max_frame == 16'384'000);
  CHECK(!options.on_error);
  CHECK(!options.expose_errors);
}

TEST_CASE("server options: are set by name") {
  const ServerOptions options{.port = 9090, .workers = 2, .connection = {.no_delay = false}};
  CHECK(options.port == 9090);
  CHECK(options.workers == 2);
  CHECK(!options.connection.no_delay);
}

}  // namespace
