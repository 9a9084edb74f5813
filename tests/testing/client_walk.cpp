// SPDX-License-Identifier: Apache-2.0
// Whatever operation of a client's stream fails, in whatever way: each call ends once, the error
// says whether it may have been carried out, and the next call works.

#include <functional>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <seathrift/testing/faults.hpp>
#include <seathrift/testing/faulty.hpp>
#include <seathrift/testing/served.hpp>
#include <seathrift/transport/memory.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>

#include "pier.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

struct Mine {
  static inline Faults faults;
};

template <class P, template <class> class Framing, class Stream>
struct Walk {
  using Server = Served<Pier, P, Framing<Stream>>;
  using Client = seathrift::Client<Pier, P, Framing<Faulty<Stream, Mine>>>;

  static ServerOptions options() {
    return {.host = "127.0.0.1", .path = "@seathrift-client-walk-" + std::to_string(::getpid())};
  }
};

#define ALL_WALKS                                                         \
  (Walk<Binary, Framed, Memory>), (Walk<Binary, Buffered, Memory>),       \
      (Walk<Compact, Framed, Memory>), (Walk<Compact, Buffered, Memory>), \
      (Walk<Compact, Framed, Socket>), (Walk<Binary, Buffered, UnixSocket>)

TEMPLATE_TEST_CASE("client walk: each operation that fails ends its call, once and clearly", "",
                   ALL_WALKS) {
  using Client = typename TestType::Client;
  pier::Handler handler;
  for (const Fault& fault : all_faults()) {
    for (const Way<Client>& way : all_ways<Client>()) {
      const std::size_t operations = for_each_fault(Mine::faults, fault, [&](std::size_t n) {
        INFO(way.name << ", fault " << static_cast<int>(fault.kind) << ", operation " << n);
        handler.calls = 0;
        typename TestType::Server served(std::ref(handler), TestType::options());
        Client client(served.server().endpoint(), {.read_timeout = 30s, .write_timeout = 30s});
        Ended ended;
        way.take(client, ended);

        Mine::faults.disarm();
        if (is_harmless(fault) || !Mine::faults.happened()) CHECK(ended.errors.empty());
        int in_doubt = 0;
        for (const Error& error : ended.errors) {
          check_error(error);
          if (error.call_state() == CallState::sent) ++in_doubt;
        }
        CHECK(client.link().outstanding() == 0);
        CHECK(client.add(0, 5) == 5);  // the client is as good as new
        client.link().close();
        served.stop();

        // What was answered was carried out once, what was not sent never.
        CHECK(handler.calls >= ended.answered);
        if (way.name == "pipelined" && !ended.errors.empty())
          CHECK(handler.calls <= 3);
        else
          CHECK(handler.calls <= ended.answered + in_doubt);
        if (ended.errors.empty()) CHECK(handler.calls == way.calls);
      });
      CHECK(operations >= (way.name == "oneway" ? 2 : 3));  // connect, send, receive
    }
  }
}

TEMPLATE_TEST_CASE("client walk: a reply that comes byte by byte is received", "", ALL_WALKS) {
  using Client = typename TestType::Client;
  pier::Handler handler;
  typename TestType::Server served(std::ref(handler), TestType::options());
  Client client(served.server().endpoint(), {.read_timeout = 30s, .write_timeout = 30s});
  Mine::faults.arm(1, {.kind = Fault::Kind::one_byte, .repeats = true});
  Ended ended;
  call_small(client, ended);
  call_declared(client, ended);
  call_pipelined(client, ended);
  call_large(client, ended, 3000);
  CHECK(ended.answered == 6);
  CHECK(ended.errors.empty());
  Mine::faults.disarm();
}

TEST_CASE("client walk: a call that was not sent is told from one that may have been") {
  pier::Handler handler;
  using W = Walk<Compact, Framed, Memory>;
  W::Server served(std::ref(handler));
  W::Client client(served.server().endpoint());
  const auto fail = [&](const Fault& fault) {
    Mine::faults.arm(1, fault);
    const auto result = client.try_call<&Pier::add>(1, 1);
    Mine::faults.disarm();
    REQUIRE(!result);
    return result.error().call_state();
  };
  CHECK(fail({.only = Operation::connect}) == CallState::not_sent);
  CHECK(fail({.only = Operation::send}) == CallState::not_sent);
  CHECK(fail({.kind = Fault::Kind::all_but_last, .only = Operation::send}) == CallState::not_sent);
  CHECK(fail({.only = Operation::receive}) == CallState::sent);
  client.link().close();
  served.stop();
  CHECK(handler.calls <= 1);
}

}  // namespace
