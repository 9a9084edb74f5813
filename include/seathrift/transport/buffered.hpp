// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do messages follow each other on a byte stream without anything between them? The protocol
// knows where each ends.

#include <cstddef>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/growth.hpp>

namespace seathrift {

/// The state machine of Buffered: what has arrived is decoded at once, and scanned for the
/// message's end only when it came short.
///
/// Errors. `Errc::message_limit` for a message longer than `Limits::max_message`, and what the
/// scanner says.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <MessageScanner Scanner>
class BufferedFraming {
 public:
  static constexpr std::size_t headroom = 0;
  static constexpr bool bounded = false;

  explicit BufferedFraming(const Limits& limits)
      : scanner_(limits), max_message_(limits.max_message) {}

  /// Nothing is written in front of a message: only its size is checked.
  [[nodiscard]] Result<void> seal(const Buffer& buffer, std::size_t beside) const {
    const std::size_t size = buffer.size() + beside;
    if (size > max_message_) [[unlikely]]
      return too_large("the message to send has ", size, "; raise it on both sides or send less");
    return {};
  }

  /// All that is there, but never more than a message may have.
  [[nodiscard]] Result<Incoming> next(const Buffer& buffer) const {
    if (buffer.empty()) return Incoming{{}, 1};
    return Incoming{buffer.bytes().first(detail::smaller(buffer.size(), max_message_)), 0};
  }

  [[nodiscard]] Result<std::size_t> incomplete(const Buffer& buffer) {
    // No further than a message may go: what lies behind is not looked at, if it is there or not.
    const auto bytes = buffer.bytes().first(detail::smaller(buffer.size(), max_message_));
    const Result<std::size_t> missing = scanner_.scan(bytes);
    if (!missing) return missing.error();
    const std::size_t least = *missing == 0 ? scanner_.size() : bytes.size() + *missing;
    if (least > max_message_ || least < *missing) [[unlikely]]
      return too_large("the peer is sending a message of at least ", least,
                       "; raise it here, or have the peer send less");
    return detail::next_read(*missing, buffer.size());
  }

  void consume(Buffer& buffer, std::size_t used) {
    buffer.consume(used);
    scanner_.reset();
  }

 private:
  [[nodiscard]] SEATHRIFT_COLD Error too_large(std::string_view what, std::size_t size,
                                               std::string_view remedy) const {
    return Error(Errc::message_limit,
                 {what, detail::Digits(size), " bytes, more than Limits::max_message (",
                  detail::Digits(max_message_), ")", remedy});
  }

  Scanner scanner_;
  std::size_t max_message_;
};

/// Carries messages one behind the other, without framing (TBufferedTransport). It only names its
/// parts; the one who does the I/O uses them.
template <class Next>
struct Buffered {
  static constexpr bool is_message_transport = true;
  using Stream = Next;
  template <class Scanner>
  using Framing = BufferedFraming<Scanner>;
};

}  // namespace seathrift
