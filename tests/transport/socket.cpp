// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/socket.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "held_port.hpp"
#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

static_assert(ByteStream<Socket>);
static_assert(ConnectingStream<Socket>);
static_assert(Acceptor<Socket::Acceptor>);
static_assert(AcceptedStream<Socket>);

Socket::Acceptor listen_at(const std::string& host, const ConnectionOptions& options = {}) {
  return Socket::Acceptor::listen({.host = host}, options).value();
}

std::pair<Socket, Socket> connected(const ConnectionOptions& client_options = {},
                                    const ConnectionOptions& server_options = {}) {
  Socket::Acceptor acceptor = listen_at("127.0.0.1", server_options);
  Socket client = Socket::connect(acceptor.endpoint(), client_options).value();
  Socket server = acceptor.accept().value();
  return {std::move(client), std::move(server)};
}

bool has_ipv6() { return static_cast<bool>(Socket::Acceptor::listen({.host = "::1"}, {})); }

int option_of(const Socket& socket, int level, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  ::getsockopt(socket.native_handle(), level, name, &value, &size);
  return value;
}

TEST_CASE("socket: bytes pass both ways over IPv4") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  CHECK(acceptor.port() != 0);
  CHECK(acceptor.endpoint() == Socket::Endpoint{"127.0.0.1", acceptor.port()});
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  Socket server = acceptor.accept().value();
  CHECK(talk(client, server));
  CHECK(client.peer() == "127.0.0.1:" + std::to_string(acceptor.port()));
  CHECK(contains(server.peer(), "127.0.0.1:"));
  CHECK(client.is_open());
  client.close();
  client.close();
  CHECK_FALSE(client.is_open());
  CHECK(receive_text(server, 1).value().empty());
}

TEST_CASE("socket: bytes pass both ways over IPv6") {
  if (!has_ipv6()) return;
  Socket::Acceptor acceptor = listen_at("::1");
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  Socket server = acceptor.accept().value();
  CHECK(talk(client, server));
  CHECK(client.peer() == "[::1]:" + std::to_string(acceptor.port()));
}

TEST_CASE("socket: a listener without a host serves IPv4 and IPv6") {
  Socket::Acceptor acceptor = listen_at("");
  std::vector<std::string> hosts = {"127.0.0.1", "localhost", ""};
  if (has_ipv6()) hosts.push_back("::1");
  for (const std::string& host : hosts) {
    Socket client = Socket::connect({host, acceptor.port()}, {}).value();
    Socket server = acceptor.accept().value();
    CHECK(talk(client, server));
    // An IPv4 client is not shown as the IPv6 address that stands for it.
    if (host == "127.0.0.1") CHECK(server.peer().starts_with("127.0.0.1:"));
  }
  CHECK(acceptor.endpoint().host == "localhost");
}

TEST_CASE("socket: all addresses of a name are tried") {
  // Each listens to one of the two that localhost may stand for.
  Socket::Acceptor four = listen_at("127.0.0.1");
  CHECK(Socket::connect({"localhost", four.port()}, {}).has_value());
  if (has_ipv6()) {
    Socket::Acceptor six = listen_at("::1");
    CHECK(Socket::connect({"::1", six.port()}, {}).has_value());
  }
}

TEST_CASE("socket: an error to connect names peer and reason") {
  const HeldPort nobody;
  const std::uint16_t port = nobody.number();
  const auto refused = Socket::connect({"127.0.0.1", port}, {});
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == Errc::not_open);
  CHECK(contains(refused.error().text(), "127.0.0.1:" + std::to_string(port)));
  CHECK(contains(refused.error().text(), "Connection refused"));

  const auto unknown = Socket::connect({"not a host", 1}, {});
  REQUIRE(unknown.has_error());
  CHECK(unknown.error().code() == Errc::not_open);
  CHECK(contains(unknown.error().text(), "not a host"));
}

TEST_CASE("socket: connecting ends at connect_timeout") {
  // A full backlog is silent: the system drops what would be one connection more.
  Socket::Acceptor acceptor =
      Socket::Acceptor::listen({.host = "127.0.0.1", .backlog = 0}, {}).value();
  std::vector<Socket> waiting;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 8; ++i) {
    Result<Socket> client = Socket::connect(acceptor.endpoint(), {.connect_timeout = 60ms});
    if (client) {
      waiting.push_back(std::move(*client));
      continue;
    }
    CHECK(client.error().code() == Errc::timed_out);
    CHECK(contains(client.error().text(), "no answer within "));  // what is left of 60 ms
    CHECK(contains(client.error().text(), "ConnectionOptions::connect_timeout is 60 ms"));
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(took >= 59ms);
    CHECK(took < 20s);
    return;
  }
  FAIL("the backlog never filled");
}

