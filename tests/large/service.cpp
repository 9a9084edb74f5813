// SPDX-License-Identifier: Apache-2.0
// A service of 300 methods works over a server, too. (A struct of 300 fields: schema/ladder.cpp.)

#include <cstdint>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include <schema/hundreds.hpp>
#include <seathrift/seathrift.hpp>

namespace large {

#define DECLARATION(n) std::int32_t method_##n(std::int32_t a, std::int32_t b);
#define METHOD(n) (method_##n, a, b)
#define DEFINITION(n) \
  std::int32_t method_##n(std::int32_t a, std::int32_t b) { return 1000 * n + a - b; }

struct Large {
  ALL(DECLARATION)
};
SEATHRIFT_SERVICE(Large, COMMA_ALL(METHOD))

struct Newer : Large {
  std::int32_t method_400(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Newer, extends(Large), (method_400, a, b))

struct Handler {
  ALL(DEFINITION)
};

}  // namespace large

namespace {

using namespace seathrift;

}  // namespace

TEST_CASE("large: the first, the middle and the last of 300 methods are called, and none other") {
  SimpleServer<large::Large, Compact, Framed<Socket>> server{large::Handler{},
                                                             {.host = "127.0.0.1"}};
  std::jthread serving([&server] { server.serve(); });
  struct End {
    decltype(server)& stopped;
    ~End() { stopped.stop(); }
  } end{server};

  Client<large::Newer, Compact, Framed<Socket>> client{"127.0.0.1", server.port()};
  CHECK(client.method_100(3, 1) == 100'002);
  CHECK(client.method_250(3, 1) == 250'002);
  CHECK(client.method_399(3, 1) == 399'002);
  try {
    client.method_400(3, 1);
    FAIL("a method that the server does not have was called");
  } catch (const ApplicationException& error) {
    CHECK(error.code() == ApplicationCode::unknown_method);
    CHECK(std::string(error.what()).find("method_400") != std::string::npos);
  }
  CHECK(client.method_101(3, 1) == 101'002);  // the connection goes on
}
