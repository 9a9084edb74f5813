// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do messages go through a stream that blocks? One buffer and one framing a direction, one send
// a message.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <seathrift/codec/scanner.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/foreign.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/awaited.hpp>
#include <seathrift/rpc/channel_error.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/deadline.hpp>

namespace seathrift::detail {

/// What came of an attempt to receive a message: the message, the peer's end in between messages,
/// or, where nobody waits, no whole message yet.
enum class Received : std::uint8_t { message, end, nothing_yet };

/// Says that a frame is taken whole or not at all.
struct NoPart {};

/// Memory that channels use in turn, when each has work only now and then.
struct ChannelBuffers {
  Buffer in;
  Buffer out;
};

/// A connection of a stack. Buffers are kept from message to message: up to `kept` bytes, and up to
/// `kept_busy` as long as messages of such a size keep coming.
template <Protocol P, MessageTransport Transport>
class Channel {
 public:
  using Stream = typename Transport::Stream;
  using Framing = typename Transport::template Framing<Scanner<P>>;
  static constexpr bool bounded = Framing::bounded;
  /// The framing lets what has arrived of a message be used up before it is whole.
  static constexpr bool has_parts = requires(Framing & framing, Buffer& buffer) {
    framing.consume_part(buffer, framing.part(buffer).missing);
  };

  /// `message_timeout`: see ConnectionOptions; zero waits without bound.
  Channel(Stream stream, const Limits& limits,
          std::chrono::milliseconds message_timeout = std::chrono::milliseconds(0))
      : message_timeout_(message_timeout),
        stream_(std::move(stream)),
        framing_(limits),
        limits_(limits) {}

  [[nodiscard]] Stream& stream() noexcept { return stream_; }
  [[nodiscard]] const Stream& stream() const noexcept { return stream_; }
  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }
  /// True when bytes of a further message have been received already.
  [[nodiscard]] bool has_more() const noexcept { return !in_.empty(); }
  /// What `receive` waits for.
  [[nodiscard]] Awaited& awaited() noexcept { return awaited_; }
  /// What has been received and not been taken, its framing included.
  [[nodiscard]] std::span<const std::byte> pending() const noexcept { return in_.bytes(); }

  /// True when `rest` would give memory back.
  [[nodiscard]] bool holds_much() const noexcept {
    return in_.capacity() > kept || out_.capacity() > kept;
  }
  /// Gives back what a connection that makes a pause has no need of.
  SEATHRIFT_COLD void rest() noexcept {
    in_.shrink(kept);
    out_.shrink(kept);
  }

  /// Takes the room of small messages at once. So it lies beside what else is made for a connection
  /// at that time: many whose calls take turns need fewer pages.
  SEATHRIFT_COLD void take_room() {
    out_ = Buffer(small_reply);
    in_ = Buffer(least_read);
  }

  /// Lets the next `receive` that does not wait linger once, where the stream can.
  void linger() noexcept { lingers_ = true; }

  /// Works in `from` until `give_back`; the part of a message that has arrived already stays where
  /// it is.
  void borrow(ChannelBuffers& from) noexcept {
    out_.swap(from.out);
    if (in_.empty()) in_.swap(from.in);
  }
  /// Gives back what was borrowed: in between the channel holds no memory but for the part of a
  /// message that has arrived, and hardly more than that part takes.
  void give_back(ChannelBuffers& to) {
    constexpr std::size_t small = 16 * 1024;
    const bool borrowed = to.in.capacity() == 0;
    out_.swap(to.out);
    if (!in_.empty() && (borrowed || in_.size() <= small)) {
      Buffer part(in_.size());
      part.append(in_.bytes());
      in_.swap(part);
      part.clear();
      if (borrowed) to.in.swap(part);
    } else if (in_.empty()) {
      if (borrowed) to.in.swap(in_);
      in_ = {};
    }
  }

  /// Begins an outgoing message.
  [[nodiscard]] Output<true> begin() {
    out_.clear(Framing::headroom);
    pieces_.clear();
    auto output = output_to<true>(out_);
    output.gather.pieces = &pieces_;
    output.depth = limits_.max_depth;
    return output;
  }