TEST_CASE("socket: a wait for bytes ends at read_timeout") {
  auto [client, server] = connected({.read_timeout = 100ms});
  const auto begin = std::chrono::steady_clock::now();
  const auto nothing = receive_text(client, 1);
  REQUIRE(nothing.has_error());
  CHECK(nothing.error().code() == Errc::timed_out);
  CHECK(contains(nothing.error().text(), client.peer()));
  CHECK(contains(nothing.error().text(), "within 100 ms (ConnectionOptions::read_timeout)"));
  CHECK(std::chrono::steady_clock::now() - begin >= 50ms);  // the system's clock may lag behind
  CHECK(talk(client, server));
}

TEST_CASE("socket: a host with a NUL inside is no host") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  const std::string split("127.0.0.1\0.test", 15);
  const auto failed = Socket::connect({split, acceptor.port()}, {});
  REQUIRE(failed.has_error());
  CHECK(failed.error().code() == Errc::not_open);
  CHECK(contains(failed.error().text(), "NUL"));
  CHECK(Socket::Acceptor::listen({.host = split}, {}).has_error());
}

TEST_CASE("socket: a message is bounded in time, be a single wait without bound") {
  for (const auto without_bound : {0ms, -1ms}) {
    auto [client, server] = connected({.read_timeout = without_bound});
    CHECK(!client.wait_for_rest(20ms));
    REQUIRE(send_text(server, "x").has_value());
    CHECK(client.wait_for_rest(10s));
  }
}

TEST_CASE("socket: a wait to send ends at write_timeout") {
  auto [client, server] = connected({.write_timeout = 30ms});
  const std::string large(32 * 1024 * 1024, 'x');
  const auto sent = send_text(client, large);
  REQUIRE(sent.has_error());
  CHECK(sent.error().code() == Errc::timed_out);
  CHECK(contains(sent.error().text(), "within 30 ms (ConnectionOptions::write_timeout)"));
}

TEST_CASE("socket: a reader that takes a little now and then is given up at message_timeout") {
  auto [client, server] = connected({.write_timeout = 10s, .message_timeout = 200ms});
  std::atomic<bool> done = false;
  std::thread slow([&, &stream = server] {
    std::vector<std::byte> room(64 * 1024);
    while (!done && stream.receive(room)) std::this_thread::sleep_for(2ms);
  });
  const std::string large(64 * 1024 * 1024, 'x');
  const auto begin = std::chrono::steady_clock::now();
  const auto sent = send_text(client, large);
  const auto took = std::chrono::steady_clock::now() - begin;
  done = true;
  client.close();
  slow.join();
  REQUIRE(sent.has_error());
  CHECK(sent.error().code() == Errc::timed_out);
  CHECK(contains(sent.error().text(), "within 200 ms (ConnectionOptions::message_timeout)"));
  CHECK(took >= 200ms);
}

