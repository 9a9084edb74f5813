// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/processor.hpp>

#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace gallery {

struct Gallery {
  std::string title(std::string_view picture);
  std::vector<std::byte> pixels(std::string_view picture);
};
SEATHRIFT_SERVICE(Gallery, (title, picture), (pixels, picture))

/// Keeps what it shows.
class Keeper {
 public:
  std::string_view title(std::string_view picture) { return picture.substr(0, 5); }
  std::span<const std::byte> pixels(std::string_view) const { return pixels_; }

 private:
  std::vector<std::byte> pixels_ = std::vector<std::byte>(100'000, std::byte{7});
};

}  // namespace gallery

namespace vault {

/// Can't be made now and then.
struct Key {
  Key() {
    if (breaks) throw std::runtime_error("no key");
  }
  std::string teeth;
  static inline bool breaks = false;
};
SEATHRIFT_STRUCT(Key, (1, teeth))

struct Vault {
  void open(Key key);
  void shut(std::string reason);
};
SEATHRIFT_SERVICE(Vault, (open, key), (shut, reason))

/// An exception that refers to what the handler was given.
class Refusal : public std::exception {
 public:
  explicit Refusal(const std::string& reason) : reason_(reason) {}
  [[nodiscard]] const char* what() const noexcept override { return reason_.c_str(); }

 private:
  const std::string& reason_;
};

struct Guard {
  void open(const Key&) {}
  void shut(const std::string& reason) {
    ++shuts;
    throw Refusal(reason);
  }
  int shuts = 0;
};

}  // namespace vault

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

#define ALL_STACKS BinaryFramed, BinaryBuffered, CompactFramed, CompactBuffered
#define FRAMED_STACKS BinaryFramed, CompactFramed
#define BUFFERED_STACKS BinaryBuffered, CompactBuffered

std::string text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "not a std::exception";
  }
}

/// A processor with one connection, whose other end the test holds. Nothing waits: what is not
/// there by the time of a call counts as never coming.
template <class S>
class Bench {
 public:
  using Outcome = typename S::Processor::Outcome;

  explicit Bench(ProcessorOptions options = {}, const Limits& limits = {})
      : Bench(Memory::pair({.read_timeout = 1ms}), std::move(options), limits) {}

  Outcome serve() { return processor_.process(channel_, lease_, info_); }

  /// The reply to a request that is served, where there must be one.
  Message answer(const Bytes& bytes, Outcome outcome = Outcome::served) {
    peer.send(bytes);
    REQUIRE(serve() == outcome);
    auto reply = peer.next();
    REQUIRE(reply);
    CHECK(peer.arrived().empty());
    return *std::move(reply);
  }
  /// The TApplicationException that answers a request.
  testing::ApplicationError refusal(const Bytes& bytes, Outcome outcome = Outcome::served) {
    const Message message = answer(bytes, outcome);
    CHECK(message.type == MessageType::exception);
    return as<S, testing::ApplicationError>(message);
  }
  /// Serves a request that nothing answers.
  void silent(const Bytes& bytes, Outcome outcome = Outcome::served) {
    peer.send(bytes);
    REQUIRE(serve() == outcome);
    CHECK(peer.arrived().empty());
  }
  /// The connection is in step, and goes on.
  bool goes_on() {
    const Message message = answer(request<S>("add", 99, body<S>(TwoNumbers{40, 2})));
    return message.type == MessageType::reply && value_of<S, &Harbor::add>(message) == 42;
  }

  Handler handler;
  /// What the hook was told: the method and the text.
  std::vector<std::pair<std::string, std::string>> told;

 private:
  using Stream = typename S::Transport::Stream;
  Bench(std::pair<Memory, Memory> ends, ProcessorOptions options, const Limits& limits)
      : processor_(std::ref(handler), listen(std::move(options))),
        channel_(Stream(std::move(ends.first)), limits),
        lease_(processor_.lease(info_)),
        peer(std::move(ends.second)) {}

  ProcessorOptions listen(ProcessorOptions options) {
    if (!options.on_error)
      options.on_error = [this](const ConnectionInfo&, std::string_view method,
                                std::exception_ptr error) {
        told.emplace_back(method, text_of(error));
      };
    return options;
  }

