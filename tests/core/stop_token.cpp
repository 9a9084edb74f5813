// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/stop_token.hpp>

#include <stop_token>

#include <catch2/catch.hpp>

namespace {

/// As a server takes one.
template <class Stopped>
struct Stopping {
  void until(const std::stop_token& token) {
    const std::stop_callback stops(token, [this] { static_cast<Stopped*>(this)->stop(); });
    static_cast<Stopped*>(this)->wait();
  }
};

struct Waiting : Stopping<Waiting> {
  std::stop_source source = {};
  bool stopped = false;
  bool ended = false;
  void stop() { stopped = true; }
  void wait() {
    source.request_stop();
    ended = stopped;
  }
};

TEST_CASE("stop token: what names it before <stop_token> does knows the same one") {
  Waiting waiting;
  waiting.until(waiting.source.get_token());
  CHECK(waiting.ended);
}

}  // namespace
