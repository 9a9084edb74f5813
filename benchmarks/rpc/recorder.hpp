// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is measured? Calls, how long each took, and the CPU time of the server meanwhile.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

#include <sys/types.h>

#include "endpoint.hpp"

namespace bench {

using Nanoseconds = std::uint64_t;

[[nodiscard]] inline Nanoseconds read_clock(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) fail("clock_gettime");
  return static_cast<Nanoseconds>(time.tv_sec) * 1'000'000'000 +
         static_cast<Nanoseconds>(time.tv_nsec);
}
[[nodiscard]] inline Nanoseconds now() { return read_clock(CLOCK_MONOTONIC); }

class Recorder {
 public:
  /// Counts what happens after a fifth of `seconds`, for `seconds`.
  Recorder(double seconds, pid_t server)
      : begin_(now() + static_cast<Nanoseconds>(seconds * 2e8)),
        end_(begin_ + static_cast<Nanoseconds>(seconds * 1e9)) {
    if (::clock_getcpuclockid(server, &server_clock_) != 0) fail("clock_getcpuclockid");
    latencies_.reserve(1 << 22);
  }

  /// False when the time is up.
  [[nodiscard]] bool goes_on(Nanoseconds time) {
    if (server_begin_ == 0 && time >= begin_) {
      begin_ = time;
      server_begin_ = read_clock(server_clock_);
    }
    if (time < end_) return true;
    end_ = time;
    server_end_ = read_clock(server_clock_);
    return false;
  }

  /// A call that was sent at one time and whose reply was there at another.
  void add(Nanoseconds sent, Nanoseconds received) {
    if (server_begin_ == 0) return;
    ++calls_;
    if (latencies_.size() < latencies_.capacity())
      latencies_.push_back(static_cast<std::uint32_t>(received - sent));
  }

  /// Prints a line of JSON. Units: calls a second, microseconds.
  void print() {
    std::sort(latencies_.begin(), latencies_.end());
    const double seconds = static_cast<double>(end_ - begin_) / 1e9;
    const double calls = static_cast<double>(std::max<std::uint64_t>(calls_, 1));
    std::printf("{\"calls\": %.1f, \"p50\": %.2f, \"p99\": %.2f, \"server\": %.3f}\n",
                static_cast<double>(calls_) / seconds, quantile(0.5), quantile(0.99),
                static_cast<double>(server_end_ - server_begin_) / 1e3 / calls);
  }

 private:
  [[nodiscard]] double quantile(double part) const {
    if (latencies_.empty()) return 0;
    const auto at = static_cast<std::size_t>(part * static_cast<double>(latencies_.size()));
    return latencies_[std::min(at, latencies_.size() - 1)] / 1e3;
  }

  Nanoseconds begin_;
  Nanoseconds end_;
  clockid_t server_clock_{};
  Nanoseconds server_begin_ = 0;
  Nanoseconds server_end_ = 0;
  std::uint64_t calls_ = 0;
  std::vector<std::uint32_t> latencies_;
};

/// What a blocking client is told: TARGET SIZE SECONDS SERVER_PID.
struct ClientArguments {
  explicit ClientArguments(char** words)
      : endpoint(words[1]),
        size(static_cast<std::size_t>(std::atol(words[2]))),
        seconds(std::atof(words[3])),
        server(static_cast<pid_t>(std::atol(words[4]))) {}

  Endpoint endpoint;
  std::size_t size;  // of an echo; 0 pings
  double seconds;
  pid_t server;
};

/// Makes one call after the other, and prints what came of them.
template <class Call>
int measure_calls(const ClientArguments& arguments, Call call) {
  Recorder recorder(arguments.seconds, arguments.server);
  for (Nanoseconds sent = now(); recorder.goes_on(sent);) {
    call();
    const Nanoseconds received = now();
    recorder.add(sent, received);
    sent = received;
  }
  recorder.print();
  return 0;
}

}  // namespace bench