  /// Ends the message, at `end`. Nothing is sent yet.
  ///
  /// Errors. `Errc::frame_limit` and `message_limit` when it is larger than the limits.
  [[nodiscard]] Result<void> seal(const Output<true>& output, const std::byte* end) {
    out_.commit(static_cast<std::size_t>(end - output.begin));
    std::size_t beside = 0;
    for (const Gathered& piece : pieces_) beside += piece.bytes.size();
    return framing_.seal(out_, beside);
  }

  /// Sends the message that was sealed, with what was gathered.
  [[nodiscard]] Result<void> send_sealed() {
    const std::span<const std::byte> bytes = out_.bytes();
    auto sent = pieces_.empty() ? stream_.send({&bytes, std::size_t{1}}) : send_gathered(bytes);
    const std::size_t size = bytes.size();
    out_.clear();
    shrink(out_, size);
    return sent;
  }

  /// Receives a message and hands it to `take(bytes, whole)`, which returns how many bytes it used;
  /// nothing, when it ran out of bytes and `whole` is false. A message that came in parts is taken
  /// once in vain at most.
  ///
  /// Without `Wait`, only what has arrived is received, and not all of it where it comes in many
  /// small pieces; the next call goes on with it. How long a message may take is then the caller's
  /// to bound.
  ///
  /// Of a long frame that is not whole, `part(arrived, missing)` is handed what has arrived, now
  /// and then, and returns how many bytes of it it used up; `take` gets the rest of the frame.
  // Inlined, as few bytes of the stack as can be lie below `take`: each thread has its own.
  template <bool Wait = true, class Take, class Part = NoPart>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE Result<Received> receive(Take&& take,
                                                                 [[maybe_unused]] Part part = {}) {
    Deadline whole_until;
    for (int received = 0;; ++received) {
      std::span<const std::byte> message;
      std::size_t missing = 0;
      {
        Result<Incoming> incoming = framing_.next(in_);
        if (!incoming) [[unlikely]]
          return std::move(incoming).error();
        message = incoming->message;
        missing = incoming->missing;
      }
      if (missing == 0) {
        std::optional<std::size_t> used;
        if (!came_short_) [[likely]]
          used = take(message, bounded);
        if (!used) [[unlikely]] {
          Result<std::size_t> more = come_short();
          if (!more) return std::move(more).error();
          missing = *more;
          if (missing == 0) used = take(message, true);
        }
        if (used) [[likely]] {
          came_short_ = false;
          const std::size_t size = passed() + message.size();
          framing_.consume(in_, *used);
          shrink(in_, size);
          return Received::message;
        }
      }
      if constexpr (has_parts && !std::is_same_v<Part, NoPart>) {
        if (in_.size() >= long_part && take_part(part))
          missing = long_part / 2;
        else if (in_.capacity() >= kept)
          missing = smaller(missing, long_part);  // so far, the buffer need not grow
      }
      if (!Wait && received == turn) [[unlikely]]
        return Received::nothing_yet;
      Result<Received> more = receive_more<Wait>(missing, whole_until);
      if (!more || *more != Received::message) return more;
    }
  }

 private:
  /// How many pieces of a message are received before others have their turn.
  static constexpr int turn = 16;
  static constexpr std::size_t least_read = 4096;
  static constexpr std::size_t long_part = 128 * 1024;
  static constexpr std::size_t small_reply = 256;
  static constexpr std::size_t kept = 256 * 1024;
  static constexpr std::size_t kept_busy = 4 * 1024 * 1024;

  /// Gives an empty buffer's memory back, unless a message of `size` bytes shows that it is needed.
  static void shrink(Buffer& buffer, std::size_t size) noexcept {
    if (buffer.capacity() > kept) [[unlikely]]
      buffer.shrink(size >= buffer.capacity() / 8 ? kept_busy : kept);
  }

  /// How many bytes of a message have been used up already, as parts.
  [[nodiscard]] std::size_t passed() const noexcept {
    if constexpr (has_parts)
      return framing_.passed();
    else
      return 0;
  }

  /// True when something of a frame that is not whole was used up. Its last byte stays where it is:
  /// the buffer is empty in between messages alone.
  template <class Part>
  SEATHRIFT_NOINLINE bool take_part(Part& part) {
    const Incoming arrived = framing_.part(in_);
    const std::size_t used =
        part(arrived.message.first(arrived.message.size() - 1), arrived.missing + 1);
    if (used != 0) framing_.consume_part(in_, used);
    return used != 0;
  }

