// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a transport? A stream moves bytes; a framing turns them into messages; a stack names the
// two.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <seathrift/core/buffer.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift {

/// Several pieces of memory that travel as one.
using Pieces = std::span<const std::span<const std::byte>>;

/// Moves bytes, in order, between two ends, and blocks while it does: Socket, UnixSocket, Memory.
///
/// `send` returns when all bytes were accepted; with an error, the last of them was not. `receive`
/// returns at least one byte, or 0 at the peer's orderly end. `peer` names the other end for a
/// person. `close` may be called twice. `stop_receiving` may be called from another thread: a
/// `receive` in progress, and each later one, returns 0 once what had arrived is read. `stale`
/// never blocks: it is true when the peer has closed, or sent something, while nothing was awaited
/// from it.
///
/// A server makes use of more where a stream has it: `shut_down`, called from another thread,
/// ends a `send` in progress, too; `take_leave(most)` ends the sending and discards what the peer
/// still sends until its end, for no longer than `most`, so that it sees what was sent last.
/// docs/requirements/byte_stream.md has the rest.
template <class T>
concept ByteStream = std::movable<T> &&
    requires(T stream, const T& constant, Pieces pieces, std::span<std::byte> room) {
  { stream.send(pieces) } -> std::same_as<Result<void>>;
  { stream.receive(room) } -> std::same_as<Result<std::size_t>>;
  { constant.is_open() } -> std::same_as<bool>;
  { constant.stale() } -> std::same_as<bool>;
  { constant.peer() } -> std::same_as<std::string>;
  stream.stop_receiving();
  stream.close();
};

/// A stream that is made by connecting to an endpoint; a copy of the endpoint connects again.
template <class T>
concept ConnectingStream = ByteStream<T> &&
    requires(const typename T::Endpoint& endpoint, const ConnectionOptions& options) {
  { T::connect(endpoint, options) } -> std::same_as<Result<T>>;
};

/// Accepts connections for a server.
///
/// `wait_for_stop` blocks until `stop`. `accept` blocks until a peer connects, or ends in
/// `Errc::not_open` after `stop`, which may be called from any thread and from a signal handler,
/// before, during or after it. `port` is the one listened at, where there is one.
///
/// Where it has `wait_for_stop(most)` too, which returns false when that took longer, a server
/// bounds the waits for calls by itself, and gives the streams a `read_timeout` below 0, which is
/// none.
template <class T>
concept Acceptor = std::movable<T> &&
    requires(T acceptor, const T& constant, const ListenOptions& where,
             const ConnectionOptions& options) {
  typename T::Stream;
  { T::listen(where, options) } -> std::same_as<Result<T>>;
  { acceptor.accept() } -> std::same_as<Result<typename T::Stream>>;
  { constant.port() } -> std::same_as<std::uint16_t>;
  { acceptor.stop() }
  noexcept;
  acceptor.wait_for_stop();
};

/// A stream that a server can wait for: it has an acceptor.
template <class T>
concept AcceptedStream = ByteStream<T> && Acceptor<typename T::Acceptor>;

/// What a framing finds in the bytes received so far.
struct Incoming {
  /// The message; where the framing can't see its end (`bounded` is false), all that is there.
  std::span<const std::byte> message = {};
  /// Not 0: there is no message before at least that many more bytes have arrived.
  std::size_t missing = 0;
};

/// Turns a stream's bytes into messages and back, without doing any I/O itself: one object
/// a connection.
///
/// `T::headroom`: bytes that `seal` fills in, in front of an outgoing message, which then begins
/// with them; `beside` are bytes of the message that travel behind the buffer's own. `next` looks
/// at what has arrived. `T::bounded`: the framing knows where a message ends. Where it does not,
/// `incomplete` is called when the decoder ran out of bytes, and says how many more it takes at
/// least, 0 when the message is whole. `consume` uses a message of `used` bytes up.
///
/// Where it has them, `part` tells what has arrived of a message that is missing bytes, and
/// exactly how many it misses; `consume_part` uses some of it up, and `passed` says how much was.
/// Then `next` and `consume` speak of the rest of the message.
template <class T>
concept Framing = std::constructible_from<T, const Limits&> &&
    requires(T framing, Buffer& buffer, std::size_t size) {
  { T::headroom } -> std::convertible_to<std::size_t>;
  { T::bounded } -> std::convertible_to<bool>;
  { framing.seal(buffer, size) } -> std::same_as<Result<void>>;
  { framing.next(buffer) } -> std::same_as<Result<Incoming>>;
  { framing.incomplete(buffer) } -> std::same_as<Result<std::size_t>>;
  framing.consume(buffer, size);
};

/// Finds the end of a message that came in parts, looking at each byte once. Each protocol has one;
/// framings that carry no length take it as a parameter.
///
/// `scan` is given all of the message that has arrived, and returns how many more bytes it takes at
/// least: 0 when it is whole, `size` long. `reset` begins a new message.
template <class T>
concept MessageScanner = std::constructible_from<T, const Limits&> &&
    requires(T scanner, const T& constant, std::span<const std::byte> bytes) {
  { scanner.scan(bytes) } -> std::same_as<Result<std::size_t>>;
  { constant.size() } -> std::same_as<std::size_t>;
  scanner.reset();
};

/// A stack's lower part: a framing over a stream, as a type. `Framed<Socket>`,
/// `Buffered<UnixSocket>`.
template <class T>
concept MessageTransport = ByteStream<typename T::Stream> && requires {
  T::is_message_transport;
};

}  // namespace seathrift