TEST_CASE("socket: one that sends later keeps what its peer does not take, in order") {
  auto [client, server] = connected();
  client.send_later(5ms);
  REQUIRE(send_text(client, "small ").has_value());
  CHECK(!client.has_unsent());
  CHECK(receive_text(server, 6).value() == "small ");
  std::string large(32 * 1024 * 1024, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 3);
  const std::string back = " the back";
  std::vector pieces = {as_bytes(large), std::span<const std::byte>()};
  // More than the system takes at once.
  for (std::size_t i = 0; i < back.size(); ++i) {
    pieces.push_back(as_bytes(back).subspan(i, 1));
    pieces.push_back({});
  }
  for (int i = 0; i < 50; ++i) pieces.push_back(as_bytes(back).subspan(0, 1));
  REQUIRE(client.send(pieces).has_value());
  CHECK(client.has_unsent());
  REQUIRE(send_text(client, ", and more").has_value());
  CHECK(!client.flush().value());
  std::string all;
  std::vector<std::byte> room(300'000);
  while (all.size() < large.size() + 69) {
    const std::size_t received = server.receive(room).value();
    REQUIRE(received != 0);
    all += text_of(std::span(room).first(received));
    REQUIRE(client.flush().has_value());
  }
  CHECK((all == large + back + std::string(50, ' ') + ", and more"));
  CHECK(client.flush().value());
  CHECK(!client.has_unsent());
  // Its peer has gone.
  REQUIRE(send_text(client, large).has_value());
  server.close();
  Result<bool> flushed = false;
  for (int i = 0; i < 30'000 && flushed; ++i, flushed = client.flush())
    std::this_thread::sleep_for(1ms);
  REQUIRE(!flushed);
  CHECK(flushed.error().code() == Errc::end_of_stream);
}

TEST_CASE("socket: one that ends sending and discards loses nothing of what it sent") {
  auto [client, server] = connected();
  REQUIRE(send_text(client, std::string(1'000'000, 'q')).has_value());
  REQUIRE(send_text(server, "an answer").has_value());
  server.stop_sending();
  CHECK(!server.discard());
  CHECK(receive_text(client, 100).value() == "an answer");
  client.close();
  while (!server.discard()) std::this_thread::sleep_for(1ms);
}

TEST_CASE("socket: shut_down ends what another thread sends, and what it receives") {
  for (const bool sends : {true, false}) {
    auto [client, server] = connected();
    std::thread ends([&, &stream = client] {
      std::this_thread::sleep_for(10ms);
      stream.shut_down();
    });
    if (sends)
      CHECK(send_text(client, std::string(64 * 1024 * 1024, 'x')).has_error());
    else
      CHECK(receive_text(client, 1).value().empty());
    ends.join();
    CHECK(client.is_open());
  }
}

TEST_CASE("socket: signals neither end a wait nor prolong it for ever") {
  const OnSignal handler([](int) {});
  auto [client, server] = connected({.read_timeout = 100ms});
  std::atomic<bool> done = false;
  const pthread_t receiver = ::pthread_self();
  std::thread sender([&] {
    while (!done) {
      ::pthread_kill(receiver, SIGUSR1);
      std::this_thread::sleep_for(5ms);
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto nothing = receive_text(client, 1);
  const auto took = std::chrono::steady_clock::now() - begin;
  done = true;
  sender.join();
  REQUIRE(nothing.has_error());
  CHECK(nothing.error().code() == Errc::timed_out);
  CHECK(took >= 50ms);
  CHECK(took < 20s);
}

TEST_CASE("socket: pieces arrive as one, however slow the reader and whatever their size") {
  auto [client, server] = connected();
  std::string middle(8 * 1024 * 1024, '\0');
  for (std::size_t i = 0; i < middle.size(); ++i) middle[i] = static_cast<char>(i * 31 >> 3);
  const std::string front = "front";
  const std::string back = "the back";
  Notes notes;
  std::thread sender([&, &stream = client] {
    const std::array pieces = {as_bytes(front), std::span<const std::byte>(), as_bytes(middle),
                               as_bytes(back)};
    NOTE(notes, stream.send(pieces).has_value());
    stream.close();
  });
  std::string all;
  std::vector<std::byte> room(300'000);
  while (true) {
    const std::size_t received = server.receive(room).value();
    if (received == 0) break;
    all += text_of(std::span(room).first(received));
    if (all.size() % 7 == 0) std::this_thread::sleep_for(1ms);
  }
  sender.join();
  CHECK(notes.failed() == "");
  CHECK((all == front + middle + back));
}

TEST_CASE("socket: more pieces than the system takes at once arrive in order") {
  auto [client, server] = connected();
  std::vector<std::string> texts;
  std::string whole;
  for (int i = 0; i < 100; ++i) {
    texts.push_back(i % 9 == 0 ? std::string() : std::to_string(i) + ',');
    whole += texts.back();
  }
  std::vector<std::span<const std::byte>> pieces;
  for (const std::string& text : texts) pieces.push_back(as_bytes(text));
  REQUIRE(client.send(pieces).has_value());
  CHECK(receive_text(server, whole.size()).value() == whole);
  CHECK(client.send({}).has_value());
}

TEST_CASE("socket: to send to one who has gone is an error and no signal") {
  auto [client, server] = connected();
  server.close();
  std::optional<Error> error;
  for (int i = 0; i < 100 && !error; ++i) {
    const auto sent = send_text(client, "still there?");
    if (!sent) error = sent.error();
    std::this_thread::sleep_for(1ms);
  }
  REQUIRE(error);
  CHECK(error->code() == Errc::end_of_stream);
  CHECK(contains(error->text(), client.peer()));
}

TEST_CASE("socket: a reset says so") {
  auto [client, server] = connected({.linger = std::chrono::seconds(0)});
  client.close();
  const auto received = receive_text(server, 1);
  REQUIRE(received.has_error());
  CHECK(received.error().code() == Errc::end_of_stream);
  CHECK(contains(received.error().text(), "reset the connection"));
}

TEST_CASE("socket: what was sent before a close arrives") {
  auto [client, server] = connected();
  REQUIRE(send_text(client, "last words").has_value());
  client.close();
  CHECK(receive_text(server, 100).value() == "last words");
}

TEST_CASE("socket: a closed one refuses to work") {
  auto [client, server] = connected();
  client.close();
  CHECK(send_text(client, "x").error().code() == Errc::not_open);
  CHECK(receive_text(client, 1).error().code() == Errc::not_open);
  CHECK(client.stale());
  client.stop_receiving();
  CHECK(client.native_handle() < 0);
}

TEST_CASE("socket: stop_receiving ends a wait of another thread, after what had arrived") {
  Notes notes;
  auto [client, server] = connected();
  std::atomic<bool> received = false;
  std::thread receiver([&, &stream = server] {
    NOTE(notes, receive_text(stream, 5).value() == "early");
    received = true;
    NOTE(notes, receive_text(stream, 1).value().empty());
    NOTE(notes, receive_text(stream, 1).value().empty());
  });
  REQUIRE(send_text(client, "early").has_value());
  while (!received) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(20ms);
  server.stop_receiving();
  receiver.join();
  CHECK(notes.failed() == "");
  // The other direction still works.
  REQUIRE(send_text(server, "bye").has_value());
  CHECK(receive_text(client, 3).value() == "bye");
}

TEST_CASE("socket: stale means gone, or talking out of turn") {
  auto [client, server] = connected();
  CHECK_FALSE(client.stale());
  CHECK(talk(client, server));
  CHECK_FALSE(client.stale());
  REQUIRE(send_text(server, "?").has_value());
  while (!client.stale()) std::this_thread::yield();
  CHECK(receive_text(client, 1).value() == "?");
  CHECK_FALSE(client.stale());
  server.close();
  while (!client.stale()) std::this_thread::yield();
  CHECK(client.is_open());
}

TEST_CASE("socket: try_receive does not wait") {
  auto [client, server] = connected();
  std::array<std::byte, 8> room;
  CHECK(client.try_receive(room).value() == std::nullopt);
  REQUIRE(send_text(server, "now").has_value());
  std::optional<std::size_t> received;
  while (!received) received = client.try_receive(room).value();
  CHECK(text_of(std::span(room).first(*received)) == "now");
  server.close();
  received.reset();
  while (!received) received = client.try_receive(room).value();
  CHECK(*received == 0);
}

TEST_CASE("socket: try_receive may linger for a while") {
  auto [client, server] = connected();
  std::array<std::byte, 8> room;
  client.linger_for(20ms);
  const auto began = std::chrono::steady_clock::now();
  CHECK(client.try_receive(room, true).value() == std::nullopt);
  CHECK(std::chrono::steady_clock::now() - began >= 5ms);
  client.linger_for(20s);
  std::jthread later([&server = server] {
    std::this_thread::sleep_for(20ms);
    static_cast<void>(send_text(server, "now"));
  });
  CHECK(client.try_receive(room, true).value() == std::optional<std::size_t>(3));
  std::jthread stop([&client = client] {
    std::this_thread::sleep_for(20ms);
    client.stop_receiving();
  });
  CHECK(client.try_receive(room, true).value() == std::optional<std::size_t>(0));
}

TEST_CASE("socket: signals don't let try_receive linger for ever") {
  const OnSignal handler([](int) {});
  auto [client, server] = connected();
  client.linger_for(100ms);
  std::array<std::byte, 8> room;
  const auto began = std::chrono::steady_clock::now();
  // As long as that takes, but for half a minute.
  std::jthread sender([receiver = ::pthread_self()](const std::stop_token& stop) {
    for (int i = 0; i < 6000 && !stop.stop_requested(); ++i) {
      ::pthread_kill(receiver, SIGUSR1);
      std::this_thread::sleep_for(5ms);
    }
  });
  CHECK(client.try_receive(room, true).value() == std::nullopt);
  CHECK(std::chrono::steady_clock::now() - began < 20s);
}

TEST_CASE("socket: options reach both ends") {
  const ConnectionOptions options = {.read_timeout = 1500ms,
                                     .no_delay = true,
                                     .keep_alive = true,
                                     .linger = std::chrono::seconds(3)};
  const auto [client, server] = connected(options, options);
  for (const Socket* end : {&client, &server}) {
    CHECK(option_of(*end, IPPROTO_TCP, TCP_NODELAY) == 1);
    CHECK(option_of(*end, SOL_SOCKET, SO_KEEPALIVE) == 1);
    timeval timeout{};
    socklen_t size = sizeof timeout;
    ::getsockopt(end->native_handle(), SOL_SOCKET, SO_RCVTIMEO, &timeout, &size);
    CHECK(timeout.tv_sec == 1);
    CHECK(timeout.tv_usec == 500'000);
    linger wait{};
    size = sizeof wait;
    ::getsockopt(end->native_handle(), SOL_SOCKET, SO_LINGER, &wait, &size);
    CHECK(wait.l_onoff == 1);
    CHECK(wait.l_linger == 3);
    // Neither end waits in its own way, nor is it inherited by another program.
    CHECK((::fcntl(end->native_handle(), F_GETFL) & O_NONBLOCK) == 0);
    CHECK((::fcntl(end->native_handle(), F_GETFD) & FD_CLOEXEC) != 0);
  }
  const auto [slow, other] = connected({.no_delay = false}, {.no_delay = false});
  CHECK(option_of(slow, IPPROTO_TCP, TCP_NODELAY) == 0);
  CHECK(option_of(other, IPPROTO_TCP, TCP_NODELAY) == 0);
  CHECK(option_of(other, SOL_SOCKET, SO_KEEPALIVE) == 0);
}

TEST_CASE("socket: timeouts beyond all bounds wait without one") {
  const auto longest = std::chrono::milliseconds::max();
  const ConnectionOptions options = {
      .connect_timeout = longest, .read_timeout = longest, .write_timeout = longest};
  auto [client, server] = connected(options, options);
  CHECK(talk(client, server));
}

TEST_CASE("socket: timeouts of zero wait without bound") {
  Notes notes;
  const ConnectionOptions options = {
      .connect_timeout = 0ms, .read_timeout = 0ms, .write_timeout = 0ms};
  auto [client, server] = connected(options, options);
  std::thread late([&notes, &stream = server] {
    std::this_thread::sleep_for(20ms);
    NOTE(notes, send_text(stream, "late").has_value());
  });
  CHECK(receive_text(client, 4).value() == "late");
  late.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("socket: a taken port is an error that names it") {
  Socket::Acceptor acceptor = listen_at("");
  const auto second = Socket::Acceptor::listen({.port = acceptor.port()}, {});
  REQUIRE(second.has_error());
  CHECK(second.error().code() == Errc::io);
  CHECK(contains(second.error().text(), std::to_string(acceptor.port())));
  CHECK(contains(second.error().text(), "Address already in use"));
}

TEST_CASE("socket: a port is free again as soon as its acceptor has gone") {
  const HeldPort held;
  const std::uint16_t port = held.number();
  std::optional<Socket::Acceptor> acceptor =
      Socket::Acceptor::listen({.host = "127.0.0.1", .port = port}, {}).value();
  Socket client = Socket::connect(acceptor->endpoint(), {}).value();
  Socket server = acceptor->accept().value();
  server.close();  // leaves a connection in TIME_WAIT
  client.close();
  acceptor.reset();
  CHECK(Socket::Acceptor::listen({.host = "127.0.0.1", .port = port}, {}).has_value());
}

TEST_CASE("socket: a stop before accept stands for ever") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  acceptor.stop();
  for (int i = 0; i < 3; ++i) {
    const auto accepted = acceptor.accept();
    REQUIRE(accepted.has_error());
    CHECK(accepted.error().code() == Errc::not_open);
    CHECK(contains(accepted.error().text(), "was stopped"));
  }
  CHECK(acceptor.try_accept().error().code() == Errc::not_open);
}

TEST_CASE("socket: a stop from another thread ends every accept") {
  Notes notes;
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] { NOTE(notes, acceptor.accept().error().code() == Errc::not_open); });
  std::this_thread::sleep_for(20ms);
  acceptor.stop();
  for (std::thread& thread : threads) thread.join();
  CHECK(notes.failed() == "");
}

Socket::Acceptor* stopped_by_signal = nullptr;

TEST_CASE("socket: a stop from a signal handler ends accept") {
  Notes notes;
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  stopped_by_signal = &acceptor;
  const OnSignal handler([](int) { stopped_by_signal->stop(); });
  std::thread server([&] { NOTE(notes, acceptor.accept().error().code() == Errc::not_open); });
  std::this_thread::sleep_for(10ms);
  errno = 77;
  ::raise(SIGUSR1);
  CHECK(errno == 77);
  server.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("socket: a signal that stops nothing does not end accept") {
  const OnSignal handler([](int) {});
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  Notes notes;
  std::thread server([&] { NOTE(notes, acceptor.accept().has_value()); });
  for (int i = 0; i < 3; ++i) {
    std::this_thread::sleep_for(5ms);
    ::pthread_kill(server.native_handle(), SIGUSR1);
  }
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  server.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("socket: a wait for a stop may be bounded") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  const auto began = std::chrono::steady_clock::now();
  CHECK(!acceptor.wait_for_stop(20ms));
  CHECK(std::chrono::steady_clock::now() - began >= 19ms);
  acceptor.stop();
  CHECK(acceptor.wait_for_stop(1h));
}

TEST_CASE("socket: try_accept does not wait") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  CHECK_FALSE(acceptor.try_accept().value().has_value());
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  std::optional<Socket> server;
  while (!server) server = acceptor.try_accept().value();
  CHECK(talk(client, *server));
}

TEST_CASE("socket: accept gets over descriptors that have run out") {
  Notes notes;
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  std::atomic<int> told = 0;
  auto tell = [&](const Error& error) {
    ++told;
    NOTE(notes, contains(error.text(), "Too many open files; clients wait in the backlog"));
    NOTE(notes, contains(error.text(), acceptor.endpoint().host));
  };
  acceptor.on_trouble(
      {[](void* to, const Error& error) { (*static_cast<decltype(tell)*>(to))(error); }, &tell});
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  std::atomic<bool> exhausted = false;
  std::atomic<bool> accepting = false;
  std::thread server([&] {
    accepting = true;
    while (!exhausted) std::this_thread::yield();
    Socket accepted = acceptor.accept().value();
    NOTE(notes, receive_text(accepted, 4).value() == "late");
  });
  while (!accepting) std::this_thread::yield();
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit none = before;
  {
    const detail::Descriptor lowest(::fcntl(client.native_handle(), F_DUPFD, 0));
    none.rlim_cur = static_cast<rlim_t>(lowest.get());  // the next one would be the first too many
  }
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const auto early = acceptor.try_accept();
  exhausted = true;
  std::this_thread::sleep_for(30ms);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(early.has_value());
  CHECK_FALSE(early->has_value());
  CHECK(send_text(client, "late").has_value());
  server.join();
  CHECK(told >= 1);
  CHECK(told <= 2 + (std::chrono::steady_clock::now() - began) / 10ms);
  CHECK(notes.failed() == "");
}

TEST_CASE("socket: accept pauses after each attempt for which there is no descriptor") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  int attempts = 0;
  auto tell = [&](const Error&) {
    if (++attempts == 11) acceptor.stop();
  };
  acceptor.on_trouble(
      {[](void* to, const Error& error) { (*static_cast<decltype(tell)*>(to))(error); }, &tell});
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit none = before;
  {
    const detail::Descriptor lowest(::fcntl(client.native_handle(), F_DUPFD, 0));
    none.rlim_cur = static_cast<rlim_t>(lowest.get());
  }
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const auto began = std::chrono::steady_clock::now();
  const auto accepted = acceptor.accept();
  const auto took = std::chrono::steady_clock::now() - began;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(!accepted);
  CHECK(accepted.error().code() == Errc::not_open);
  CHECK(attempts == 11);
  CHECK(took >= 90ms);  // ten times 10 ms; a busy machine takes but longer
}

TEST_CASE("socket: accept gets over a connection that was reset before") {
  Socket::Acceptor acceptor = listen_at("127.0.0.1");
  {
    const auto gone =
        Socket::connect(acceptor.endpoint(), {.linger = std::chrono::seconds(0)}).value();
  }
  Socket client = Socket::connect(acceptor.endpoint(), {}).value();
  Socket first = acceptor.accept().value();
  const auto received = receive_text(first, 1);
  if (!received || received->empty()) {  // the reset one, as Linux gives it
    Socket second = acceptor.accept().value();
    CHECK(talk(client, second));
  } else {
    FAIL("nobody sent anything");
  }
}

}  // namespace