  ConnectionInfo info_;
  typename S::Processor processor_;
  typename S::Processor::Channel channel_;
  detail::HandlerLease lease_;

 public:
  Peer<S> peer;
};

TEMPLATE_TEST_CASE("processor: a reply has the call's name and number, whatever number that is", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  for (const std::int32_t seqid : {0, 1, -1, 0x7fffffff, -0x7fffffff - 1}) {
    const Message reply = bench.answer(request<S>("add", seqid, body<S>(TwoNumbers{3, 4})));
    CHECK(reply.name == "add");
    CHECK(reply.seqid == seqid);
    CHECK(reply.type == MessageType::reply);
    CHECK(value_of<S, &Harbor::add>(reply) == 7);
  }
  const Message nothing = bench.answer(request<S>("ping", 5, body<S>(Nothing{})));
  CHECK(nothing.type == MessageType::reply);
  CHECK(nothing.body == Bytes{std::byte{0}});
  CHECK(value_of<S, &Root::who>(bench.answer(request<S>("who", 6, body<S>(Nothing{})))) ==
        "harbor");
  CHECK(bench.told.empty());
}

TEMPLATE_TEST_CASE("processor: a handler may return a view of what it keeps", "", ALL_STACKS) {
  using S = TestType;
  using gallery::Gallery;
  auto [here, there] = Memory::pair({});
  Client<Gallery, typename S::Protocol, typename S::Transport> client(std::move(here));
  using Carrier = Processor<Gallery, typename S::Protocol, typename S::Transport>;
  using Outcome = typename Carrier::Outcome;
  const Carrier processor(gallery::Keeper{}, ProcessorOptions{});
  typename Carrier::Channel channel(std::move(there), Limits{});
  const ConnectionInfo info;
  auto lease = processor.lease(info);
  client.template send_<&Gallery::title>("waves at night");
  client.template send_<&Gallery::pixels>("waves");
  CHECK(processor.process(channel, lease, info) == Outcome::served);
  CHECK(processor.process(channel, lease, info) == Outcome::served);
  CHECK(client.template receive_<&Gallery::title>() == "waves");
  CHECK(client.template receive_<&Gallery::pixels>() ==
        std::vector<std::byte>(100'000, std::byte{7}));
}

TEMPLATE_TEST_CASE("processor: arguments that can't be made end what is not framed", "",
                   ALL_STACKS) {
  using S = TestType;
  using Carrier = Processor<vault::Vault, typename S::Protocol, typename S::Transport>;
  using Outcome = typename Carrier::Outcome;
  auto [here, there] = Memory::pair({.read_timeout = 1ms});
  vault::Guard guard;
  const Carrier processor(std::ref(guard), ProcessorOptions{});
  typename Carrier::Channel channel(std::move(there), Limits{});
  const ConnectionInfo info;
  auto lease = processor.lease(info);
  Peer<S> peer(std::move(here));
  // Behind the head of one call lies what looks like another.
  peer.send(request<S>(
      "open", 1,
      message<typename S::Protocol>(MessageType::call, "shut", 2, body<S>(OneText{"x"}))));
  vault::Key::breaks = true;
  const Outcome outcome = processor.process(channel, lease, info);
  vault::Key::breaks = false;
  CHECK(outcome == (S::framed ? Outcome::served : Outcome::ended));
  auto reply = peer.next();
  REQUIRE(reply);
  CHECK(reply->type == MessageType::exception);
  CHECK(guard.shuts == 0);
}

TEMPLATE_TEST_CASE("processor: what is thrown may refer to the arguments", "", ALL_STACKS) {
  using S = TestType;
  using vault::Vault;
  auto [here, there] = Memory::pair({});
  Client<Vault, typename S::Protocol, typename S::Transport> client(std::move(here));
  using Carrier = Processor<Vault, typename S::Protocol, typename S::Transport>;
  const Carrier processor(vault::Guard{}, ProcessorOptions{.expose_errors = true});
  typename Carrier::Channel channel(std::move(there), Limits{});
  const ConnectionInfo info;
  auto lease = processor.lease(info);
  const std::string reason(5000, 'r');
  client.template send_<&Vault::shut>(reason);
  CHECK(processor.process(channel, lease, info) == Carrier::Outcome::served);
  try {
    client.template receive_<&Vault::shut>();
    FAIL("nothing was thrown");
  } catch (const ApplicationException& error) {
    CHECK(std::string_view(error.what()).find(reason) != std::string_view::npos);
  }
}

TEMPLATE_TEST_CASE("processor: declared exceptions are replies, the first type that fits counts",
                   "", ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  const auto sail = [&](std::int32_t wind) {
    return bench.answer(request<S>("sail", 1, body<S>(OneNumber{wind})));
  };
  const Message squall = sail(9);
  CHECK(squall.type == MessageType::reply);
  CHECK(!value_of<S, &Harbor::sail, 0>(squall));
  CHECK(value_of<S, &Harbor::sail, 1>(squall).value().from == "west");
  CHECK(!value_of<S, &Harbor::sail, 2>(squall));
  CHECK(value_of<S, &Harbor::sail, 2>(sail(10)).value().force == 10);
  CHECK(value_of<S, &Harbor::sail, 3>(sail(11)).value().thickness == "thick");
  CHECK(value_of<S, &Harbor::sail, 0>(sail(5)) == 5);

  // The base is declared first: it takes the derived one.
  const Message drift = bench.answer(request<S>("drift", 1, body<S>(OneNumber{9})));
  CHECK(drift.type == MessageType::reply);
  CHECK(value_of<S, &Harbor::drift, 0>(drift).value().force == 9);
  CHECK(!value_of<S, &Harbor::drift, 1>(drift));
  // An exception that a method inherits from a declared one is declared.
  CHECK(
      value_of<S, &Harbor::anchor, 0>(bench.answer(request<S>("anchor", 1, body<S>(OneNumber{9}))))
          .value()
          .force == 9);
  CHECK(bench.told.empty());
}

TEMPLATE_TEST_CASE("processor: what a method doesn't declare is answered with a fixed text", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  const auto sail = [&](std::int32_t wind) {
    return bench.refusal(request<S>("sail", 1, body<S>(OneNumber{wind})));
  };
  const auto error = sail(12);
  CHECK(error.type == 6);
  CHECK(error.message == "Internal error processing sail");
  REQUIRE(bench.told.size() == 1);
  CHECK(bench.told[0].first == "sail");
  CHECK(bench.told[0].second == "a secret");

  // Anything at all may be thrown.
  CHECK(sail(13).type == 6);
  CHECK(sail(13).message == "Internal error processing sail");
  CHECK(bench.told.back().second == "not a std::exception");

  // A handler chooses a code by throwing it.
  const auto chosen = sail(14);
  CHECK(chosen.type == 8);
  CHECK(chosen.message == "chosen");

  // Declared by another method is not declared.
  CHECK(bench.refusal(request<S>("anchor", 1, body<S>(OneNumber{11}))).type == 6);
  CHECK(bench.goes_on());
}

TEMPLATE_TEST_CASE(
    "processor: the text of an exception is shown to clients where that is asked for", "",
    ALL_STACKS) {
  using S = TestType;
  Bench<S> bench({.expose_errors = true});
  CHECK(bench.refusal(request<S>("sail", 1, body<S>(OneNumber{12}))).message == "a secret");
  CHECK(bench.refusal(request<S>("sail", 1, body<S>(OneNumber{13}))).message ==
        "Internal error processing sail");
}

TEMPLATE_TEST_CASE("processor: a hook that throws changes nothing for the client", "", ALL_STACKS) {
  using S = TestType;
  int called = 0;
  Bench<S> bench({.on_error = [&](const ConnectionInfo&, std::string_view, std::exception_ptr) {
    ++called;
    throw std::runtime_error("from the hook");
  }});
  CHECK(bench.refusal(request<S>("sail", 1, body<S>(OneNumber{12}))).message ==
        "Internal error processing sail");
  CHECK(called == 1);
  bench.silent(request<S>("note", 1, body<S>(OneText{"throw"}), MessageType::oneway));
  CHECK(called == 2);
  CHECK(bench.goes_on());
  bench.silent(request<S>("add", 1, body<S>(Nothing{}), MessageType::reply),
               Bench<S>::Outcome::ended);
  CHECK(called == 3);
}

TEMPLATE_TEST_CASE("processor: an unknown method is refused, its arguments are passed over", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  for (const std::string& name : {std::string("fly"), std::string(), std::string("Harbor:add"),
                                  std::string(300, 'n'), std::string("ad"), std::string("addd")}) {
    const Message reply =
        bench.answer(request<S>(name, 7, body<S>(Ship{"Anna", 3, {"Ole", "Lars"}})));
    CHECK(reply.name == name);
    CHECK(reply.seqid == 7);
    CHECK(reply.type == MessageType::exception);
    const auto error = as<S, testing::ApplicationError>(reply);
    CHECK(error.type == 1);
    CHECK(error.message == "Invalid method name: '" + name + "'");
  }
  bench.silent(request<S>("fly", 7, body<S>(Ship{}), MessageType::oneway));
  CHECK(bench.goes_on());
}

TEMPLATE_TEST_CASE("processor: a method's name begins no line of who is told of it", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  const std::string name = "add\nall is well";
  const Message reply = bench.answer(request<S>(name, 7, body<S>(Nothing{})));
  CHECK(as<S, testing::ApplicationError>(reply).message ==
        "Invalid method name: 'add\\x0aall is well'");
  // Arguments of a type that there is not.
  bench.peer.send(request<S>(name, 7, Bytes(3, std::byte{0xff})));
  static_cast<void>(bench.serve());
  REQUIRE(!bench.told.empty());
  CHECK(bench.told.back().first == "add\\x0aall is well");
}

TEMPLATE_TEST_CASE("processor: a oneway method is never answered, whatever kind the message has",
                   "", ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  for (const MessageType type : {MessageType::oneway, MessageType::call}) {
    bench.silent(request<S>("note", 1, body<S>(OneText{"a"}), type));
    bench.silent(request<S>("whisper", 1, body<S>(OneText{"b"}), type));
    bench.silent(request<S>("note", 1, body<S>(OneText{"throw"}), type));
    CHECK(bench.told.back() == std::pair<std::string, std::string>("note", "a secret of note"));
  }
  CHECK(bench.handler.notes == "a;(b);a;(b);");
  CHECK(bench.goes_on());
}

TEMPLATE_TEST_CASE("processor: a oneway message for a method with a reply is answered", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  const Message reply =
      bench.answer(request<S>("add", 8, body<S>(TwoNumbers{3, 4}), MessageType::oneway));
  CHECK(reply.type == MessageType::reply);
  CHECK(value_of<S, &Harbor::add>(reply) == 7);
  CHECK(bench.refusal(request<S>("sail", 8, body<S>(OneNumber{12}), MessageType::oneway)).type ==
        6);
}

TEMPLATE_TEST_CASE("processor: arguments may be missing, repeated, out of order or unknown", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  CHECK(value_of<S, &Harbor::add>(bench.answer(request<S>("add", 1, body<S>(Nothing{})))) == 0);
  CHECK(value_of<S, &Harbor::add>(bench.answer(request<S>("add", 1, body<S>(OneNumber{5})))) == 5);
  // A text and a list of texts are neither of the numbers.
  CHECK(value_of<S, &Harbor::add>(
            bench.answer(request<S>("add", 1, body<S>(Ship{"Anna", 4, {"Ole"}})))) == 4);
  CHECK(bench.told.empty());
}

TEMPLATE_TEST_CASE(
    "processor: undecodable arguments in a frame are refused, the connection goes on", "",
    FRAMED_STACKS) {
  using S = TestType;
  Bench<S> bench;
  const auto error = bench.refusal(request<S>("add", 5, Bytes(7, std::byte{0xfe})));
  CHECK(error.type == 7);
  CHECK(contains(error.message, "message"));
  REQUIRE(bench.told.size() == 1);
  CHECK(bench.told[0].first == "add");

  // The frame ends before its message does.
  CHECK(bench.refusal(request<S>("add", 5, {})).type == 7);
  // A required field of an argument is missing: named by struct and field.
  const auto required = bench.refusal(request<S>("paint", 5, body<S>(OneBoat{{"Anna"}})));
  CHECK(required.type == 7);
  CHECK(contains(required.message, "'tons'"));
  CHECK(contains(required.message, "Ship"));
  // Nobody waits for the refusal of a oneway method, even if the message is a call.
  bench.silent(request<S>("note", 5, Bytes(7, std::byte{0xfe})));
  bench.silent(request<S>("note", 5, Bytes(7, std::byte{0xfe}), MessageType::oneway));
  CHECK(bench.told.back().first == "note");
  CHECK(bench.goes_on());
}

TEMPLATE_TEST_CASE(
    "processor: undecodable arguments without a frame are refused, the connection ends", "",
    BUFFERED_STACKS) {
  using S = TestType;
  using Outcome = typename Bench<S>::Outcome;
  {
    Bench<S> bench;
    const auto error =
        bench.refusal(request<S>("add", 5, Bytes(7, std::byte{0xfe})), Outcome::ended);
    CHECK(error.type == 7);
    CHECK(!bench.told.empty());
  }
  {
    Bench<S> bench;
    CHECK(contains(
        bench.refusal(request<S>("paint", 5, body<S>(OneBoat{{"Anna"}})), Outcome::ended).message,
        "'tons'"));
  }
  {
    // What is wrong is seen by the search for the message's end.
    Bench<S> bench;
    const Bytes whole = request<S>("paint", 5, body<S>(OneBoat{{std::string(5000, 'a')}}));
    bench.peer.send(Bytes(whole.begin(), whole.begin() + 3000));
    bench.peer.send(Bytes(10'000, std::byte{0xfe}));
    CHECK(bench.serve() == Outcome::ended);
    const auto reply = bench.peer.next();
    REQUIRE(reply);
    CHECK(reply->type == MessageType::exception);
    CHECK(as<S, testing::ApplicationError>(*reply).type == 7);
  }
  {
    Limits limits;
    limits.max_message = 1000;
    Bench<S> bench({}, limits);
    const auto error = bench.refusal(
        request<S>("echo", 5, body<S>(OneText{std::string(5000, 'a')})), Outcome::ended);
    CHECK(error.type == 7);
    CHECK(contains(error.message, "Limits::max_message"));
    CHECK(bench.told.size() == 1);
  }
}

TEMPLATE_TEST_CASE("processor: a reply sent to a server ends the connection without an answer", "",
                   ALL_STACKS) {
  using S = TestType;
  for (const MessageType type : {MessageType::reply, MessageType::exception}) {
    Bench<S> bench;
    bench.silent(request<S>("add", 1, body<S>(TwoNumbers{3, 4}), type), Bench<S>::Outcome::ended);
    REQUIRE(bench.told.size() == 1);
    CHECK(bench.told[0].first.empty());
    CHECK(contains(bench.told[0].second, "a reply arrived"));
  }
}

TEMPLATE_TEST_CASE("processor: what is no message ends the connection and is named", "",
                   ALL_STACKS) {
  using S = TestType;
  using P = typename S::Protocol;
  // Who is known is told why, too.
  const auto told = [](const Bytes& bytes, bool answered = true) {
    Bench<S> bench;
    bench.peer.send(bytes);
    REQUIRE(bench.serve() == Bench<S>::Outcome::ended);
    CHECK(bench.peer.arrived().empty() != answered);
    REQUIRE(bench.told.size() == 1);
    return bench.told[0].second;
  };
  const auto text = [](std::string_view line) {
    const auto bytes = std::as_bytes(std::span(line.data(), line.size()));
    return Bytes(bytes.begin(), bytes.end());
  };
  CHECK(contains(told(text("GET / HTTP/1.1\r\nHost: harbor\r\n\r\n")), "HTTP"));
  CHECK(contains(told(text("\x16\x03\x01\x02\x05\x01\x02\x03\x04\x05\x06")), "TLS"));
  told(Bytes(64, std::byte{0xff}), false);
  told(framed<S>(text("garbage")), false);
  using Other = std::conditional_t<std::is_same_v<P, Binary>, Compact, Binary>;
  const Bytes foreign = message<Other>(MessageType::call, "add", 1, encode<Other>(TwoNumbers{}));
  CHECK(contains(told(framed<S>(foreign)), Other::name));
  using Turned = Stack<P, std::conditional_t<S::framed, Buffered<Memory>, Framed<Memory>>>;
  const Bytes own = message<P>(MessageType::call, "add", 1, encode<P>(TwoNumbers{}));
  CHECK(contains(told(framed<Turned>(own)), S::framed ? "unframed" : "framed"));
}

TEMPLATE_TEST_CASE("processor: old Binary without frames is answered so", "", FRAMED_STACKS) {
  using S = TestType;
  const Bytes old = [] {
    const std::string_view call(
        "\0\0\0\x03"
        "add\x01\0\0\0\x09\0",
        13);
    const auto bytes = std::as_bytes(std::span(call.data(), call.size()));
    return Bytes(bytes.begin(), bytes.end());
  }();
  Bench<S> bench;
  bench.peer.send(old);
  REQUIRE(bench.serve() == Bench<S>::Outcome::ended);
  REQUIRE(bench.told.size() == 1);
  CHECK(
      contains(bench.told[0].second, "the peer sent no frame, it seems to speak unframed Binary"));
  CHECK(contains(bench.told[0].second, "use Buffered instead of Framed on this side"));
  const Bytes answer = bench.peer.arrived();
  detail::Input in(answer.data(), answer.size(), Limits{});
  MessageHead head;
  REQUIRE(Binary::read_message(in, in.begin, head) != nullptr);
  CHECK(head.type == MessageType::exception);
  CHECK(head.name == "add");
  CHECK(head.seqid == 9);
}

TEMPLATE_TEST_CASE("processor: an empty frame holds no message", "", FRAMED_STACKS) {
  Bench<TestType> bench;
  bench.silent(Bytes(4, std::byte{0}), Bench<TestType>::Outcome::ended);
  REQUIRE(bench.told.size() == 1);
  CHECK(contains(bench.told[0].second, "byte 0 of 0"));
}

TEMPLATE_TEST_CASE("processor: old Binary messages are understood", "", BinaryFramed,
                   BinaryBuffered) {
  using S = TestType;
  Bench<S> bench;
  Bytes old = {std::byte{0}, std::byte{0}, std::byte{0}, std::byte{3}};
  for (const char letter : std::string_view("add")) old.push_back(static_cast<std::byte>(letter));
  old.push_back(std::byte{1});
  append(old, Bytes{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{9}});
  append(old, body<S>(TwoNumbers{3, 4}));
  const Message reply = bench.answer(framed<S>(old));
  CHECK(reply.seqid == 9);
  CHECK(value_of<S, &Harbor::add>(reply) == 7);
}

TEMPLATE_TEST_CASE("processor: several calls in one piece are served one after the other", "",
                   ALL_STACKS) {
  using S = TestType;
  using Outcome = typename Bench<S>::Outcome;
  Bench<S> bench;
  Bytes all;
  for (std::int32_t i = 0; i < 5; ++i) append(all, request<S>("add", i, body<S>(TwoNumbers{i, i})));
  append(all, request<S>("note", 0, body<S>(OneText{"x"}), MessageType::oneway));
  append(all, request<S>("fly", 5, body<S>(OneText{"x"})));
  append(all, request<S>("echo", 6, body<S>(OneText{std::string(9000, 'e')})));
  bench.peer.send(all);
  for (int i = 0; i < 8; ++i) REQUIRE(bench.serve() == Outcome::served);
  CHECK(bench.serve() == Outcome::idle);
  for (std::int32_t i = 0; i < 5; ++i) {
    const auto reply = bench.peer.next();
    REQUIRE(reply);
    CHECK(reply->seqid == i);
    CHECK(value_of<S, &Harbor::add>(*reply) == 2 * i);
  }
  CHECK(bench.peer.next().value().type == MessageType::exception);
  CHECK(value_of<S, &Harbor::echo>(bench.peer.next().value()).value().size() == 9000);
  CHECK(!bench.peer.next());
}

TEMPLATE_TEST_CASE("processor: a call may come byte by byte", "", ALL_STACKS) {
  using S = TestType;
  const typename S::Processor processor(Handler{});
  const auto lease = processor.lease({});
  struct Arguments {
    Ship ship;
    std::string color;
  };
  const Bytes call =
      request<S>("paint", 3, body<S>(Arguments{{"Anna", 5, {"Ole", "Lars"}}, "blue"}));
  // A capacity of one byte: the sender waits for each to be taken.
  auto [slow_end, slow_other] = Memory::pair({}, 1);
  typename S::Processor::Channel slow(std::move(slow_end), Limits{});
  std::optional<Message> reply;
  std::thread client([&, other = std::move(slow_other)]() mutable {
    send_bytes(other, call);
    Bytes answer;
    std::byte room[64];
    for (;;) {
      const std::size_t size = other.receive(room).value();
      if (size == 0) break;
      append(answer, std::span(room, size));
    }
    auto [to, from] = Memory::pair();
    Peer<S> rest(std::move(from));
    send_bytes(to, answer);
    reply = rest.next();
  });
  CHECK(processor.process(slow, lease, {}) == S::Processor::Outcome::served);
  slow.stream().close();
  client.join();
  REQUIRE(reply);
  CHECK(value_of<S, &Harbor::paint>(*reply).value().name == "blue Anna");
}

TEMPLATE_TEST_CASE("processor: a memory budget is the whole call's, not that of its first part", "",
                   BUFFERED_STACKS) {
  using S = TestType;
  const typename S::Processor processor(Handler{});
  const auto lease = processor.lease({});
  Limits limits;
  limits.memory_factor = 8;
  limits.memory_base = 0;
  struct Arguments {
    Fuses fuses;
  };
  const Fuses fuses(2000, std::vector<Fuse>(30));
  const Bytes call = request<S>("burn_all", 3, body<S>(Arguments{fuses}));
  // The list's own 2000 elements are within the budget of all bytes, not of these.
  const auto first = std::span(call).first(4000);
  REQUIRE(limits.memory_for(first.size()) < fuses.size() * sizeof(fuses[0]));
  auto [mine, theirs] = Memory::pair({}, first.size());
  typename S::Processor::Channel channel(std::move(mine), limits);
  std::optional<std::size_t> answered;
  std::thread client([&, other = std::move(theirs)]() mutable {
    send_bytes(other, call);
    std::byte room[4096];
    std::size_t all = 0;
    while (const std::size_t size = other.receive(room).value()) all += size;
    answered = all;
  });
  CHECK(processor.process(channel, lease, {}) == S::Processor::Outcome::served);
  channel.stream().close();
  client.join();
  // The fuses themselves, not the text of an error.
  CHECK(answered > 60'000u);
}

TEMPLATE_TEST_CASE("processor: a call in many parts is decoded twice at most", "", ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  struct Arguments {
    Fuses fuses;
  };
  const Bytes call =
      request<S>("burn_all", 1, body<S>(Arguments{Fuses(300, std::vector<Fuse>(10))}));
  Fuse::decoded = 0;
  auto [end, other] = Memory::pair({}, 50);  // no more than that at a time
  const typename S::Processor processor(Handler{});
  typename S::Processor::Channel channel(std::move(end), Limits{});
  std::thread client([&call, other = std::move(other)]() mutable {
    send_bytes(other, call);
    std::byte room[4096];
    while (other.receive(room).value() != 0) {
    }
  });
  CHECK(processor.process(channel, processor.lease({}), {}) == S::Processor::Outcome::served);
  channel.stream().close();
  client.join();
  CHECK(Fuse::decoded >= 3000);
  CHECK(Fuse::decoded <= 6000);
}

TEMPLATE_TEST_CASE("processor: a type that throws while it is read or written is answered", "",
                   ALL_STACKS) {
  using S = TestType;
  using Outcome = typename Bench<S>::Outcome;
  {
    Bench<S> bench;
    const auto error = bench.refusal(request<S>("burn", 1, body<S>(OneNumber{blows_when_read})),
                                     S::framed ? Outcome::served : Outcome::ended);
    CHECK(error.type == 6);
    CHECK(error.message == "Internal error processing burn");
    REQUIRE(bench.told.size() == 1);
    CHECK(bench.told[0].second == "read fuse");
    if (S::framed) CHECK(bench.goes_on());
  }
  // The call was taken whole: the connection goes on, framed or not.
  Bench<S> bench;
  const auto error = bench.refusal(request<S>("burn", 1, body<S>(OneNumber{blows_when_written})));
  CHECK(error.type == 6);
  REQUIRE(bench.told.size() == 1);
  CHECK(bench.told[0].second == "written fuse");
  CHECK(bench.goes_on());
}

TEMPLATE_TEST_CASE("processor: a reply beyond the limits becomes an error that says so", "",
                   ALL_STACKS) {
  using S = TestType;
  Limits limits;
  limits.max_frame = limits.max_message = 1000;
  Bench<S> bench({}, limits);
  for (const std::int32_t size : {2000, 20'000}) {  // copied, and gathered
    const auto error = bench.refusal(request<S>("flood", 1, body<S>(OneNumber{size})));
    CHECK(error.type == 6);
    CHECK(contains(error.message, S::framed ? "Limits::max_frame (1000)" : "Limits::max_message"));
    CHECK(contains(error.message, "raise it"));
  }
  CHECK(bench.told.size() == 2);
  CHECK(bench.told[0].first == "flood");
  CHECK(bench.goes_on());
  // Where not even the error fits, the connection ends.
  limits.max_frame = limits.max_message = 60;
  Bench<S> narrow({}, limits);
  narrow.silent(request<S>("flood", 1, body<S>(OneNumber{2000})), Bench<S>::Outcome::ended);
  CHECK(narrow.told.size() == 2);
}

TEMPLATE_TEST_CASE("processor: the end of a connection in between calls is no error", "",
                   ALL_STACKS) {
  using S = TestType;
  using Outcome = typename Bench<S>::Outcome;
  {
    Bench<S> bench;
    CHECK(bench.serve() == Outcome::idle);
    CHECK(bench.goes_on());
    bench.peer.stream().close();
    CHECK(bench.serve() == Outcome::ended);
    CHECK(bench.told.empty());
  }
  const Bytes call = request<S>("add", 1, body<S>(TwoNumbers{}));
  for (std::size_t size = 1; size < call.size(); ++size) {
    const Bytes part(call.begin(), call.begin() + static_cast<std::ptrdiff_t>(size));
    Bench<S> bench;
    bench.peer.send(part);
    bench.peer.stream().close();
    CHECK(bench.serve() == Outcome::ended);
    REQUIRE(bench.told.size() == 1);
    CHECK(contains(bench.told[0].second, "inside a message"));
  }
  // As is silence inside a call.
  Bench<S> bench;
  bench.silent(Bytes(call.begin(), call.end() - 1), Outcome::ended);
  REQUIRE(bench.told.size() == 1);
  CHECK(contains(bench.told[0].second, "read_timeout"));
}

TEMPLATE_TEST_CASE("processor: a client that has gone can't be answered, which is told", "",
                   ALL_STACKS) {
  using S = TestType;
  Bench<S> bench;
  bench.peer.send(request<S>("add", 1, body<S>(TwoNumbers{1, 2})));
  bench.peer.stream().close();
  CHECK(bench.serve() == Bench<S>::Outcome::ended);
  REQUIRE(bench.told.size() == 1);
  CHECK(contains(bench.told[0].second, "closed the connection"));
}

/// Runs out of memory behind the first bytes of what it sends.
struct Torn : Memory {
  explicit Torn(Memory whole) : Memory(std::move(whole)) {}

  Result<void> send(Pieces pieces) {
    const std::span<const std::byte> first = pieces.front().first(6);
    Memory::send({&first, 1}).value();
    throw std::bad_alloc();
  }
};

TEMPLATE_TEST_CASE("processor: nothing is sent into the middle of a reply", "",
                   (Stack<Binary, Framed<Torn>>), (Stack<Compact, Buffered<Torn>>)) {
  using S = TestType;
  Bench<S> bench;
  bench.peer.send(request<S>("add", 1, body<S>(TwoNumbers{1, 2})));
  CHECK(bench.serve() == Bench<S>::Outcome::ended);
  CHECK(bench.peer.arrived().size() == 6);
  REQUIRE(bench.told.size() == 1);
  CHECK(bench.told[0].first == "add");
}

}  // namespace
