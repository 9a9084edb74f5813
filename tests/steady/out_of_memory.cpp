// SPDX-License-Identifier: Apache-2.0
// Whatever allocation of a call fails: it ends in std::bad_alloc, or as ever, and the next call
// works.

#include <chrono>
#include <cstddef>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/testing/served.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/socket.hpp>

#include "counts.hpp"

namespace press {

struct Jam : seathrift::Exception {
  std::string where;
};
SEATHRIFT_EXCEPTION(Jam, (1, where))

struct Press {
  std::string print(std::string_view text);
  void jam();
};
SEATHRIFT_SERVICE(Press, (print, text), (jam, throws(Jam)))

struct Handler {
  std::string print(std::string_view text) { return std::string(text); }
  void jam() {
    Jam jam;
    jam.where = "in the middle of a long feed";
    throw jam;
  }
};

}  // namespace press

namespace {

using namespace seathrift;
using press::Press;

/// Calls with the 1st, 2nd, 3rd … allocation of the client failing. Returns how many there were.
template <class Served, class Call>
std::size_t walk(Served& served, Call call) {
  const std::string text = "a text that takes memory of its own";
  for (std::size_t n = 1;; ++n) {
    INFO("allocation " << n);
    auto client = served.client({.read_timeout = std::chrono::seconds(30)});
    bool ended = false;
    testing::fail_allocation(n);
    try {
      ended = call(client);
    } catch (const std::bad_alloc&) {
      ended = true;
    } catch (...) {
    }
    const bool failed = testing::fail_allocation(0);
    CHECK(ended);
    CHECK(client.link().outstanding() == 0);
    CHECK(client.print(text) == text);
    if (!failed) return n - 1;
  }
}

TEMPLATE_TEST_CASE("out of memory: whatever allocation of a call fails, the next call works", "",
                   Framed<Socket>, Buffered<Socket>) {
  testing::Served<Press, Compact, TestType> served{press::Handler{}, {.host = "127.0.0.1"}};
  const std::string large(100'000, 'x');
  CHECK(walk(served, [&](auto& client) { return client.print(large) == large; }) >= 3);
  CHECK(walk(served, [&](auto& client) {
          try {
            client.jam();
          } catch (const press::Jam& jam) {
            return jam.where.starts_with("in the middle");
          }
          return false;
        }) >= 3);
  CHECK(walk(served, [&](auto& client) {
          return client.template try_call<&Press::jam>().error().code() == Errc::declared;
        }) >= 3);
}

/// True when there is no memory for what is left of `text`.
template <class Stream>
bool runs_out(Stream& stream, std::string_view text) {
  const std::span<const std::byte> piece = std::as_bytes(std::span(text));
  testing::fail_allocation(1);
  try {
    static_cast<void>(stream.send({&piece, 1}));
  } catch (const std::bad_alloc&) {
    return testing::fail_allocation(0);
  }
  testing::fail_allocation(0);
  return false;
}

TEST_CASE("out of memory: a stream that could not keep the rest of a message ends within it") {
  auto acceptor = Socket::Acceptor::listen({.host = "127.0.0.1"}, {}).value();
  Socket peer =
      Socket::connect(acceptor.endpoint(), {.read_timeout = std::chrono::seconds(30)}).value();
  Socket stream = acceptor.accept().value();
  stream.send_later(std::chrono::milliseconds(5));
  const std::string large(32 * 1024 * 1024, 'x');
  REQUIRE(runs_out(stream, large));
  // Nothing can follow the half of a message.
  const std::span<const std::byte> next = std::as_bytes(std::span(large).first(1));
  CHECK(!stream.send({&next, 1}));
  std::vector<std::byte> room(1024 * 1024);
  std::size_t all = 0;
  for (std::size_t size = 1; size != 0; all += size) size = peer.receive(room).value();
  CHECK(all < large.size());
}

}  // namespace
