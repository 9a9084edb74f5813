// SPDX-License-Identifier: Apache-2.0
// load TARGET STACK SIZE CONNECTIONS OUTSTANDING SECONDS SERVER_PID: replays one call over many
// connections, each with so many calls on their way, and costs less than any server. STACK: raw,
// framed-binary, framed-compact, buffered-binary. SIZE: of an echo; 0 pings.

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "endpoint.hpp"
#include "recorder.hpp"

namespace {

std::string big(std::size_t value) {
  const std::uint32_t bytes = htonl(static_cast<std::uint32_t>(value));
  return std::string(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

std::string varint(std::size_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes.append(1, static_cast<char>(value));
}

/// A message of the service: a call, or the reply to it. Both have at most one field.
std::string message(std::string_view stack, bool reply, std::size_t size) {
  const std::string text(size, 'x');
  if (stack == "raw") return big(size) + text;
  const std::string name = size == 0 ? "ping" : "echo";
  const char type = reply ? 2 : 1;
  const char field = reply ? 0 : 1;
  std::string bytes;
  if (stack.ends_with("binary")) {
    bytes.append("\x80\x01\x00", 3).append(1, type).append(big(name.size())).append(name);
    bytes.append(big(1));
    if (size != 0) bytes.append({11, 0, field}).append(big(size)).append(text);
  } else {
    bytes.append("\x82").append(1, static_cast<char>(type << 5 | 1)).append(varint(1));
    bytes.append(varint(name.size())).append(name);
    if (size != 0)
      bytes.append(reply ? std::string("\x08\x00", 2) : "\x18").append(varint(size)).append(text);
  }
  bytes.append(1, '\0');
  return stack.starts_with("framed") ? big(bytes.size()) + bytes : bytes;
}

/// Makes one call, and sees that the reply is the one that will be counted.
void check(int socket, std::string_view call, std::string_view reply) {
  std::string seen(reply.size(), '\0');
  if (!bench::send_all(socket, call)) bench::fail("send");
  const ssize_t received = ::recv(socket, seen.data(), seen.size(), MSG_WAITALL);
  if (received < 0) bench::fail("recv");
  if (seen != reply) {
    std::fprintf(stderr, "load: the reply is not what it should be\n");
    std::exit(1);
  }
}

class Load {
 public:
  Load(const bench::Endpoint& target, std::string_view call, std::string_view reply,
       std::size_t connections, std::size_t outstanding)
      : reply_size_(reply.size()),
        call_size_(call.size()),
        epoll_(::epoll_create1(0)),
        room_(bench::make_room()) {
    for (std::size_t i = 0; i < outstanding; ++i) batch_.append(call);
    connections_.resize(connections);
    for (Connection& each : connections_) {
      each.socket = bench::connect_to(target);
      check(each.socket, call, reply);
      each.sent_at.resize(outstanding);
      ::fcntl(each.socket, F_SETFL, O_NONBLOCK);
      // Told of changes alone: there is no second call for each wait to write.
      epoll_event event{};
      event.events = EPOLLIN | EPOLLOUT | EPOLLET;
      event.data.ptr = &each;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, each.socket, &event);
    }
  }

  void run(bench::Recorder& recorder) {
    for (Connection& each : connections_) issue(each, each.sent_at.size(), bench::now());
    std::vector<epoll_event> events(512);
    while (recorder.goes_on(bench::now())) {
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 5000);
      if (count <= 0) bench::fail("the server has stalled: epoll_wait");
      for (int i = 0; i < count; ++i) {
        Connection& connection = *static_cast<Connection*>(events[i].data.ptr);
        flush(connection);
        if (events[i].events & EPOLLIN) receive(connection, recorder);
      }
    }
  }

 private:
  struct Connection {
    int socket = -1;
    std::size_t received = 0;  // of a reply
    std::size_t unsent = 0;    // bytes of calls
    std::size_t offset = 0;    // in the batch
    std::vector<bench::Nanoseconds> sent_at = {};
    std::size_t oldest = 0;
    std::size_t newest = 0;
  };

  void issue(Connection& to, std::size_t calls, bench::Nanoseconds time) {
    for (std::size_t i = 0; i < calls; ++i) {
      to.sent_at[to.newest] = time;
      to.newest = to.newest + 1 == to.sent_at.size() ? 0 : to.newest + 1;
    }
    to.unsent += calls * call_size_;
    flush(to);
  }

  void flush(Connection& to) {
    while (to.unsent != 0) {
      const std::size_t size = std::min(to.unsent, batch_.size() - to.offset);
      const ssize_t sent = ::send(to.socket, batch_.data() + to.offset, size, MSG_NOSIGNAL);
      if (sent < 0 && errno == EAGAIN) return;
      if (sent < 0) bench::fail("send");
      to.unsent -= static_cast<std::size_t>(sent);
      to.offset += static_cast<std::size_t>(sent);
      if (to.offset == batch_.size()) to.offset = 0;
    }
  }

  void receive(Connection& from, bench::Recorder& recorder) {
    const ssize_t received = ::recv(from.socket, room_.get(), bench::room, 0);
    if (received < 0 && errno == EAGAIN) return;
    if (received <= 0) bench::fail("recv");
    from.received += static_cast<std::size_t>(received);
    const std::size_t calls = from.received / reply_size_;
    if (calls == 0) return;
    from.received %= reply_size_;
    const bench::Nanoseconds time = bench::now();
    for (std::size_t i = 0; i < calls; ++i) {
      recorder.add(from.sent_at[from.oldest], time);
      from.oldest = from.oldest + 1 == from.sent_at.size() ? 0 : from.oldest + 1;
    }
    issue(from, calls, time);
  }

  std::size_t reply_size_;
  std::size_t call_size_;
  int epoll_;
  std::unique_ptr<char[]> room_;
  std::string batch_;
  std::vector<Connection> connections_;
};

}  // namespace

int main(int, char** words) {
  bench::raise_descriptors();
  const bench::Endpoint target(words[1]);
  const std::string_view stack = words[2];
  const auto number = [&words](int i) { return static_cast<std::size_t>(std::atol(words[i])); };
  const std::string call = message(stack, false, number(3));
  const std::string reply = message(stack, true, number(3));
  Load load(target, call, reply, number(4), number(5));
  bench::Recorder recorder(std::atof(words[6]), static_cast<pid_t>(number(7)));
  load.run(recorder);
  recorder.print();
}
