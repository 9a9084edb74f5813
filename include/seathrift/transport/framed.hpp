// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a byte stream carry whole messages? A length in front of each.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/foreign.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/growth.hpp>

namespace seathrift {

/// The state machine of Framed: a 4-byte big-endian length in front of each message.
///
/// Errors. A length that is negative or exceeds `Limits::max_frame` or `Limits::max_message` is
/// refused before anything is allocated, with `Errc::wrong_peer` when the four bytes look like
/// something else than a length, else `Errc::corrupted`, `frame_limit` or `message_limit`. The
/// stream is then out of step and must be closed.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
class FrameFraming {
 public:
  static constexpr std::size_t headroom = 4;
  static constexpr bool bounded = true;

  explicit FrameFraming(const Limits& limits) noexcept
      : max_frame_(detail::smaller<std::size_t>(limits.max_frame, INT32_MAX)),
        max_message_(limits.max_message) {}

  /// Fills in the length of a message: the buffer's bytes and `beside` more.
  [[nodiscard]] Result<void> seal(Buffer& buffer, std::size_t beside) {
    const std::size_t size = buffer.size() + beside;
    if (size > most()) [[unlikely]]
      return too_large("the message to send has ", size, "; raise it on both sides or send less");
    buffer.prepend(headroom);
    detail::store_big(buffer.data(), static_cast<std::uint32_t>(size));
    return {};
  }

  [[nodiscard]] Result<Incoming> next(const Buffer& buffer) {
    if (passed_ != 0) [[unlikely]]
      return next_of_rest(buffer);
    if (buffer.size() < headroom) return Incoming{{}, headroom - buffer.size()};
    const auto length = detail::load_big<std::uint32_t>(buffer.data());
    if (length > most()) [[unlikely]]
      return refuse(buffer, length);
    length_ = length;
    const std::size_t arrived = buffer.size() - headroom;
    if (arrived < length) return Incoming{{}, detail::next_read(length - arrived, arrived)};
    return Incoming{buffer.bytes().subspan(headroom, length), 0};
  }

  /// What has arrived of the frame that `next` found to be missing bytes, and how many it misses.
  [[nodiscard]] Incoming part(const Buffer& buffer) const noexcept {
    return {buffer.bytes().subspan(passed_ == 0 ? headroom : 0), rest() - buffer.size()};
  }
  /// Uses up `used` bytes of what `part` returned; some of the frame must stay.
  void consume_part(Buffer& buffer, std::size_t used) noexcept {
    if (passed_ == 0) used += headroom;
    buffer.consume(used);
    passed_ += used;
  }
  /// How many bytes of a frame have been used up before it was whole.
  [[nodiscard]] std::size_t passed() const noexcept { return passed_; }

  /// A frame is whole before it is decoded: nothing more would help.
  [[nodiscard]] Result<std::size_t> incomplete(const Buffer&) const { return std::size_t{0}; }

  /// Uses the frame up, with the bytes of it that the decoder left.
  void consume(Buffer& buffer, std::size_t) noexcept {
    buffer.consume(rest());
    length_ = passed_ = 0;
  }

 private:
  [[nodiscard]] std::size_t most() const noexcept {
    return detail::smaller(max_frame_, max_message_);
  }

  [[nodiscard]] std::size_t rest() const noexcept { return headroom + length_ - passed_; }

  [[nodiscard]] SEATHRIFT_COLD Incoming next_of_rest(const Buffer& buffer) const noexcept {
    const std::size_t arrived = buffer.size();
    if (arrived < rest()) return {{}, detail::next_read(rest() - arrived, arrived)};
    return {buffer.bytes().first(rest()), 0};
  }

  [[nodiscard]] SEATHRIFT_COLD Error too_large(std::string_view what, std::size_t size,
                                               std::string_view remedy) const {
    const bool frame = size > max_frame_;
    return Error(frame ? Errc::frame_limit : Errc::message_limit,
                 {what, detail::Digits(size), " bytes, more than ",
                  frame ? "Limits::max_frame (" : "Limits::max_message (",
                  detail::Digits(frame ? max_frame_ : max_message_), ")", remedy});
  }

  [[nodiscard]] SEATHRIFT_COLD Error refuse(const Buffer& buffer, std::uint32_t length) const {
    const std::string_view seems = recognize(buffer.bytes());
    // A large frame of a message that is known is a frame.
    if (!seems.empty() && !seems.starts_with("framed"))
      return detail::wrong_framing("the peer", seems, true);
    if (length > INT32_MAX)
      return Error(
          Errc::corrupted,
          {"the peer announced a frame of ", detail::Digits(static_cast<std::int32_t>(length)),
           " bytes, a negative length, outside Limits::max_frame (", detail::Digits(max_frame_),
           "); it is out of step, or its transport is not framed"});
    return too_large("the peer announced a frame of ", length,
                     "; raise it here, or have the peer send less");
  }

  std::size_t max_frame_;
  std::size_t max_message_;
  std::size_t length_ = 0;  // of the frame that next() found
  std::size_t passed_ = 0;  // bytes of it, its head included, that were used up before it was whole
};

/// Carries each message as a 4-byte big-endian length followed by that many bytes
/// (TFramedTransport). It only names its parts; the one who does the I/O uses them.
template <class Next>
struct Framed {
  static constexpr bool is_message_transport = true;
  using Stream = Next;
  template <class Scanner>
  using Framing = FrameFraming;
};

}  // namespace seathrift
