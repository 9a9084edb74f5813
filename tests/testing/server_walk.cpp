// SPDX-License-Identifier: Apache-2.0
// Whatever operation of a server's stream fails, in whatever way: the client has a value or an
// error, the call is carried out once at most, the next client is served and the server stops.

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <seathrift/server/simple_server.hpp>
#include <seathrift/server/thread_pool_server.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/testing/faults.hpp>
#include <seathrift/testing/faulty.hpp>
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

template <template <class, class, class> class ServerTemplate, class P,
          template <class> class Framing, class Stream>
struct Walk {
  using Server = ServerTemplate<Pier, P, Framing<Faulty<Stream, Mine>>>;
  using Client = seathrift::Client<Pier, P, Framing<Stream>>;
};

#define ALL_WALKS                                                                                \
  (Walk<SimpleServer, Compact, Framed, Memory>), (Walk<SimpleServer, Binary, Buffered, Memory>), \
      (Walk<ThreadedServer, Binary, Framed, Memory>),                                            \
      (Walk<ThreadedServer, Compact, Buffered, Memory>),                                         \
      (Walk<ThreadedServer, Compact, Framed, Socket>),                                           \
      (Walk<ThreadPoolServer, Compact, Framed, Socket>),                                         \
      (Walk<ThreadPoolServer, Binary, Buffered, UnixSocket>)

/// A server on a thread; what `serve()` throws is kept.
template <class Server>
class Running {
 public:
  explicit Running(pier::Handler& handler)
      : server(std::ref(handler), {.host = "127.0.0.1",
                                   .path = "@seathrift-server-walk-" + std::to_string(::getpid()),
                                   .workers = 2}),
        thread_([this] {
          try {
            server.serve();
          } catch (const std::exception& error) {
            failure_ = error.what();
          }
        }) {}
  ~Running() { stop(); }

  /// What `serve()` threw, if it did.
  const std::optional<std::string>& stop() {
    server.stop();
    if (thread_.joinable()) thread_.join();
    return failure_;
  }

  Server server;

 private:
  std::optional<std::string> failure_;
  std::thread thread_;
};

TEMPLATE_TEST_CASE("server walk: an operation that fails ends its connection and nothing else", "",
                   ALL_WALKS) {
  using Client = typename TestType::Client;
  using Server = typename TestType::Server;
  const ConnectionOptions options = {.read_timeout = 30s, .write_timeout = 30s};
  pier::Handler handler;
  for (const Fault& fault : all_faults()) {
    for (const Way<Client>& way : all_ways<Client>()) {
      const std::size_t operations = for_each_fault(Mine::faults, fault, [&](std::size_t n) {
        INFO(way.name << ", fault " << static_cast<int>(fault.kind) << ", operation " << n);
        handler.calls = 0;
        std::optional<Running<Server>> running(std::in_place, handler);
        std::optional<Client> client(std::in_place, running->server.endpoint(), options);
        Ended ended;
        way.take(*client, ended);
        // Nobody waited for the server to take a oneway call.
        if (way.name == "oneway")
          for (int i = 0; i < 30'000 && handler.calls == 0 && !Mine::faults.happened(); ++i)
            std::this_thread::sleep_for(1ms);
        Mine::faults.disarm();

        if (is_harmless(fault) || !Mine::faults.happened()) CHECK(ended.errors.empty());
        int in_doubt = 0;
        for (const Error& error : ended.errors) {
          check_error(error);
          CHECK(error.code() != Errc::timed_out);  // nobody had to wait for it
          if (error.call_state() == CallState::sent) ++in_doubt;
        }
        client.reset();
        // Only a server that can't accept gives up, and says why.
        const auto next =
            Client(running->server.endpoint(), options).template try_call<&Pier::add>(0, 5);
        const bool serves = next.value_or(0) == 5;
        const auto& failure = running->stop();
        CHECK(failure.has_value() != serves);
        if (failure) CHECK(*failure == "the test lets this accept fail");

        if (way.name != "oneway") CHECK(handler.calls >= ended.answered);
        if (way.name == "pipelined")
          CHECK(handler.calls <= 3);
        else
          CHECK(handler.calls <= ended.answered + in_doubt);
        if (ended.errors.empty() && way.name != "oneway") CHECK(handler.calls == way.calls);
      });
      // It accepts, receives and, unless nobody waits for it, sends.
      CHECK(operations >= (way.name == "oneway" ? 2 : 3));
    }
  }
}

TEMPLATE_TEST_CASE("server walk: calls that come byte by byte are carried out", "", ALL_WALKS) {
  pier::Handler handler;
  Mine::faults.arm(1, {.kind = Fault::Kind::one_byte, .repeats = true});
  {
    Running<typename TestType::Server> running(handler);
    typename TestType::Client client(running.server.endpoint(), {.read_timeout = 30s});
    Ended ended;
    call_small(client, ended);
    call_declared(client, ended);
    call_pipelined(client, ended);
    call_large(client, ended, 3000);
    CHECK(ended.answered == 6);
    CHECK(ended.errors.empty());
    client.link().close();
    CHECK(!running.stop());
  }
  CHECK(handler.calls == 6);
  Mine::faults.disarm();
}

}  // namespace
