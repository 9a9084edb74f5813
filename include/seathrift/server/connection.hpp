// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a server keep of a connection, and how does it reach all of them at its end?

#include <cstddef>
#include <mutex>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/rpc/awaited.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/handler.hpp>
#include <seathrift/rpc/processor.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/server/wait.hpp>
#include <seathrift/server/watch.hpp>
#include <seathrift/transport/condition.hpp>
#include <seathrift/transport/deadline.hpp>

namespace seathrift::detail {

/// What a server tells of a connection.
template <class Stream>
[[nodiscard]] SEATHRIFT_COLD ConnectionInfo info_of(const Stream& stream) {
  if constexpr (requires { stream.native_handle(); })
    return {stream.peer(), stream.native_handle()};
  else
    return {stream.peer(), -1};
}

/// A connection that is being served.
template <class Processor>
class Connection {
 public:
  using Stream = typename Processor::Channel::Stream;
  using Outcome = typename Processor::Outcome;

  SEATHRIFT_COLD Connection(const Processor& processor, const ConnectionInfo& info, Stream&& stream,
                            const ServerOptions& options)
      : info_(info),
        channel_(std::move(stream), options.connection.limits, options.connection.message_timeout),
        lease_(processor.lease(info_)),
        processor_(processor) {}

  SEATHRIFT_COLD ~Connection() = default;

  [[nodiscard]] typename Processor::Channel& channel() noexcept { return channel_; }
  [[nodiscard]] Stream& stream() noexcept { return channel_.stream(); }
  [[nodiscard]] const ConnectionInfo& info() const noexcept { return info_; }

  /// Serves one call; without `Wait`, if it has arrived whole.
  template <bool Wait = true>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE Outcome serve() {
    return processor_.template process<Wait>(channel_, lease_, info_);
  }

  /// Serves until the connection ends, or `stopped` between two calls.
  template <class Stopped>
  SEATHRIFT_ALWAYS_INLINE void serve_all(const ServerOptions& options, Stopped&& stopped) {
    std::chrono::milliseconds idle{0};
    for (;;) {
      if (channel_.holds_much()) [[unlikely]]
        rest_in_a_pause();
      const Outcome outcome = serve();
      if (outcome == Outcome::ended || stopped()) {
        if (!channel_.awaited().expired()) take_leave();
        return;
      }
      idle = outcome == Outcome::served ? std::chrono::milliseconds(0)
                                        : idle + options.connection.read_timeout;
      if (options.idle_timeout.count() > 0 && idle >= options.idle_timeout) return;
    }
  }

 private:
  /// Large calls that follow each other closely find the room that they need; it is not held for
  /// the next one of a peer that makes a pause.
  static constexpr std::chrono::milliseconds pause{100};
  SEATHRIFT_COLD void rest_in_a_pause() {
    if constexpr (requires { stream().wait_to_receive(pause); })
      if (!channel_.has_more() && !stream().wait_to_receive(pause)) channel_.rest();
  }

  SEATHRIFT_COLD void take_leave() {
    if constexpr (requires { stream().take_leave(Wait::farewell); })
      stream().take_leave(Wait::farewell);
  }

