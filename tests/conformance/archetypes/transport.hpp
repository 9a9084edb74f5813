// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the least that a framing offers? docs/requirements/message_transport.md shows this one.

#include <cstddef>

#include <seathrift/transport/concepts.hpp>

namespace archetypes {

/// Puts a message's length, of two bytes, in front of it.
class ShortFraming {
 public:
  static constexpr std::size_t headroom = 2;
  static constexpr bool bounded = true;

  explicit ShortFraming(const seathrift::Limits& limits) : most_(limits.max_frame) {}

  seathrift::Result<void> seal(seathrift::Buffer& buffer, std::size_t beside) {
    const std::size_t size = buffer.size() + beside;
    if (size > 0xffff || size > most_)
      return seathrift::Error(seathrift::Errc::frame_limit, "the message is too long; send less");
    buffer.prepend(headroom);
    buffer.data()[0] = static_cast<std::byte>(size >> 8);
    buffer.data()[1] = static_cast<std::byte>(size & 0xff);
    return {};
  }
  seathrift::Result<seathrift::Incoming> next(const seathrift::Buffer& buffer) {
    if (buffer.size() < headroom) return seathrift::Incoming{{}, headroom - buffer.size()};
    size_ = std::to_integer<std::size_t>(buffer.data()[0]) << 8 |
            std::to_integer<std::size_t>(buffer.data()[1]);
    if (size_ > most_)
      return seathrift::Error(seathrift::Errc::frame_limit,
                              "the peer announced more than Limits::max_frame; raise it");
    if (buffer.size() < headroom + size_)
      return seathrift::Incoming{{}, headroom + size_ - buffer.size()};
    return seathrift::Incoming{buffer.bytes().subspan(headroom, size_), 0};
  }
  // A message that is not whole is never shown: there is nothing to wait for.
  seathrift::Result<std::size_t> incomplete(const seathrift::Buffer&) { return std::size_t{0}; }
  void consume(seathrift::Buffer& buffer, std::size_t) { buffer.consume(headroom + size_); }

 private:
  std::size_t most_;
  std::size_t size_ = 0;
};
static_assert(seathrift::Framing<ShortFraming>);

template <class Next>
struct Short {
  static constexpr bool is_message_transport = true;
  using Stream = Next;
  template <class Scanner>
  using Framing = ShortFraming;
};

}  // namespace archetypes
