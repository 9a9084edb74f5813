// SPDX-License-Identifier: Apache-2.0
// What a call of a client in steady state may cost, on both sides together: nothing on the heap
// where the arguments are of fixed size, and on each side one send and one receive. A
// ThreadPoolServer may also wait once and watch its connection again once, but mostly does not
// where a worker is free to linger. A client that paused for a millisecond looks once whether its
// connection is stale.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/server/simple_server.hpp>
#include <seathrift/server/thread_pool_server.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/memory.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>

#include "counts.hpp"

namespace survey {

struct Point {
  double x = 0;
  double y = 0;
  std::array<std::int32_t, 3> marks = {};
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y), (3, marks))

struct Survey {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
  Point move(Point from, double by);
  std::int64_t length(std::string_view text);
  void note(std::int32_t number);
};
SEATHRIFT_SERVICE(Survey, (ping), (add, a, b), (move, from, by), (length, text),
                  (note, number, oneway))

struct Handler {
  void ping() {}
  std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }
  Point move(const Point& from, double by) { return {from.x + by, from.y + by, from.marks}; }
  std::int64_t length(std::string_view text) { return static_cast<std::int64_t>(text.size()); }
  void note(std::int32_t) {}
};

}  // namespace survey

namespace {

using namespace seathrift;
using seathrift::testing::Counts;
using seathrift::testing::counts;
using survey::Survey;

constexpr std::size_t rounds = 300;

template <template <class, class, class> class ServerTemplate, class P, class T>
struct Stack {
  using Server = ServerTemplate<Survey, P, T>;
  using Client = seathrift::Client<Survey, P, T>;
  static constexpr bool pool = std::is_same_v<Server, ThreadPoolServer<Survey, P, T>>;
  static constexpr bool in_memory = std::is_same_v<typename T::Stream, Memory>;
};

/// What `rounds` calls cost after as many that were not counted.
template <class S, class Call>
Counts cost(Call call, std::size_t workers = 1) {
  typename S::Server server{survey::Handler{},
                            {.host = "127.0.0.1",
                             .path = "@seathrift-steady-" + std::to_string(::getpid()),
                             .workers = workers}};  // each takes memory with its first call
  std::thread thread([&server] { server.serve(); });
  Counts spent;
  bool right = true;
  {
    typename S::Client client(server.endpoint());
    for (std::size_t i = 0; i < rounds; ++i) right = call(client) && right;
    const Counts before = counts();
    for (std::size_t i = 0; i < rounds; ++i) right = call(client) && right;
    spent = counts() - before;
  }
  server.stop();
  thread.join();
  CHECK(right);
  return spent;
}

/// `calls` a round. Threads that accept, or look for the end of the server, wait now and then: a
/// few times, however many calls there are. What a worker does behind its reply can fall outside of
/// what is counted.
template <class S>
void check(const Counts& spent, std::size_t calls = 1) {
  const std::size_t all = calls * rounds;
  CHECK(spent.allocations == 0);
  CHECK(spent.sends == (S::in_memory ? 0 : 2 * all));
  CHECK(spent.receives == (S::in_memory ? 0 : 2 * all));
  CHECK(spent.looks <= (S::in_memory ? 0 : all));
  CHECK(spent.vain == 0);
  CHECK(spent.waits <= (S::pool ? all : 0) + rounds / 10);
  CHECK(spent.arms <= (S::pool ? all + 2 : 0));
  CHECK(spent.others == 0);
}

#define ALL_STACKS                                                                                 \
  (Stack<SimpleServer, Binary, Framed<Socket>>), (Stack<ThreadedServer, Compact, Framed<Socket>>), \
      (Stack<ThreadedServer, Binary, Buffered<Socket>>),                                           \
      (Stack<ThreadedServer, Compact, Framed<UnixSocket>>),                                        \
      (Stack<ThreadedServer, Binary, Buffered<UnixSocket>>),                                       \
      (Stack<ThreadPoolServer, Binary, Framed<Socket>>),                                           \
      (Stack<ThreadPoolServer, Compact, Buffered<UnixSocket>>),                                    \
      (Stack<ThreadedServer, Compact, Buffered<Memory>>)

TEMPLATE_TEST_CASE("steady: a small call is a send and a receive on each side, and no memory", "",
                   ALL_STACKS) {
  using S = TestType;
  check<S>(cost<S>([](auto& client) { return client.add(20, 22) == 42; }));
  check<S>(
      cost<S>([](auto& client) { return client.template try_call<&Survey::ping>().has_value(); }));
  check<S>(cost<S>([](auto& client) {
    const survey::Point to = client.move({1, 2, {3, 4, 5}}, 0.5);
    return to.x == 1.5 && to.marks[2] == 5;
  }));
  // A view is shown to the handler where it arrived.
  check<S>(cost<S>([](auto& client) { return client.length("some text") == 9; }));
}

TEMPLATE_TEST_CASE("steady: a pool's worker waits for the next call of its client itself", "",
                   (Stack<ThreadPoolServer, Binary, Framed<Socket>>),
                   (Stack<ThreadPoolServer, Compact, Buffered<UnixSocket>>)) {
  // On a busy machine, some calls come too late for it.
  Counts spent;
  int tries = 0;
  do {
    spent = cost<TestType>([](auto& client) { return client.add(20, 22) == 42; }, 4);
  } while ((spent.arms >= rounds / 4 || spent.waits >= rounds / 2) && ++tries != 50);
  CHECK(spent.arms < rounds / 4);
  CHECK(spent.waits < rounds / 2);
  CHECK(spent.sends == 2 * rounds);
  CHECK(spent.receives == 2 * rounds);
}

TEMPLATE_TEST_CASE("steady: a pool's only worker never waits for one client alone", "",
                   (Stack<ThreadPoolServer, Binary, Framed<Socket>>),
                   (Stack<ThreadPoolServer, Compact, Buffered<UnixSocket>>)) {
  const Counts spent = cost<TestType>([](auto& client) { return client.add(20, 22) == 42; });
  CHECK(spent.arms + 1 >= rounds);  // what it does behind the last reply may not be counted
}

TEMPLATE_TEST_CASE("steady: oneway calls, and several on their way, take no memory either", "",
                   (Stack<ThreadedServer, Compact, Framed<Socket>>),
                   (Stack<ThreadPoolServer, Binary, Buffered<UnixSocket>>)) {
  using S = TestType;
  const Counts oneway = cost<S>([](auto& client) {
    client.note(1);
    client.ping();  // so that the server keeps pace
    return true;
  });
  CHECK(oneway.allocations == 0);
  CHECK(oneway.sends == 3 * rounds);
  CHECK(oneway.receives <= 3 * rounds);  // both calls can arrive together
  const Counts several = cost<S>([](auto& client) {
    bool right = true;
    for (int i = 0; i < 4; ++i) client.template send_<&Survey::add>(i, i);
    for (int i = 0; i < 4; ++i) right = client.template receive_<&Survey::add>() == 2 * i && right;
    return right;
  });
  CHECK(several.allocations == 0);
  CHECK(several.sends == 8 * rounds);
  CHECK(several.receives <= 8 * rounds);
}

}  // namespace
