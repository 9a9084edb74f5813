// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do two ends in one process talk, in tests above all? Through memory that they share.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <span>
#include <string>
#include <utility>

#include <semaphore.h>
#include <time.h>

#include <seathrift/core/atomic.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/shared.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/memory_pipe.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift {

/// One of two connected ends in this process, without a file descriptor.
///
/// A connection holds what it is given until the other end receives it: without bound, or up to a
/// capacity, beyond which `send` waits.
///
/// Errors. As Socket's: `Errc::timed_out`, `Errc::end_of_stream`, `Errc::not_open`.
///
/// Thread safety. Distinct objects: safe, the two ends of a connection included. Shared objects:
/// safe for one sender and one receiver; with them `stop_receiving`, `shut_down` and `close`.
class Memory {
 public:
  static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

  class Acceptor;
  class Endpoint;

  /// Two ends connected with each other; each direction holds `capacity` bytes, at least one.
  [[nodiscard]] static std::pair<Memory, Memory> pair(const ConnectionOptions& options = {},
                                                      std::size_t capacity = unbounded) {
    return pair(options, options, capacity);
  }

  [[nodiscard]] static Result<Memory> connect(const Endpoint& endpoint,
                                              const ConnectionOptions& options);

  Memory(Memory&&) noexcept = default;
  Memory& operator=(Memory&& other) noexcept {
    std::swap(in_, other.in_);
    std::swap(out_, other.out_);
    std::swap(read_timeout_, other.read_timeout_);
    std::swap(write_timeout_, other.write_timeout_);
    if (this != &other) other.close();
    return *this;
  }
  ~Memory() { close(); }

  [[nodiscard]] Result<void> send(Pieces pieces) {
    if (!out_) return not_open();
    for (const auto piece : pieces) {
      Result<void> written = out_->write(piece, write_timeout_);
      if (!written) return written;
    }
    return {};
  }

  /// Receives what has arrived, into `room`, which must not be empty.
  [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> room) {
    if (!in_) return not_open();
    return in_->read(room, read_timeout_);
  }

  [[nodiscard]] bool is_open() const { return in_ && in_->open_to_read(); }
  /// True as well when this end has closed.
  [[nodiscard]] bool stale() const { return !in_ || in_->readable(); }
  [[nodiscard]] std::string peer() const { return "the other end in memory"; }
  void stop_receiving() {
    if (in_) in_->stop_reader();
  }
  /// Ends what is being sent and received, and all that would be.
  void shut_down() { close(); }
  void close() {
    if (in_) in_->close_reader();
    if (out_) out_->close_writer();
  }

 private:
  using Pipe = detail::SharedOf<detail::MemoryPipe>;

  Memory(Pipe in, Pipe out, const ConnectionOptions& options)
      : in_(std::move(in)),
        out_(std::move(out)),
        read_timeout_(options.read_timeout),
        write_timeout_(options.write_timeout) {}

  [[nodiscard]] static std::pair<Memory, Memory> pair(const ConnectionOptions& first,
                                                      const ConnectionOptions& second,
                                                      std::size_t capacity) {
    const auto there = Pipe::made_of(detail::larger<std::size_t>(capacity, 1));
    const auto back = Pipe::made_of(detail::larger<std::size_t>(capacity, 1));
    return {Memory(back, there, first), Memory(there, back, second)};
  }

  [[nodiscard]] static Error not_open() {
    return Error(Errc::not_open, "this end in memory was moved from; the connection is not open");
  }

  class Hub;

  Pipe in_;
  Pipe out_;
  std::chrono::milliseconds read_timeout_;
  std::chrono::milliseconds write_timeout_;
};

/// Where connections in memory meet. The semaphore is what a signal handler may use.
class Memory::Hub {
 public:
  explicit Hub(const ConnectionOptions& options) : options_(options) {
    ::sem_init(&arrivals_, 0, 0);
    ::sem_init(&end_, 0, 0);
  }
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub() {
    ::sem_destroy(&arrivals_);
    ::sem_destroy(&end_);
  }

  [[nodiscard]] Result<Memory> connect(const ConnectionOptions& options) {
    auto [client, server] = pair(options, options_, unbounded);
    const std::lock_guard lock(mutex_);
    if (stopped()) return Error(Errc::not_open, "could not connect in memory: nobody listens");
    *last_ = detail::Owner<Waiting>(new Waiting{std::move(server), {}});
    last_ = &(*last_)->next;
    ::sem_post(&arrivals_);
    return std::move(client);
  }

