// SPDX-License-Identifier: Apache-2.0
// Where a client's waits have no bound of their own, message_timeout still ends a message that is
// stuck half way, in either direction.

#include <stop_token>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

/// A peer that takes one connection, does something with it and then keeps still: until its end,
/// or so long that a wait without bound is found out.
template <class S, class Use>
class Still {
 public:
  explicit Still(Use use)
      : acceptor_(Acceptor::listen({.host = "127.0.0.1", .path = S::options().path}, {}).value()),
        thread_([this, use](const std::stop_token& stop) {
          auto stream = acceptor_.accept().value();
          use(stream);
          for (int i = 0; i < 8000 && !stop.stop_requested(); ++i) std::this_thread::sleep_for(1ms);
        }) {}

  typename S::Client client(const ConnectionOptions& options) {
    return typename S::Client(acceptor_.endpoint(), options);
  }

 private:
  using Acceptor = typename S::Stream::Acceptor;

  Acceptor acceptor_;
  std::jthread thread_;
};

using TcpFramed = On<ThreadedServer, Compact, Framed<Socket>>;
using UnixBuffered = On<ThreadedServer, Binary, Buffered<UnixSocket>>;

TEMPLATE_TEST_CASE("bounded: half a reply is given up at message_timeout where reads wait for ever",
                   "", TcpFramed, UnixBuffered) {
  using S = TestType;
  Still<S, void (*)(typename S::Stream&)> peer([](typename S::Stream& stream) {
    std::byte room[1000];
    static_cast<void>(stream.receive(room));
    Bytes half = reply<S>("echo", 1, result<S, &Harbor::echo>("a text"));
    half.pop_back();
    send_to(stream, half);
  });
  auto client = peer.client({.read_timeout = 0ms, .message_timeout = 200ms});
  const auto answer = client.template try_call<&Harbor::echo>("a text");
  REQUIRE(!answer);
  INFO(answer.error().text());
  CHECK(answer.error().code() == Errc::timed_out);
  CHECK(contains(answer.error().text(), "200 ms (ConnectionOptions::message_timeout)"));
}

TEMPLATE_TEST_CASE("bounded: a small call that nobody takes is given up where writes wait for ever",
                   "", TcpFramed, UnixBuffered) {
  using S = TestType;
  Still<S, void (*)(typename S::Stream&)> peer([](typename S::Stream&) {});
  auto client = peer.client({.write_timeout = 0ms, .message_timeout = 200ms});
  const std::string text(10'000, 'x');
  std::string told;
  try {
    for (int i = 0; i < 5000; ++i) client.template send_<&Harbor::note>(text);
  } catch (const TransportException& error) {
    CHECK(error.code() == Errc::timed_out);
    told = error.what();
  }
  CHECK(contains(told, "200 ms (ConnectionOptions::message_timeout)"));
}

}  // namespace
