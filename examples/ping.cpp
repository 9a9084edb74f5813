// SPDX-License-Identifier: Apache-2.0
// How long does a call take, and what does a client see when its server is killed and comes back?
// The server is a child process, so that it can be killed.

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seathrift/seathrift.hpp>

using namespace seathrift;
using Transport = Buffered<Socket>;

struct PingService {
  void ping();
  std::string output(std::string_view text);
};
SEATHRIFT_SERVICE(PingService, (ping), (output, text))

struct Handler {
  void ping() {}
  std::string output(std::string_view text) { return std::string(text); }
};

// Listens at `port`, a free one for 0, here, and serves in a child process, for a minute at most.
pid_t start_server(std::uint16_t& port) {
  ThreadedServer<PingService, Compact, Transport> server{Handler{}, {.port = port}};
  port = server.port();
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::alarm(60);
    server.serve();
    ::_exit(0);
  }
  return child;
}

void kill_server(pid_t child) {
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

std::string random_text(std::size_t size) {
  static std::minstd_rand random{std::random_device{}()};
  std::string text(size, ' ');
  for (char& c : text) c = static_cast<char>('a' + random() % 26);
  return text;
}

template <class Call>
void print_latency(const std::string& name, Call call) {
  const auto begin = std::chrono::steady_clock::now();
  call();
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
  std::printf("%-15s %7.0f us\n", name.c_str(), taken.count());
}

void measure(Client<PingService, Compact, Transport>& client) {
  print_latency("ping", [&] { client.ping(); });
  for (const std::size_t kib : {128, 256, 512, 1024}) {
    const std::string text = random_text(kib * 1024);
    std::string reply;
    print_latency("output " + std::to_string(kib) + " KiB", [&] { reply = client.output(text); });
    if (reply != text) throw std::runtime_error("the text came back changed");
  }
}

int main() try {
  std::uint16_t port = 0;
  pid_t server = start_server(port);
  Client<PingService, Compact, Transport> client{"localhost", port};
  measure(client);

  kill_server(server);
  const auto lost = client.try_call<&PingService::ping>();
  if (lost) throw std::runtime_error("who answered?");
  std::printf("\nserver killed: %s\n\n", lost.error().text().c_str());

  server = start_server(port);
  measure(client);
  kill_server(server);
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
