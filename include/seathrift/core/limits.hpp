// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much may one message from a peer cost? One object for client and server, that reaches every
// layer.

#include <cstddef>

namespace seathrift {

/// Bounds on what a peer's bytes may cost, each for one message and never for the life of a
/// connection.
///
/// The defaults are Apache Thrift's where it has them (message, frame, depth). All of them are
/// enforced before anything is allocated; the error that ends a message names the limit, the value
/// seen and the member to raise.
struct Limits {
  /// Bytes of one message of a connection, its framing not counted. `encode` and `decode` do not
  /// look at it: the caller has the bytes already.
  std::size_t max_message = 100 * 1024 * 1024;
  /// Bytes of one frame of a connection, without the four of its length.
  std::size_t max_frame = 16'384'000;
  /// Levels of nesting, counted where types recurse, on reading and writing, and where unknown data
  /// is skipped. A level of a type that recurses takes some hundred bytes of the thread's stack,
  /// one that is skipped takes none.
  unsigned max_depth = 64;
  /// Memory that decoding a message may take: `memory_factor` times its bytes plus `memory_base`.
  /// One byte on the wire can stand for an element of hundreds of bytes, so the size of the message
  /// alone bounds nothing.
  std::size_t memory_factor = 64;
  std::size_t memory_base = 16 * 1024 * 1024;

  /// The memory budget, in bytes, of a message of `size` bytes.
  [[nodiscard]] constexpr std::size_t memory_for(std::size_t size) const noexcept {
    // No division to find out beforehand: it would take longer than decoding a small message.
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(size, memory_factor, &bytes) ||
        __builtin_add_overflow(bytes, memory_base, &bytes))
      return static_cast<std::size_t>(-1);
    return bytes;
  }
};

namespace detail {
/// What a call without limits refers to: an object made for each would be stored each time.
inline constexpr Limits default_limits = {};
}  // namespace detail

}  // namespace seathrift
