// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the tests of servers share? A server that runs on a thread, and clients that misbehave.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <rpc/support.hpp>
#include <seathrift/server/simple_server.hpp>
#include <seathrift/server/thread_pool_server.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/transport/socket.hpp>
#include <seathrift/transport/unix_socket.hpp>

namespace seathrift::testing {

/// A server over a stack.
template <template <class, class, class> class Server, class P, class T>
struct On : Stack<P, T> {
  using ServerType = Server<harbor::Harbor, P, T>;
  using Stream = typename T::Stream;
  static constexpr bool one_at_a_time =
      std::is_same_v<ServerType, SimpleServer<harbor::Harbor, P, T>>;

  static ServerOptions options(ServerOptions options = {}) {
    if constexpr (std::is_same_v<Stream, UnixSocket>) {
      static std::atomic<int> count = 0;
      options.path = "@seathrift-" + std::to_string(::getpid()) + '-' + std::to_string(++count);
    }
    return options;
  }
};

/// What a server's hook was told.
class Told {
 public:
  ErrorHook hook() {
    return [this](const ConnectionInfo& info, std::string_view method, std::exception_ptr error) {
      std::string text = "not a std::exception";
      try {
        std::rethrow_exception(error);
      } catch (const std::exception& exception) {
        text = exception.what();
      } catch (...) {
      }
      const std::lock_guard lock(mutex_);
      all_.push_back(std::string(method) + ": " + text);
      peers_.push_back(info.peer);
    };
  }
  std::vector<std::string> all() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }
  /// How often it was told something that contains `part`.
  std::size_t count(std::string_view part) const {
    const auto texts = all();
    return static_cast<std::size_t>(std::count_if(
        texts.begin(), texts.end(), [&](const std::string& text) { return contains(text, part); }));
  }
  /// The peer whose connection was told of with `part`.
  std::string peer(std::string_view part) const {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < all_.size(); ++i)
      if (contains(all_[i], part)) return peers_[i];
    return {};
  }
  /// True once it was told something that contains `part`; waits for it.
  bool has(std::string_view part) const {
    for (int i = 0; i < 30'000; ++i) {
      for (const std::string& text : all())
        if (contains(text, part)) return true;
      std::this_thread::sleep_for(1ms);
    }
    return false;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> all_;
  std::vector<std::string> peers_;
};

/// Waits until something is true; false when it doesn't become so within half a minute.
template <class Condition>
bool eventually(Condition condition) {
  for (int i = 0; i < 30'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(1ms);
  }
  return condition();
}

/// Says when a server begins to accept: at once, or when it is started, behind what its clients
/// have sent by then.
enum class Begins { at_once, when_started };

/// A server that serves until its end.
template <class S>
class Running {
 public:
  template <class Handler>
  explicit Running(Handler handler, ServerOptions options = {}, Begins begins = Begins::at_once)
      : server(std::move(handler), S::options(std::move(options))) {
    if (begins == Begins::at_once) start();
  }
  ~Running() { finish(); }

  void start() {
    thread_ = std::thread([this] {
      try {
        server.serve();
      } catch (...) {
        failure_ = std::current_exception();
      }
      done_ = true;
    });
  }

  typename S::Client client(const ConnectionOptions& options = {}) {
    return typename S::Client(server.endpoint(), options);
  }
  typename S::Stream connect(const ConnectionOptions& options = {.read_timeout = 30s}) {
    return S::Stream::connect(server.endpoint(), options).value();
  }
  bool done() const { return done_; }

  /// Waits for `serve()` to return. False when it takes longer than half a minute.
  bool returns() {
    const bool returned = eventually([this] { return done(); });
    finish();
    return returned;
  }
  /// Stops the server; an exception of `serve()` is thrown.
  void finish() {
    server.stop();
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  }

  typename S::ServerType server;

 private:
  std::atomic<bool> done_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

/// A handler that several threads may call, whose `twice` waits to be let go.
struct SlowHandler : harbor::Handler {
  struct Gate {
    std::counting_semaphore<> entered{0};
    std::counting_semaphore<> leave{0};
  };

  explicit SlowHandler(Gate& to_pass) : gate(&to_pass) {}
  std::int32_t twice(std::int32_t number) {
    gate->entered.release();
    gate->leave.acquire();
    return 2 * number;
  }
  void note(const std::string& text) const {
    if (text == "throw") throw std::runtime_error("a secret of note");
  }
  void whisper(const std::string&) {}

  Gate* gate;
};

/// The handler that all tests may share between threads.
struct SharedHandler : harbor::Handler {
  void note(const std::string&) {}
  void whisper(const std::string&) {}
};

/// Waits until the system has given all that was sent to the peer's, as a Unix socket does at once.
inline bool has_arrived(const Socket& stream) {
  return eventually([&] {
    int unacknowledged = -1;
    return ::ioctl(stream.native_handle(), SIOCOUTQ, &unacknowledged) == 0 && unacknowledged == 0;
  });
}
inline bool has_arrived(const UnixSocket&) { return true; }

template <class Stream>
void send_to(Stream& stream, const Bytes& bytes) {
  const std::span<const std::byte> piece = bytes;
  stream.send({&piece, 1}).value();
}

/// True when the server closes the connection, without or behind an answer.
template <class Stream>
bool closes(Stream& stream) {
  std::byte room[4096];
  for (;;) {
    const auto received = stream.receive(room);
    if (!received) return received.error().code() == Errc::end_of_stream;
    if (*received == 0) return true;
  }
}

/// How many of the answers were right that 16 clients got who called at once, 200 times each.
inline constexpr int asked_at_once = 16 * 200;
template <class S>
int right_answers_at_once(const Running<S>& running) {
  std::atomic<int> right = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 16; ++i)
    callers.emplace_back([&right, i, endpoint = running.server.endpoint()] {
      typename S::Client client(endpoint);
      for (int j = 0; j < 200; ++j) right += client.add(1000 * i, j) == 1000 * i + j ? 1 : 0;
    });
  callers.clear();
  return right;
}

}  // namespace seathrift::testing
