// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

// What a hostile client costs a server, and a hostile server a client: one object of Limits on each
// side, which reaches every layer and is named in every error.

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

using FramedSocket = On<ThreadPoolServer, Compact, Framed<Socket>>;
using FramedUnix = On<ThreadedServer, Binary, Framed<UnixSocket>>;
using BufferedSocket = On<ThreadedServer, Compact, Buffered<Socket>>;

Limits small_limits() {
  Limits limits;
  limits.max_frame = 2000;
  limits.max_message = 3000;
  limits.max_depth = 5;
  limits.memory_factor = 4;
  limits.memory_base = 500;
  return limits;
}

ConnectionOptions with(const Limits& limits) {
  ConnectionOptions options;
  options.limits = limits;
  return options;
}

Crate nested(int levels) {
  Crate crate;
  crate.weight = 1;
  for (; levels > 1; --levels) {
    Crate outer;
    outer.weight = 1;
    outer.inside = std::make_unique<Crate>(std::move(crate));
    crate = std::move(outer);
  }
  return crate;
}

/// The error of a call has the code, and says all of that.
template <class Value>
void check(const Result<Value>& result, Errc code, std::initializer_list<std::string_view> parts) {
  REQUIRE(!result);
  CAPTURE(result.error().text());
  CHECK(result.error().code() == code);
  for (const std::string_view part : parts) CHECK(contains(result.error().text(), part));
}

template <class S>
std::string_view size_limit() {
  return S::framed ? "Limits::max_frame (2000)" : "Limits::max_message (3000)";
}

/// Sends bytes and returns the reply, whose head and body are whole.
template <class S, class Channel>
std::optional<Message> exchange(Channel& channel, const Bytes& bytes) {
  send_to(channel.stream(), bytes);
  std::optional<Message> reply;
  const auto received = channel.receive([&](std::span<const std::byte> message, bool) {
    detail::Input in(message.data(), message.size(), Limits{});
    MessageHead head;
    const std::byte* const at = S::Protocol::read_message(in, in.begin, head);
    if (at != nullptr) reply = {std::string(head.name), head.type, head.seqid, Bytes(at, in.end)};
    return message.size();
  });
  REQUIRE(received);
  return reply;
}

}  // namespace

TEMPLATE_TEST_CASE("servers: arguments that can't be decoded are answered, the connection goes on",
                   "", FramedSocket, FramedUnix) {
  using S = TestType;
  Running<S> running(SharedHandler{});
  detail::Channel<typename S::Protocol, typename S::Transport> channel(running.connect(), Limits{});
  struct Arguments {
    Ship ship;
    std::string color;
  };
  const Bytes good = body<S>(Arguments{{"Anna", 5, {"Ole"}}, "blue"});
  std::int32_t seqid = 0;
  // Cut at every byte, and with every byte damaged: an answer to each.
  const auto answered = [&](const Bytes& arguments) {
    const auto reply = exchange<S>(channel, request<S>("paint", ++seqid, arguments));
    REQUIRE(reply);
    CHECK(reply->name == "paint");
    CHECK(reply->seqid == seqid);
    return *reply;
  };
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Message reply = answered(Bytes(good.begin(), good.begin() + static_cast<int>(size)));
    REQUIRE(reply.type == MessageType::exception);
    const auto error = as<S, testing::ApplicationError>(reply);
    CHECK(error.type == static_cast<std::int32_t>(ApplicationCode::protocol_error));
    CHECK(contains(error.message, "ends before the value does"));
    Bytes damaged = good;
    damaged[size] ^= std::byte{0xff};
    answered(damaged);
  }
  const Message reply = answered(good);
  CHECK(reply.type == MessageType::reply);
  CHECK(value_of<S, &Harbor::paint>(reply).value().name == "blue Anna");
}

TEMPLATE_TEST_CASE("servers: one object of limits reaches every layer of a server", "",
                   FramedSocket, FramedUnix, BufferedSocket) {
  using S = TestType;
  Told told;
  ServerOptions options;
  options.connection.limits = small_limits();
  options.on_error = told.hook();
  Running<S> running(SharedHandler{}, options);
  auto client = running.client();
  const auto ended = static_cast<Errc>(Errc::application);

  check(client.template try_call<&Harbor::pack>(nested(6)), ended,
        {"Limits::max_depth (5)", "raise"});
  // Where nothing says where arguments end, the server closes behind its answer.
  client.link().close();
  check(client.template try_call<&Harbor::burn_all>(Fuses(300)), ended,
        {"300 elements", "Limits::memory_factor or memory_base"});
  client.link().close();
  // An answer that is too large or too deep.
  check(client.template try_call<&Harbor::flood>(4000), ended, {size_limit<S>(), "40"});
  check(client.template try_call<&Harbor::pack>(nested(5)), ended,
        {"Limits::max_depth (5)", "the reply of pack"});
  // What is within them all passes, again and again: no limit adds up.
  for (int i = 0; i != 20; ++i) {
    CHECK(client.echo(std::string(1500, 'x')).size() == 1500);
    CHECK(client.pack(nested(4)).weight == 2);
  }
  // A call that is too large: where nothing says where it ends, the connection does.
  const auto large = client.template try_call<&Harbor::echo>(std::string(5000, 'x'));
  REQUIRE(!large);
  CHECK(told.has(size_limit<S>()));
}

TEMPLATE_TEST_CASE("servers: one object of limits reaches every layer of a client", "",
                   FramedSocket, FramedUnix, BufferedSocket) {
  using S = TestType;
  Running<S> running(SharedHandler{});
  auto client = running.client(with(small_limits()));
  const auto size = S::framed ? Errc::frame_limit : Errc::message_limit;

  check(client.template try_call<&Harbor::echo>(std::string(4000, 'x')), size,
        {size_limit<S>(), "not sent"});
  check(client.template try_call<&Harbor::pack>(nested(6)), Errc::depth_limit,
        {"Limits::max_depth (5)", "not sent"});
  check(client.template try_call<&Harbor::flood>(4000), size, {size_limit<S>(), "40"});
  check(client.template try_call<&Harbor::pack>(nested(5)), Errc::depth_limit,
        {"Limits::max_depth (5)", "may have carried it out"});
  check(client.template try_call<&Harbor::burn_all>(Fuses(300)), Errc::memory_limit,
        {"300 elements", "Limits::memory_factor or memory_base"});
  for (int i = 0; i != 20; ++i) {
    CHECK(client.echo(std::string(1500, 'x')).size() == 1500);
    CHECK(client.pack(nested(4)).weight == 2);
  }
}
