// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do bytes go from one end to the other within a process? Through a buffer that both share.

#include <cstddef>
#include <cstring>
#include <mutex>
#include <span>

#include <seathrift/core/buffer.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/transport/condition.hpp>
#include <seathrift/transport/deadline.hpp>

namespace seathrift::detail {

/// One direction of a connection in memory.
///
/// Thread safety. Shared objects: safe.
class MemoryPipe {
 public:
  explicit MemoryPipe(std::size_t capacity) : capacity_(capacity) {}

  [[nodiscard]] Result<void> write(std::span<const std::byte> bytes,
                                   std::chrono::milliseconds timeout) {
    while (!bytes.empty()) {
      std::unique_lock lock(mutex_);
      const bool ready = wait(lock, timeout, [this] {
        return writer_closed_ || reader_closed_ || bytes_.size() < capacity_;
      });
      if (writer_closed_)
        return Error(Errc::not_open, "could not send in memory: the connection is not open");
      if (reader_closed_)
        return Error(Errc::end_of_stream,
                     "could not send in memory: the other end closed the connection");
      if (!ready)
        return Error(Errc::timed_out, {"could not send in memory within ", Digits(timeout.count()),
                                       " ms (ConnectionOptions::write_timeout)"});
      const std::size_t size = smaller(bytes.size(), capacity_ - bytes_.size());
      bytes_.append(bytes.first(size));
      bytes = bytes.subspan(size);
      changed_.notify_all();
    }
    return {};
  }

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> room,
                                         std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    const bool ready = wait(lock, timeout, [this] {
      return reader_closed_ || writer_closed_ || stopped_ || !bytes_.empty();
    });
    if (reader_closed_)
      return Error(Errc::not_open, "could not receive in memory: the connection is not open");
    if (!ready)
      return Error(Errc::timed_out, {"nothing received in memory within ", Digits(timeout.count()),
                                     " ms (ConnectionOptions::read_timeout)"});
    const std::size_t size = smaller(room.size(), bytes_.size());
    if (size != 0) std::memcpy(room.data(), bytes_.data(), size);
    bytes_.consume(size);
    changed_.notify_all();
    return size;
  }

  [[nodiscard]] bool readable() const {
    const std::lock_guard lock(mutex_);
    return reader_closed_ || writer_closed_ || !bytes_.empty();
  }
  [[nodiscard]] bool open_to_read() const {
    const std::lock_guard lock(mutex_);
    return !reader_closed_;
  }

  void close_writer() { set(writer_closed_); }
  void close_reader() { set(reader_closed_); }
  void stop_reader() { set(stopped_); }

 private:
  template <class Ready>
  [[nodiscard]] bool wait(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds timeout,
                          Ready ready) {
    const Deadline deadline(timeout);
    while (!ready()) {
      if (!deadline.bounded())
        changed_.wait(lock);
      else if (!changed_.wait_until(lock, deadline.end()))
        return ready();
    }
    return true;
  }

  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  Condition changed_;
  Buffer bytes_;
  std::size_t capacity_;
  bool writer_closed_ = false;
  bool reader_closed_ = false;
  bool stopped_ = false;
};

}  // namespace seathrift::detail
