// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a server keep of a connection, and how does it reach all of them at its end?

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <unordered_set>
#include <utility>

#include <seathrift/rpc/processor.hpp>
#include <seathrift/server/options.hpp>

namespace seathrift::detail {

/// A connection that is being served.
template <class Processor>
class Connection {
 public:
  using Stream = typename Processor::Channel::Stream;
  using Outcome = typename Processor::Outcome;

  Connection(const Processor& processor, Stream stream, const ServerOptions& options)
      : processor_(processor),
        info_(info_of(stream)),
        channel_(std::move(stream), options.connection.limits, options.connection.message_timeout),
        lease_(processor.lease(info_)) {}

  [[nodiscard]] Stream& stream() noexcept { return channel_.stream(); }
  /// True when bytes of a further call have been received already.
  [[nodiscard]] bool has_more() const noexcept { return channel_.has_more(); }

  [[nodiscard]] const ConnectionInfo& info() const noexcept { return info_; }

  /// Serves one call; without `Wait`, if it has arrived whole.
  template <bool Wait = true>
  [[nodiscard]] Outcome serve() {
    return processor_.template process<Wait>(channel_, lease_, info_);
  }

  /// Serves until the connection ends, or `stopped` between two calls.
  template <class Stopped>
  void serve_all(const ServerOptions& options, Stopped&& stopped) {
    std::chrono::milliseconds idle{0};
    for (;;) {
      const Outcome outcome = serve();
      if (outcome == Outcome::ended || stopped()) return;
      idle = outcome == Outcome::served ? std::chrono::milliseconds(0)
                                        : idle + options.connection.read_timeout;
      if (options.idle_timeout.count() > 0 && idle >= options.idle_timeout) return;
    }
  }

 private:
  static ConnectionInfo info_of(const Stream& stream) {
    if constexpr (requires { stream.native_handle(); })
      return {stream.peer(), stream.native_handle()};
    else
      return {stream.peer(), -1};
  }

  const Processor& processor_;
  ConnectionInfo info_;
  typename Processor::Channel channel_;
  HandlerLease lease_;
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
    explicit Place(Connections& all) : all_(all) { all_.enter(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { all_.leave(); }

   private:
    Connections& all_;
  };

  /// Lets `stop` reach a stream as long as it lives.
  class Reach {
   public:
    Reach(Connections& all, Stream& stream) : all_(all), stream_(stream) { all_.add(stream_); }
    Reach(const Reach&) = delete;
    Reach& operator=(const Reach&) = delete;
    ~Reach() { all_.remove(stream_); }

   private:
    Connections& all_;
    Stream& stream_;
  };

  /// True once all are to end. A peer that goes on sending would keep a stream from it.
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

  /// Waits until there are fewer than `most`, or all are to stop. False when they are.
  [[nodiscard]] bool wait_for_room(std::size_t most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || places_ < std::max<std::size_t>(most, 1); });
    return !stopped_;
  }

  void wait_until_none() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return places_ == 0; });
  }

  /// Lets each connection end once it has answered the call in progress; so will those that come.
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (Stream* stream : streams_) stream->stop_receiving();
    changed_.notify_all();
  }

 private:
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
  void add(Stream& stream) {
    const std::lock_guard lock(mutex_);
    streams_.insert(&stream);
    if (stopped_) stream.stop_receiving();
  }
  void remove(Stream& stream) {
    const std::lock_guard lock(mutex_);
    streams_.erase(&stream);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t places_ = 0;
  std::unordered_set<Stream*> streams_;
  std::atomic<bool> stopped_ = false;
};

/// What a server owns for each of its connections.
template <class Processor>
struct Session {
  using Stream = typename Processor::Channel::Stream;

  Session(Connections<Stream>& all, const Processor& processor, Stream stream,
          const ServerOptions& options)
      : place(all),
        connection(processor, std::move(stream), options),
        reach(all, connection.stream()) {}

  typename Connections<Stream>::Place place;
  Connection<Processor> connection;
  typename Connections<Stream>::Reach reach;
};

}  // namespace seathrift::detail