  ConnectionInfo info_;
  typename Processor::Channel channel_;
  HandlerLease lease_;
  const Processor& processor_;
};

/// All connections of a server.
///
/// Thread safety. Shared objects: safe.
template <class Stream>
class Connections {
 public:
  /// Takes a place among the connections as long as it lives. It is the first member of what it
  /// stands for: the server waits until its handler, too, is gone.
  class Place {
   public:
    SEATHRIFT_COLD explicit Place(Connections& all) : all_(all) { all_.enter(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    SEATHRIFT_COLD ~Place() { all_.leave(); }

   private:
    Connections& all_;
  };

  /// Lets `stop` and `sweep` reach a stream, and what it waits for, as long as it lives.
  class Reach {
   public:
    Reach(Connections& all, Stream& stream, Awaited& awaited)
        : all_(all), stream_(stream), awaited_(awaited) {
      all_.add(*this);
    }
    Reach(const Reach&) = delete;
    Reach& operator=(const Reach&) = delete;
    SEATHRIFT_COLD ~Reach() { all_.remove(*this); }

   private:
    friend class Connections;

    Connections& all_;
    Stream& stream_;
    Awaited& awaited_;
    Watch watch_;
    Reach* before_ = nullptr;
    Reach* behind_ = nullptr;
  };

  /// True once all are to end. A peer that goes on sending would keep a stream from it.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

  /// True once all were cut off.
  [[nodiscard]] bool were_shut_down() const noexcept { return shut_down_; }

  /// Waits until there are fewer than `most`, or all are to stop. False when they are.
  [[nodiscard]] SEATHRIFT_COLD bool wait_for_room(std::size_t most) {
    std::unique_lock lock(mutex_);
    while (!stopped_ && places_ >= larger<std::size_t>(most, 1)) changed_.wait(lock);
    return !stopped_;
  }
  [[nodiscard]] SEATHRIFT_COLD bool full(std::size_t most) {
    const std::lock_guard lock(mutex_);
    return !stopped_ && places_ >= larger<std::size_t>(most, 1);
  }

  /// Nobody takes a place any more.
  SEATHRIFT_COLD void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  /// Waits until the last one is gone, after `close`; for no longer than `most`, unless that is
  /// zero. False when that took too long.
  SEATHRIFT_COLD bool wait_until_none(
      std::chrono::milliseconds most = std::chrono::milliseconds(0)) {
    const Deadline until(most);
    std::unique_lock lock(mutex_);
    while (!closed_ || places_ != 0) {
      if (!until.bounded())
        changed_.wait(lock);
      else if (!changed_.wait_until(lock, until.end()))
        return closed_ && places_ == 0;
    }
    return true;
  }

  /// Lets each connection end once it has answered the call in progress; so will those that come.
  SEATHRIFT_COLD void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (Reach* at = first_; at != nullptr; at = at->behind_) at->stream_.stop_receiving();
    changed_.notify_all();
  }

  /// Cuts each connection off, in whatever it is sending or receiving; also those that come.
  SEATHRIFT_COLD void shut_down() {
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    for (Reach* at = first_; at != nullptr; at = at->behind_) shut_down(at->stream_);
  }

  /// Ends the receiving of those whose peer lets them wait for too long. A call that arrives just
  /// then is still answered.
  SEATHRIFT_COLD void sweep(const ServerOptions& options) {
    const auto now = Watch::Clock::now();
    const std::lock_guard lock(mutex_);
    for (Reach* at = first_; at != nullptr; at = at->behind_)
      if (at->watch_.look(at->awaited_, now, options)) at->stream_.stop_receiving();
  }

 private:
  /// A stream that can't be shut down ends its waits by its own timeouts.
  static void shut_down(Stream& stream) {
    if constexpr (requires { stream.shut_down(); }) stream.shut_down();
  }
  void enter() {
    const std::lock_guard lock(mutex_);
    ++places_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --places_;
    // Under the lock: whoever waits for the last one may destroy this object at once.
    changed_.notify_all();
  }
  void add(Reach& reach) {
    const std::lock_guard lock(mutex_);
    reach.behind_ = first_;
    if (first_ != nullptr) first_->before_ = &reach;
    first_ = &reach;
    if (stopped_) reach.stream_.stop_receiving();
    if (shut_down_) shut_down(reach.stream_);
  }
  void remove(Reach& reach) {
    const std::lock_guard lock(mutex_);
    (reach.before_ != nullptr ? reach.before_->behind_ : first_) = reach.behind_;
    if (reach.behind_ != nullptr) reach.behind_->before_ = reach.before_;
  }

  std::mutex mutex_;
  Condition changed_;
  std::size_t places_ = 0;
  Reach* first_ = nullptr;
  Atomic<bool> stopped_ = false;
  bool closed_ = false;
  Atomic<bool> shut_down_ = false;
};

/// What a server owns for each of its connections.
template <class Processor>
struct Session {
  using Stream = typename Processor::Channel::Stream;

  SEATHRIFT_COLD Session(Connections<Stream>& all, const Processor& processor,
                         const ConnectionInfo& info, Stream&& stream, const ServerOptions& options)
      : place(all),
        connection(processor, info, std::move(stream), options),
        reach(all, connection.stream(), connection.channel().awaited()) {}

  typename Connections<Stream>::Place place;
  Connection<Processor> connection;
  typename Connections<Stream>::Reach reach;
};

}  // namespace seathrift::detail