  [[nodiscard]] Result<Memory> accept() {
    while (::sem_wait(&arrivals_) != 0) {
      // a signal handler ran
    }
    if (stopped()) {
      ::sem_post(&arrivals_);  // for the next one that waits
      const std::lock_guard lock(mutex_);
      forget_waiting();  // nobody will serve them
      return Error(Errc::not_open, "listening in memory was stopped");
    }
    const std::lock_guard lock(mutex_);
    if (!first_) return Error(Errc::not_open, "listening in memory was stopped");
    const detail::Owner<Waiting> taken = std::move(first_);
    first_ = std::move(taken->next);
    if (!first_) last_ = &first_;
    return std::move(taken->stream);
  }

  void stop() noexcept {
    const int saved = errno;
    stopped_.store(true, detail::Order::release);
    ::sem_post(&arrivals_);
    ::sem_post(&end_);
    errno = saved;
  }

  /// Waits no longer than `most`, where that is not zero. True when it was stopped by then.
  bool wait_for_stop(std::chrono::milliseconds most) {
    timespec until{};
    ::clock_gettime(CLOCK_MONOTONIC, &until);
    const auto end = std::chrono::nanoseconds(until.tv_nsec) + most;
    until.tv_sec += static_cast<time_t>(end / std::chrono::seconds(1));
    until.tv_nsec = static_cast<long>((end % std::chrono::seconds(1)).count());
    int code = 0;
    do {
      code =
          most.count() == 0 ? ::sem_wait(&end_) : ::sem_clockwait(&end_, CLOCK_MONOTONIC, &until);
    } while (code != 0 && errno == EINTR);  // a signal handler ran
    if (code == 0) ::sem_post(&end_);       // for the next one that waits
    return code == 0;
  }

  /// Stops, and closes what was not accepted.
  void close() {
    stop();
    const std::lock_guard lock(mutex_);
    forget_waiting();
  }

 private:
  struct Waiting {
    Memory stream;
    detail::Owner<Waiting> next;
  };

  void forget_waiting() noexcept {
    while (first_) first_ = std::move(first_->next);
    last_ = &first_;
  }

  [[nodiscard]] bool stopped() const noexcept { return stopped_.load(detail::Order::acquire); }

  ConnectionOptions options_;
  detail::Atomic<bool> stopped_ = false;
  sem_t arrivals_;
  sem_t end_;
  std::mutex mutex_;
  detail::Owner<Waiting> first_;
  detail::Owner<Waiting>* last_ = &first_;
};

/// Leads to an acceptor in this process: `acceptor.endpoint()`. A copy leads there too.
class Memory::Endpoint {
 public:
  /// Leads nowhere: connecting is an error.
  Endpoint() noexcept = default;

 private:
  friend class Memory;
  explicit Endpoint(detail::SharedOf<Hub> hub) noexcept : hub_(std::move(hub)) {}

  detail::SharedOf<Hub> hub_;
};

/// Accepts connections in memory, from those who were given its endpoint.
///
/// Thread safety. Shared objects: safe, but for moving and destroying it; `stop` is
/// async-signal-safe.
class Memory::Acceptor {
 public:
  using Stream = Memory;

  /// Each acceptor is a place of its own: nothing of ListenOptions is needed.
  [[nodiscard]] static Result<Acceptor> listen(const ListenOptions&,
                                               const ConnectionOptions& options) {
    return Acceptor(detail::SharedOf<Hub>::made_of(options));
  }

  Acceptor(Acceptor&&) noexcept = default;
  Acceptor& operator=(Acceptor&& other) noexcept {
    std::swap(hub_, other.hub_);
    return *this;
  }
  ~Acceptor() {
    if (hub_) hub_->close();
  }

  [[nodiscard]] Result<Memory> accept() { return hub_->accept(); }
  /// Memory has none.
  [[nodiscard]] std::uint16_t port() const noexcept { return 0; }
  /// Where clients find the acceptor.
  [[nodiscard]] Endpoint endpoint() const { return Endpoint(hub_); }
  void stop() noexcept {
    if (hub_) hub_->stop();
  }
  void wait_for_stop() { hub_->wait_for_stop(std::chrono::milliseconds(0)); }
  /// As the other, for no longer than `most`. True when it was stopped by then.
  [[nodiscard]] bool wait_for_stop(std::chrono::milliseconds most) {
    return hub_->wait_for_stop(most);
  }

 private:
  explicit Acceptor(detail::SharedOf<Hub> hub) : hub_(std::move(hub)) {}

  detail::SharedOf<Hub> hub_;
};

inline Result<Memory> Memory::connect(const Endpoint& endpoint, const ConnectionOptions& options) {
  if (!endpoint.hub_)
    return Error(
        Errc::not_open,
        "could not connect in memory: the endpoint leads nowhere; use that of an acceptor");
  return endpoint.hub_->connect(options);
}

}  // namespace seathrift
