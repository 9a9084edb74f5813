// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/client.hpp>

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/server/simple_server.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>

#include "support.hpp"

namespace health {

/// Names that Client once had for itself.
struct Health {
  bool check(std::int32_t depth);
  std::int32_t result_in(std::int32_t seconds);
};
SEATHRIFT_SERVICE(Health, (check, depth), (result_in, seconds))

struct Handler {
  bool check(std::int32_t depth) { return depth > 0; }
  std::int32_t result_in(std::int32_t seconds) { return seconds; }
};

}  // namespace health

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

/// Generic code may ask what a client is made of.
template <class Stream, class... Arguments>
inline constexpr bool is_made_of =
    std::is_constructible_v<Client<health::Health, Compact, Framed<Stream>>, Arguments...>;
static_assert(is_made_of<Socket, const char*, int>);
static_assert(is_made_of<Socket, std::string, std::uint16_t, const ConnectionOptions&>);
static_assert(!is_made_of<Socket, const char*>);
static_assert(!is_made_of<Socket, int, const char*>);
static_assert(is_made_of<UnixSocket, const char*, ConnectionOptions>);
static_assert(!is_made_of<UnixSocket, const char*, int>);
static_assert(!is_made_of<Memory, const char*, int>);

#define ALL_STACKS BinaryFramed, BinaryBuffered, CompactFramed, CompactBuffered

/// A server for one connection in memory, on a thread of its own, until the client closes.
template <class S>
class Served {
 public:
  Served() : Served(Memory::pair()) {}
  ~Served() {
    client.link().close();
    thread_.join();
  }
  Handler handler;

 private:
  explicit Served(std::pair<Memory, Memory> ends)
      : client(std::move(ends.first)), thread_([this, end = std::move(ends.second)]() mutable {
          const typename S::Processor processor(std::ref(handler));
          typename S::Processor::Channel channel(std::move(end), Limits{});
          const auto lease = processor.lease({});
          while (processor.process(channel, lease, {}) == S::Processor::Outcome::served) {
          }
        }) {}

 public:
  typename S::Client client;

 private:
  std::thread thread_;
};

