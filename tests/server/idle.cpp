// SPDX-License-Identifier: Apache-2.0
#include <seathrift/server/thread_pool_server.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support.hpp"

#if defined(__has_feature)
#define HAS_FEATURE(feature) __has_feature(feature)
#else
#define HAS_FEATURE(feature) 0
#endif

// What do ten thousand connections cost that hardly ever call?

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using TcpServer = On<ThreadPoolServer, Compact, Framed<Socket>>;
using UnixServer = On<ThreadPoolServer, Binary, Buffered<UnixSocket>>;

constexpr std::size_t many = 10'000;

/// A sanitizer's own memory is no measure.
constexpr bool measurable =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    HAS_FEATURE(address_sanitizer) || HAS_FEATURE(thread_sanitizer)
    false;
#else
    true;
#endif

/// Two processes that meet: each waits for the other's word.
class Meeting {
 public:
  Meeting() { REQUIRE((::pipe(there_.data()) == 0 && ::pipe(back_.data()) == 0)); }
  Meeting(const Meeting&) = delete;
  ~Meeting() {
    for (const int descriptor : {there_[0], there_[1], back_[0], back_[1]}) ::close(descriptor);
  }

  /// Keeps the ends of one of the two: it learns then when the other has died.
  void take(bool parent) {
    ::close(std::exchange(parent ? there_[0] : there_[1], -1));
    ::close(std::exchange(parent ? back_[1] : back_[0], -1));
  }
  bool meet(bool parent) {
    char word = 'w';
    return ::write(parent ? there_[1] : back_[1], &word, 1) == 1 &&
           ::read(parent ? back_[0] : there_[0], &word, 1) == 1;
  }

 private:
  std::array<int, 2> there_{};
  std::array<int, 2> back_{};
};

/// In a process of its own: opens many connections; later calls once through each.
template <class S>
int hold(Meeting& meeting, const typename S::Stream::Endpoint& endpoint) {
  std::vector<typename S::Stream> streams;
  for (std::size_t i = 0; i < many; ++i) {
    auto stream = S::Stream::connect(endpoint, {.read_timeout = 60s});
    if (!stream) return 1;
    streams.push_back(std::move(*stream));
  }
  if (!meeting.meet(false)) return 2;
  if (!meeting.meet(false)) return 2;
  const Bytes call = request<S>("echo", 1, body<S>(OneText{std::string(1000, 'e')}));
  for (auto& stream : streams) {
    const std::span<const std::byte> piece = call;
    std::array<std::byte, 4096> room;
    std::size_t received = 0;
    if (!stream.send({&piece, 1})) return 3;
    while (received < 1000) {
      const auto size = stream.receive(room);
      if (!size || *size == 0) return 4;
      received += *size;
    }
  }
  if (!meeting.meet(false)) return 2;
  if (!meeting.meet(false)) return 2;
  return 0;
}

std::size_t heap() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::size_t resident() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0;
  std::size_t pages = 0;
  statm >> size >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

int threads() {
  std::ifstream status("/proc/self/status");
  std::string word;
  int count = 0;
  while (status >> word)
    if (word == "Threads:") status >> count;
  return count;
}

std::size_t lowest_free_descriptor() {
  const detail::Descriptor lowest(::fcntl(STDERR_FILENO, F_DUPFD, 0));
  return static_cast<std::size_t>(lowest.get());
}

/// Checks what the connections cost, and that a client among them is served at once.
template <class S>
void check_cost(const char* when, Running<S>& running, std::size_t heap_before,
                std::size_t resident_before, int threads_before) {
  const std::size_t on_heap = (heap() - heap_before) / many;
  const std::size_t in_all = (resident() - resident_before) / many;
  WARN(when << ": " << on_heap << " bytes of heap and " << in_all
            << " bytes resident for each idle connection");
  if (measurable) {
    CHECK(on_heap < 2048);
    CHECK(in_all < 4096);
  }
  CHECK(threads() <= threads_before + 7);  // 4 workers, who accepts, who watches, the test's own
  auto busy = running.client({.read_timeout = 30s});
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 500; ++i) REQUIRE(busy.add(i, 1) == i + 1);
  CHECK(std::chrono::steady_clock::now() - began < 30s);
}

TEMPLATE_TEST_CASE("thread pool server: ten thousand idle connections hold little but a descriptor",
                   "", TcpServer, UnixServer) {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit raised = before;
  raised.rlim_cur = before.rlim_max;
  if (before.rlim_max < many + 200) {
    WARN("skipped: the hard limit of open files (ulimit -Hn) is below " << many + 200);
    return;
  }
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &raised) == 0);
  Meeting meeting;
  std::optional<Running<TestType>> running;
  running.emplace(SharedHandler{}, ServerOptions{.max_connections = many + 100},
                  Begins::when_started);
  const auto endpoint = running->server.endpoint();
  // While there is one thread: of another, AddressSanitizer's allocator may be locked for good in
  // the child.
  const pid_t child = ::fork();
  meeting.take(child != 0);
  if (child == 0) ::_exit(hold<TestType>(meeting, endpoint));
  running->start();
  running->client().ping();
  const int threads_before = threads() - 6;
  const std::size_t heap_before = heap();
  const std::size_t resident_before = resident();

  REQUIRE(meeting.meet(true));
  CHECK(eventually([] { return lowest_free_descriptor() > many; }));
  check_cost("no call yet", *running, heap_before, resident_before, threads_before);
  REQUIRE(meeting.meet(true));
  REQUIRE(meeting.meet(true));
  check_cost("after a call", *running, heap_before, resident_before, threads_before);

  running->server.stop();
  CHECK(running->returns());
  REQUIRE(meeting.meet(true));
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

}  // namespace
