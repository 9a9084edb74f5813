// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do the pieces of a message leave with few system calls? Several at once, by sendmsg.

#include <array>
#include <cstddef>

#include <sys/socket.h>
#include <sys/uio.h>

#include <seathrift/core/buffer.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::detail {

/// Hands pieces to the system, as many at once as it takes.
class Gather {
 public:
  explicit Gather(Pieces pieces) noexcept
      : next_(pieces.data()), end_(pieces.data() + pieces.size()) {}

  /// False when all has been sent.
  [[nodiscard]] bool fill() noexcept {
    count_ = 0;
    size_ = 0;
    std::size_t skip = sent_;
    for (const Piece* piece = next_; piece != end_ && count_ != vectors_.size(); ++piece) {
      if (!piece->empty()) {
        // sendmsg() takes a pointer to what is not const, and leaves it alone.
        auto* from = const_cast<std::byte*>(piece->data()) + skip;
        vectors_[count_++] = {from, piece->size() - skip};
        size_ += piece->size() - skip;
      }
      skip = 0;
    }
    return count_ != 0;
  }

  /// Bytes that `fill` found to be sent at once.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  [[nodiscard]] ssize_t send(int descriptor, int flags) noexcept {
    msghdr message{};
    message.msg_iov = vectors_.data();
    message.msg_iovlen = count_;
    return ::sendmsg(descriptor, &message, flags | MSG_NOSIGNAL);
  }

  void advance(std::size_t sent) noexcept {
    sent_ += sent;
    while (next_ != end_ && sent_ >= next_->size()) sent_ -= (next_++)->size();
  }

  /// Puts what `fill` found behind a buffer's content.
  void append_to(Buffer& buffer) const {
    for (std::size_t i = 0; i < count_; ++i)
      buffer.append({static_cast<const std::byte*>(vectors_[i].iov_base), vectors_[i].iov_len});
  }

 private:
  using Piece = Pieces::value_type;

  const Piece* next_;
  const Piece* end_;
  std::size_t sent_ = 0;  // of the first piece
  std::size_t count_ = 0;
  std::size_t size_ = 0;
  std::array<iovec, 16> vectors_;
};

}  // namespace seathrift::detail
