// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the tests of all streams need? Text as bytes, and messages of a known length.

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::testing {

using namespace std::chrono_literals;

inline std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline std::string text_of(std::span<const std::byte> bytes) {
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// Catch2's assertions are for one thread. Another one notes what it finds; the test's own checks,
/// once it has joined it, that `failed()` is empty.
class Notes {
 public:
  void note(bool ok, std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (!ok) failed_.append(what).append("; ");
  }
  [[nodiscard]] std::string failed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
  }

 private:
  mutable std::mutex mutex_;
  std::string failed_;
};
#define NOTE(notes, ...) (notes).note(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__)

template <class Stream>
Result<void> send_text(Stream& stream, std::string_view text) {
  const std::array pieces = {as_bytes(text)};
  return stream.send(pieces);
}

/// Receives until `size` bytes, the end or an error.
template <class Stream>
Result<std::string> receive_text(Stream& stream, std::size_t size) {
  std::vector<std::byte> room(size);
  std::size_t have = 0;
  while (have < size) {
    const Result<std::size_t> received = stream.receive(std::span(room).subspan(have));
    if (!received) return received.error();
    if (*received == 0) break;
    have += *received;
  }
  return text_of(std::span(room).first(have));
}

/// What one of the two says arrives whole at the other, both ways.
template <class A, class B>
bool talk(A& a, B& b) {
  if (!send_text(a, "ping") || receive_text(b, 4).value() != "ping") return false;
  return send_text(b, "pong!") && receive_text(a, 5).value() == "pong!";
}

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Runs `function` in a handler of SIGUSR1 while it lives.
class OnSignal {
 public:
  explicit OnSignal(void (*function)(int)) {
    struct sigaction action {};
    action.sa_handler = function;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGUSR1, &action, &before_);
  }
  OnSignal(const OnSignal&) = delete;
  OnSignal& operator=(const OnSignal&) = delete;
  ~OnSignal() { ::sigaction(SIGUSR1, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

}  // namespace seathrift::testing