TEMPLATE_TEST_CASE("client: each sort of method is called with its declared types", "",
                   ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  client.ping();
  CHECK(client.add(2, 3) == 5);
  CHECK(client.paint({.name = "Anna", .tons = 7, .crew = {"Ole", "Lars"}}, "red") ==
        Ship{"red Anna", 7, {"Ole", "Lars"}});
  CHECK(client.squares(4) == std::vector<std::int64_t>{0, 1, 4, 9});
  CHECK(client.fleet().at("a").crew == std::vector<std::string>{"Ole"});
  CHECK(client.echo("twice") == "twice");
  CHECK(client.length("from a literal") == 14);
  CHECK(client.length(std::string_view("view")) == 4);
  const std::vector<std::byte> bytes(70'000, std::byte{2});  // large enough not to be copied
  CHECK(client.sum(bytes) == 140'000);
  CHECK(client.burn({5}).number == 5);
}

TEMPLATE_TEST_CASE("client: methods of the base services are its own", "", ALL_STACKS) {
  Served<TestType> served;
  CHECK(served.client.twice(21) == 42);
  CHECK(served.client.who() == "harbor");
  CHECK(served.client.template try_call<&Root::who>().value() == "harbor");
  served.client.template send_<&Middle::twice>(4);
  CHECK(served.client.template receive_<&Middle::twice>() == 8);
}

TEMPLATE_TEST_CASE("client: a class parameter is not copied on its way", "", ALL_STACKS) {
  Served<TestType> served;
  Counted counted;
  counted.text = std::string(100'000, 'c');
  Counted::copies = 0;
  CHECK(served.client.weigh(counted).text == counted.text);
  CHECK(served.client.template try_call<&Harbor::weigh>(counted).value().text == counted.text);
  served.client.template send_<&Harbor::weigh>(counted);
  CHECK(served.client.template receive_<&Harbor::weigh>().text == counted.text);
  CHECK(Counted::copies == 0);
}

TEMPLATE_TEST_CASE("client: what can only be moved is sent and returned", "", ALL_STACKS) {
  Served<TestType> served;
  Crate crate;
  crate.weight = 3;
  const Crate packed = served.client.pack(crate);
  CHECK(packed.weight == 4);
  REQUIRE(packed.inside);
  CHECK(packed.inside->weight == 3);
  CHECK(served.client.pack(Crate{nullptr, 8}).weight == 9);
}

TEMPLATE_TEST_CASE("client: declared exceptions come as themselves, with a text of their fields",
                   "", ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  CHECK(client.sail(3) == 3);
  try {
    client.sail(9);
    FAIL("no exception");
  } catch (const Squall& squall) {
    CHECK(squall.force == 9);
    CHECK(squall.from == "west");
    CHECK(std::string(squall.what()) == "Squall(force=9, from=west)");
  }
  CHECK_THROWS_AS(client.sail(10), Storm);
  CHECK_THROWS_AS(client.sail(11), Fog);
  CHECK_THROWS_AS(client.anchor(10), Storm);
  // drift declares the base first: a Squall is answered as the Storm that it is, too.
  try {
    client.drift(9);
    FAIL("no exception");
  } catch (const Squall&) {
    FAIL("the derived one");
  } catch (const Storm& storm) {
    CHECK(storm.force == 9);
  }
  CHECK(client.add(1, 1) == 2);
}

TEMPLATE_TEST_CASE("client: try_call returns a value or an error, which value() throws", "",
                   ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  CHECK(client.template try_call<&Harbor::add>(1, 2).value() == 3);
  CHECK(client.template try_call<&Harbor::ping>().has_value());
  CHECK(client.template try_call<&Harbor::note>("n").has_value());

  const auto declared = client.template try_call<&Harbor::sail>(9);
  REQUIRE(!declared);
  CHECK(declared.error().code() == Errc::declared);
  CHECK(declared.error().declared());
  CHECK(declared.error().text() == "Squall(force=9, from=west)");
  CHECK_THROWS_AS(declared.value(), Squall);

  const auto refused = client.template try_call<&Harbor::sail>(12);
  REQUIRE(!refused);
  CHECK(refused.error().code() == Errc::application);
  CHECK(refused.error().application_code() == ApplicationCode::internal_error);
  CHECK(contains(refused.error().text(), "Internal error processing sail"));
  CHECK_THROWS_AS(refused.value(), ApplicationException);
  CHECK(client.link().is_open());

  client.link().close();
  const auto closed = client.template try_call<&Harbor::add>(1, 2);
  REQUIRE(!closed);
  CHECK(closed.error().code() == Errc::not_open);
  CHECK_THROWS_AS(closed.value(), TransportException);
}

TEMPLATE_TEST_CASE("client: a oneway call returns without a reply", "", ALL_STACKS) {
  auto [end, other] = Memory::pair();
  typename TestType::Client client(std::move(end));
  Peer<TestType> peer(std::move(other));
  client.note("a");
  client.whisper("b");
  client.template send_<&Harbor::note>("c");
  CHECK(client.link().outstanding() == 0);
  for (const std::string name : {"note", "whisper", "note"}) {
    const auto sent = peer.next();
    REQUIRE(sent);
    CHECK(sent->name == name);
    CHECK(sent->type == MessageType::oneway);
  }
}

TEMPLATE_TEST_CASE("client: several calls can be on their way, replies come in their order", "",
                   ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 10; ++i) client.template send_<&Harbor::add>(i, round);
    client.template send_<&Harbor::sail>(10);
    client.template send_<&Harbor::note>("between");
    client.template send_<&Harbor::echo>(std::string(50'000, 'e'));
    CHECK(client.link().outstanding() == 12);
    for (int i = 0; i < 10; ++i) CHECK(client.template receive_<&Harbor::add>() == i + round);
    CHECK_THROWS_AS(client.template receive_<&Harbor::sail>(), Storm);
    CHECK(client.template receive_<&Harbor::echo>().size() == 50'000);
    CHECK(client.link().outstanding() == 0);
  }
  CHECK(client.add(1, 1) == 2);
}

TEMPLATE_TEST_CASE("client: receive_ without send_ is an error and does no harm", "", ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  CHECK_THROWS_WITH(client.template receive_<&Harbor::add>(),
                    Catch::Contains("no reply of add") && Catch::Contains("send_"));
  CHECK(client.add(1, 1) == 2);
}

TEMPLATE_TEST_CASE("client: a call while replies are due is an error and does no harm", "",
                   ALL_STACKS) {
  Served<TestType> served;
  auto& client = served.client;
  client.template send_<&Harbor::add>(4, 4);
  CHECK_THROWS_WITH(client.add(1, 1), Catch::Contains("replies") && Catch::Contains("receive_"));
  CHECK(client.template receive_<&Harbor::add>() == 8);
  CHECK(client.add(1, 1) == 2);
}

/// A client, and what its server answers, whatever it is asked.
template <class S, auto Method = &Harbor::add>
class Hostile {
 public:
  enum class Then { wait, close };

  /// What is to wait has its answer already, if it gets one. What closes is another thread: neither
  /// of them may lose patience with the other.
  explicit Hostile(const Bytes& answer, Then then = Then::wait)
      : Hostile(Memory::pair({.read_timeout = then == Then::wait ? 50ms : 60s}), answer, then) {}

  Result<detail::result_of<Method>> call() {
    if constexpr (detail::Signature<Method>::arity == 2)
      return client.template try_call<Method>(1, 2);
    else if constexpr (detail::Signature<Method>::arity == 1)
      return client.template try_call<Method>(1);
    else
      return client.template try_call<Method>();
  }

  /// The error of a call after which the connection is closed and nothing more is read.
  Error error() {
    const auto result = call();
    REQUIRE(!result);
    INFO(result.error().text());
    CHECK(contains(result.error().text(), "closed"));
    CHECK(contains(result.error().text(), "may have"));
    CHECK(result.error().call_state() == CallState::sent);
    CHECK(!client.link().is_open());
    CHECK(client.link().outstanding() == 0);
    // There was no endpoint: the next call says so instead of reading on, and nobody promised more.
    CHECK(!contains(result.error().text(), "opens a new one"));
    const auto next = call();
    REQUIRE(!next);
    CHECK(next.error().code() == Errc::not_open);
    CHECK(contains(next.error().text(), "no endpoint"));
    CHECK(next.error().call_state() == CallState::not_sent);
    return result.error();
  }
  /// The error of a call that leaves the connection in step.
  Error harmless() {
    const auto result = call();
    REQUIRE(!result);
    CHECK(result.error().call_state() == CallState::answered);
    CHECK(client.link().is_open());
    CHECK(client.link().outstanding() == 0);
    return result.error();
  }

 private:
  Hostile(std::pair<Memory, Memory> ends, const Bytes& answer, Then then)
      : peer(std::move(ends.second)), client(std::move(ends.first)) {
    if (then == Then::wait) {
      peer.send(answer);
      return;
    }
    server_ = std::jthread([this, answer] {
      std::byte room[1000];
      (void)peer.stream().receive(room);
      peer.send(answer);
      peer.stream().close();
    });
  }

 public:
  Peer<S> peer;
  typename S::Client client;

 private:
  std::jthread server_;
};

TEMPLATE_TEST_CASE("client: a reply of another name, number or kind ends the connection", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes three = result<S, &Harbor::add>(3);
  CHECK(Hostile<S>(reply<S>("add", 1, three)).call().value() == 3);

  Error error = Hostile<S>(reply<S>("sub", 1, three)).error();
  CHECK(error.code() == Errc::corrupted);
  CHECK(contains(error.text(), "reply to add names the method 'sub'"));
  for (const std::string name : {"", "ad", "xadd", "add:", "addd"})
    CHECK(contains(Hostile<S>(reply<S>(name, 1, three)).error().text(), "names the method"));
  for (const std::int32_t seqid : {0, 2, -1, 0x7fffffff}) {
    error = Hostile<S>(reply<S>("add", seqid, three)).error();
    CHECK(error.code() == Errc::corrupted);
    CHECK(contains(error.text(), "sequence id " + std::to_string(seqid) + " instead of 1"));
  }
  for (const MessageType type : {MessageType::call, MessageType::oneway}) {
    error = Hostile<S>(reply<S>("add", 1, three, type)).error();
    CHECK(error.code() == Errc::corrupted);
    CHECK(contains(error.text(), "reply to add is a call"));
  }
}

TEMPLATE_TEST_CASE("client: the name in a reply may have a multiplexed service in front", "",
                   ALL_STACKS) {
  using S = TestType;
  const Bytes three = result<S, &Harbor::add>(3);
  CHECK(Hostile<S>(reply<S>("Harbor:add", 1, three)).call().value() == 3);
}

TEMPLATE_TEST_CASE("client: an answered error has the server's code and text, and goes on", "",
                   ALL_STACKS) {
  using S = TestType;
  const auto answer = [](std::string_view name, std::string text, std::int32_t type) {
    return reply<S>(name, 1, body<S>(testing::ApplicationError{std::move(text), type}),
                    MessageType::exception);
  };
  Error error = Hostile<S>(answer("add", "no such thing", 1)).harmless();
  CHECK(error.code() == Errc::application);
  CHECK(error.application_code() == ApplicationCode::unknown_method);
  CHECK(contains(error.text(), "answered add with an error: no such thing"));
  CHECK(contains(Hostile<S>(answer("add", "no\nyes", 1)).harmless().text(), "error: no\\x0ayes"));
  CHECK(contains(Hostile<S>(answer("a\nb", "no", 1)).error().text(), "method 'a\\x0ab'"));
  // A server may fail before it knows the name, and may use a code that nobody knows.
  CHECK(Hostile<S>(answer("", "x", 77)).harmless().application_code() ==
        static_cast<ApplicationCode>(77));
  CHECK(Hostile<S>(reply<S>("add", 1, body<S>(Nothing{}), MessageType::exception))
            .harmless()
            .application_code() == ApplicationCode::unknown);
  Hostile<S>(answer("sub", "no such thing", 1)).error();
}

TEMPLATE_TEST_CASE("client: a reply without a result, or with what the client doesn't know", "",
                   ALL_STACKS) {
  using S = TestType;
  Error error = Hostile<S>(reply<S>("add", 1, body<S>(Nothing{}))).harmless();
  CHECK(error.application_code() == ApplicationCode::missing_result);
  CHECK(contains(error.text(), "neither a result nor an exception"));

  const Bytes unknown = body<S>(UnknownFieldResult{7});
  error = Hostile<S>(reply<S>("add", 1, unknown)).harmless();
  CHECK(error.application_code() == ApplicationCode::missing_result);
  CHECK(contains(error.text(), "field 7"));
  // A void method's reply is empty; but an exception that a newer server declares is no success.
  error = Hostile<S, &Harbor::ping>(reply<S>("ping", 1, unknown)).harmless();
  CHECK(error.application_code() == ApplicationCode::missing_result);
  CHECK(contains(error.text(), "field 7"));
  error = Hostile<S, &Harbor::anchor>(reply<S>("anchor", 1, unknown)).harmless();
  CHECK(error.application_code() == ApplicationCode::missing_result);
  // That a newer server returns something is none of an older client's business.
  CHECK(Hostile<S, &Harbor::ping>(reply<S>("ping", 1, result<S, &Harbor::add>(3)))
            .call()
            .has_value());
  CHECK(Hostile<S, &Harbor::ping>(reply<S>("ping", 1, body<S>(Nothing{}))).call().has_value());
}

TEMPLATE_TEST_CASE("client: a reply that is cut off, or never comes, ends the connection", "",
                   ALL_STACKS) {
  using S = TestType;
  using Then = typename Hostile<S>::Then;
  const Bytes whole = reply<S>("add", 1, result<S, &Harbor::add>(3));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const Error closed = Hostile<S>(part, Then::close).error();
    CHECK(closed.code() == Errc::end_of_stream);
    CHECK(contains(closed.text(), "the call of add failed"));
    CHECK(contains(closed.text(), size == 0 ? "closed the connection" : "inside a message"));
  }
  const Error error = Hostile<S>({}).error();
  CHECK(error.code() == Errc::timed_out);
  CHECK(contains(error.text(), "read_timeout"));
  CHECK(contains(error.text(), "the call of add failed"));
}

TEMPLATE_TEST_CASE("client: a reply that is no message, or not of the stack, ends the connection",
                   "", ALL_STACKS) {
  using S = TestType;
  const auto text = [](std::string_view line) {
    const auto bytes = std::as_bytes(std::span(line.data(), line.size()));
    return Bytes(bytes.begin(), bytes.end());
  };
  const Error http = Hostile<S>(text("HTTP/1.1 400 Bad Request\r\n\r\n")).error();
  CHECK(contains(http.text(), "HTTP"));
  CHECK(contains(http.text(), "the call of add failed"));
  Hostile<S>(framed<S>(Bytes(40, std::byte{0xff}))).error();
  Hostile<S>(framed<S>(text("garbage, garbage, garbage"))).error();

  using P = typename S::Protocol;
  using Other = std::conditional_t<std::is_same_v<P, Binary>, Compact, Binary>;
  const Bytes foreign = message<Other>(MessageType::reply, "add", 1, encode<Other>(Nothing{}));
  const Error other = Hostile<S>(framed<S>(foreign)).error();
  CHECK(contains(other.text(), Other::name));
  // Framed where the client isn't, and the other way round.
  const Bytes own = message<P>(MessageType::reply, "add", 1, result<S, &Harbor::add>(3));
  using Turned = Stack<P, std::conditional_t<S::framed, Buffered<Memory>, Framed<Memory>>>;
  const Error framing = Hostile<S>(framed<Turned>(own)).error();
  CHECK(contains(framing.text(), S::framed ? "unframed" : "framed"));
  // The head is right, the body is not.
  const Error body = Hostile<S>(reply<S>("add", 1, Bytes(9, std::byte{0xfe}))).error();
  CHECK(contains(body.text(), "the call of add failed"));
}

TEMPLATE_TEST_CASE("client: a type that throws while it is written or read leaves nothing behind",
                   "", ALL_STACKS) {
  using S = TestType;
  Served<S> served;
  auto& client = served.client;
  // Nothing was sent: the connection is as it was.
  CHECK_THROWS_WITH(client.burn({blows_when_written}), "written fuse");
  CHECK(client.link().is_open());
  CHECK(client.burn({1}).number == 1);

  // The reply was not taken whole: the connection is closed.
  Hostile<S, &Harbor::burn> hostile(reply<S>("burn", 1, result<S, &Harbor::burn>(Fuse{666})));
  CHECK_THROWS_WITH(hostile.client.burn({1}), "read fuse");
  CHECK(!hostile.client.link().is_open());
  CHECK(hostile.client.link().outstanding() == 0);
}

TEMPLATE_TEST_CASE("client: a call too large for the limits is not sent and closes nothing", "",
                   ALL_STACKS) {
  auto [end, other] = Memory::pair();
  ConnectionOptions options;
  options.limits.max_frame = options.limits.max_message = 1000;
  typename TestType::Client client(std::move(end), options);
  const auto result = client.template try_call<&Harbor::echo>(std::string(2000, 'x'));
  REQUIRE(!result);
  CHECK(result.error().code() == (TestType::framed ? Errc::frame_limit : Errc::message_limit));
  CHECK(contains(result.error().text(), "Limits::max_"));
  CHECK(contains(result.error().text(), "echo"));
  CHECK(contains(result.error().text(), "was not sent"));
  CHECK(result.error().call_state() == CallState::not_sent);
  CHECK(!other.stale());
  CHECK(client.link().is_open());
  // A large string travels beside the buffer; it counts all the same.
  CHECK(!client.template try_call<&Harbor::echo>(std::string(20'000, 'x')));
  Peer<TestType> peer(std::move(other));
  peer.send(reply<TestType>("add", 1, ::seathrift::testing::result<TestType, &Harbor::add>(3)));
  CHECK(client.add(1, 2) == 3);
}

TEMPLATE_TEST_CASE("client: requests are numbered from 1 and carry name and kind", "", ALL_STACKS) {
  using S = TestType;
  auto [end, other] = Memory::pair();
  typename S::Client client(std::move(end));
  Peer<S> peer(std::move(other));
  for (std::int32_t i = 1; i < 4; ++i) {
    client.template send_<&Harbor::add>(i, 5);
    const auto sent = peer.next();
    REQUIRE(sent);
    CHECK(sent->name == "add");
    CHECK(sent->type == MessageType::call);
    CHECK(sent->seqid == i);
    CHECK(as<S, TwoNumbers>(*sent).a == i);
    CHECK(as<S, TwoNumbers>(*sent).b == 5);
  }
  CHECK(peer.arrived().empty());
}

TEMPLATE_TEST_CASE("client: a send that fails says that the call was not carried out", "",
                   ALL_STACKS) {
  auto [end, other] = Memory::pair();
  typename TestType::Client client(std::move(end));
  client.template send_<&Harbor::add>(1, 1);
  other.close();
  const auto sent = [&]() -> std::optional<TransportException> {
    try {
      client.template send_<&Harbor::twice>(1);
    } catch (const TransportException& error) {
      return error;
    }
    return std::nullopt;
  }();
  REQUIRE(sent);
  CHECK(sent->code() == Errc::end_of_stream);
  CHECK(contains(sent->what(), "the call of twice failed"));
  CHECK(contains(sent->what(), "can't have carried it out"));
  CHECK(sent->call_state() == CallState::not_sent);
  CHECK(contains(sent->what(), "one more call"));
  CHECK(client.link().outstanding() == 0);
}

/// Servers at endpoints in memory, that serve one connection each.
template <class S>
class Restarted {
 public:
  Restarted() : acceptor_(Memory::Acceptor::listen({}, {}).value()) {}
  Memory::Endpoint endpoint() { return acceptor_.endpoint(); }

  /// Accepts a connection and serves `calls` of it; then it is closed.
  std::jthread serve(int calls) {
    return std::jthread([this, calls] {
      const typename S::Processor processor(Handler{});
      typename S::Processor::Channel channel(acceptor_.accept().value(), Limits{});
      const auto lease = processor.lease({});
      for (int i = 0; i < calls; ++i) (void)processor.process(channel, lease, {});
    });
  }

 private:
  Memory::Acceptor acceptor_;
};

TEMPLATE_TEST_CASE("client: connects with the first call, and anew when its server was restarted",
                   "", ALL_STACKS) {
  using S = TestType;
  Restarted<S> server;
  typename S::Client client(server.endpoint());
  CHECK(!client.link().is_open());
  CHECK(client.link().peer() == "nobody");
  {
    const auto first = server.serve(2);
    CHECK(client.add(1, 2) == 3);
    CHECK(client.link().is_open());
    CHECK(client.add(3, 4) == 7);
  }
  std::this_thread::sleep_for(3ms);
  {
    const auto second = server.serve(1);
    CHECK(client.add(5, 6) == 11);  // the closed connection was noticed before anything was sent
  }
  {
    // Right after a call the client doesn't look; what fails is told, and the call after that is
    // clean.
    const auto third = server.serve(1);
    auto result = client.template try_call<&Harbor::add>(7, 8);
    if (!result) {
      CHECK(contains(result.error().text(), "the call of add failed"));
      CHECK(contains(result.error().text(), "next call opens a new one"));
      result = client.template try_call<&Harbor::add>(7, 8);
    }
    CHECK(result.value() == 15);
  }
}

TEMPLATE_TEST_CASE("client: replies that were due are lost with the connection, later ones are not",
                   "", ALL_STACKS) {
  using S = TestType;
  Restarted<S> server;
  typename S::Client client(server.endpoint());
  {
    client.template send_<&Harbor::add>(1, 1);
    client.template send_<&Harbor::add>(2, 2);
    client.template send_<&Harbor::add>(3, 3);
    const auto first = server.serve(1);
    CHECK(client.template receive_<&Harbor::add>() == 2);
    CHECK_THROWS_AS(client.template receive_<&Harbor::add>(), TransportException);
    CHECK_THROWS_WITH(client.template receive_<&Harbor::add>(), Catch::Contains("is due"));
  }
  const auto second = server.serve(1);
  CHECK(client.add(20, 22) == 42);
}

TEMPLATE_TEST_CASE("client: what a server sends unasked is never taken for a reply", "",
                   ALL_STACKS) {
  using S = TestType;
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  typename S::Client client(acceptor.endpoint());
  client.link().open();
  Memory first = acceptor.accept().value();
  // As it would look, were it the reply to the next call.
  send_bytes(first, reply<S>("add", 1, ::seathrift::testing::result<S, &Harbor::add>(66)));
  std::jthread server([&acceptor] {
    const typename S::Processor processor(Handler{});
    typename S::Processor::Channel channel(acceptor.accept().value(), Limits{});
    (void)processor.process(channel, processor.lease({}), {});
  });
  CHECK(client.add(1, 2) == 3);
}

TEST_CASE("client: where nobody listens, the error says which call was not sent") {
  Memory::Endpoint endpoint;
  {
    auto acceptor = Memory::Acceptor::listen({}, {}).value();
    endpoint = acceptor.endpoint();
  }
  BinaryFramed::Client client(endpoint);
  for (int i = 0; i < 2; ++i) {
    const auto result = client.try_call<&Harbor::add>(1, 2);
    REQUIRE(!result);
    CHECK(result.error().code() == Errc::not_open);
    CHECK(contains(result.error().text(), "nobody listens"));
    CHECK(contains(result.error().text(), "the call of add"));
    CHECK(contains(result.error().text(), "not sent"));
    CHECK(result.error().call_state() == CallState::not_sent);
  }
}

TEST_CASE("client: can be moved, its connection goes along") {
  Served<CompactFramed> served;
  CHECK(served.client.add(1, 1) == 2);
  CompactFramed::Client moved = std::move(served.client);
  CHECK(moved.add(2, 2) == 4);
  served.client = std::move(moved);
  CHECK(served.client.add(3, 3) == 6);
}

/// A client with more to it, which moves in its own way.
struct Named : BinaryFramed::Client {
  using Client::Client;
  Named(Named&& other) noexcept : Client(std::move(other)), name(std::move(other.name)) {}
  std::string name = "pilot";
};

TEST_CASE("client: what is derived from one moves into it") {
  Served<BinaryFramed> served;
  Named first(Memory::pair().first);
  static_cast<BinaryFramed::Client&>(first) = std::move(served.client);
  Named second(std::move(first));
  CHECK(second.name == "pilot");
  CHECK(second.add(1, 2) == 3);
  served.client = BinaryFramed::Client(std::move(second));
  CHECK(served.client.add(3, 4) == 7);
}

TEST_CASE("client: one that was moved from connects to nobody") {
  using SocketClient = Client<Harbor, Compact, Framed<Socket>>;
  auto acceptor = Socket::Acceptor::listen({.host = "127.0.0.1"}, {}).value();
  // A short name is kept in the string itself, and an empty one stands for this machine.
  SocketClient first("other.test", acceptor.port());
  SocketClient second = std::move(first);
  for (int i = 0; i < 2; ++i) {
    const auto result = first.try_call<&Harbor::add>(1, 1);
    REQUIRE(!result);
    CHECK(result.error().code() == Errc::not_open);
    CHECK(contains(result.error().text(), "has been moved from"));
    CHECK_FALSE(acceptor.try_accept().value().has_value());
    second = SocketClient("another.test", acceptor.port());
    first = std::move(second);
    std::swap(first, second);
  }
}

TEST_CASE("client: a method may have the name of something that the client does") {
  using Stack = Framed<Memory>;
  SimpleServer<health::Health, Compact, Stack> server{health::Handler{}};
  std::thread thread([&] { server.serve(); });
  {
    Client<health::Health, Compact, Stack> client{server.endpoint()};
    CHECK(client.check(1));
    CHECK_FALSE(client.check(0));
    CHECK(client.result_in(5) == 5);
  }
  server.stop();
  thread.join();
}

TEST_CASE("client: a number that is no port is refused, however it is given") {
  using SocketClient = Client<Harbor, Compact, Framed<Socket>>;
  const int port = 65536 + 9090;
  CHECK_THROWS_WITH((SocketClient{"localhost", port}), Catch::Contains("74626 is no port"));
  CHECK_THROWS_AS(SocketClient("localhost", -1), TransportException);
  CHECK_THROWS_AS(SocketClient(Socket::Endpoint{"localhost", port}), TransportException);
  CHECK(!SocketClient{"localhost", 9090}.link().is_open());
}

}  // namespace