  /// How many more bytes a message takes at least that was taken in vain; 0 when it is whole.
  SEATHRIFT_NOINLINE Result<std::size_t> come_short() {
    // A frame's length can look like the beginning of an old Binary message, for whose end we would
    // wait in vain. What tells need not come with the length.
    if (!bounded)
      if (const std::string_view kind = framed_kind(in_.bytes()); !kind.empty())
        return wrong_framing(stream_.peer(), kind, false);
    came_short_ = true;
    return framing_.incomplete(in_);
  }

  /// Receives bytes: `message` when some have come. Apart from `receive`, so that little of the
  /// stack lies between a thread that waits here and those of other connections.
  template <bool Wait>
  SEATHRIFT_NOINLINE Result<Received> receive_more(std::size_t missing, Deadline& whole_until) {
    const std::span<std::byte> room = in_.prepare(larger(missing, least_read), least_read);
    std::size_t size = 0;
    if constexpr (Wait) {
      if (!in_.empty())
        if (Error late = check_pace(whole_until); late.code() != Errc::none) return late;
      awaited_.begin(in_.empty() ? Awaited::What::message : Awaited::What::rest);
      if (!in_.empty() && is_late(whole_until)) [[unlikely]] {
        awaited_.end();
        return check_pace(whole_until);
      }
      Result<std::size_t> received = stream_.receive(room);
      awaited_.end();
      if (!received) [[unlikely]] {
        rest();
        return std::move(received).error();
      }
      size = *received;
    } else {
      auto received = try_receive(room);
      if (!received) [[unlikely]]
        return std::move(received).error();
      if (!*received) return Received::nothing_yet;
      size = **received;
    }
    if (size == 0) [[unlikely]] {
      if (in_.empty()) return Received::end;
      return ended_inside(stream_.peer(), passed() + in_.size(), awaited_);
    }
    in_.commit(size);
    return Received::message;
  }

  [[nodiscard]] Result<std::optional<std::size_t>> try_receive(std::span<std::byte> room) {
    const bool lingers = std::exchange(lingers_, false);
    if constexpr (requires { stream_.try_receive(room, lingers); })
      return stream_.try_receive(room, lingers);
    else
      return stream_.try_receive(room);
  }

  /// Each wait has its own bound; this one is for all that a message takes to arrive, from its
  /// first bytes on.
  [[nodiscard]] SEATHRIFT_NOINLINE Error check_pace(Deadline& whole_until) const {
    if (!whole_until.is_set())
      whole_until = Deadline(message_timeout_);
    else if (whole_until.bounded() && whole_until.left().count() == 0)
      return not_whole(stream_.peer(), passed() + in_.size(), message_timeout_);
    return {};
  }

  /// Waits for more of a message, where its own bound is nearer than that of a single wait. True
  /// when nothing came.
  [[nodiscard]] SEATHRIFT_NOINLINE bool is_late(const Deadline& whole_until) const {
    if constexpr (requires { stream_.wait_for_rest(message_timeout_); })
      return whole_until.bounded() &&
             !stream_.wait_for_rest(larger(whole_until.left(), std::chrono::milliseconds(1)));
    else
      return false;
  }

  SEATHRIFT_COLD Result<void> send_gathered(std::span<const std::byte> bytes) {
    using Piece = std::span<const std::byte>;
    const Owner<Piece[]> all(new Piece[pieces_.size() * 2 + 1]);
    Piece* to = all.get();
    std::size_t at = 0;
    for (const Gathered& piece : pieces_) {
      const std::size_t until = piece.offset + Framing::headroom;
      *to++ = bytes.subspan(at, until - at);
      *to++ = piece.bytes;
      at = until;
    }
    *to++ = bytes.subspan(at);
    const Piece* const begin = all.get();
    return stream_.send({begin, static_cast<std::size_t>(to - begin)});
  }

  // In the order in which few lines of the cache hold what a call needs.
  std::chrono::milliseconds message_timeout_;
  Stream stream_;
  Awaited awaited_;
  Framing framing_;
  Limits limits_;
  Buffer in_;
  Buffer out_;
  std::vector<Gathered> pieces_;
  /// The message that is being received was taken in vain: its end is looked for.
  bool came_short_ = false;
  bool lingers_ = false;
};

}  // namespace seathrift::detail
