// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a decoder carry along, and how does it fail?

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/limits.hpp>

namespace seathrift::detail {

/// The bytes of one message, what it may still cost, and what went wrong in it. Functions that read
/// take the position apart, return the one behind what they read, and nullptr when they failed.
struct Input {
  const std::byte* begin;
  const std::byte* end;
  /// Bytes of memory that the message may still take, and what each of its own bytes adds to them
  /// when they don't suffice. Most messages never need their size to be told.
  std::size_t memory;
  std::size_t memory_factor;
  /// Levels that may still be opened, and those that were allowed at first.
  unsigned depth;
  unsigned max_depth;

  Errc error = Errc::none;
  // What follows is set when something fails, and not before: it would cost each small message its
  // time.
  /// Where the error is.
  const std::byte* at;
  /// The offending value: a size, a byte, a type.
  std::uint64_t seen;
  /// Of a truncated message: at least that many bytes are missing.
  std::size_t missing;
  /// The names of the innermost record and field that were being read, where they are known.
  const std::string_view* record;
  const std::string_view* field;

  constexpr Input(const std::byte* from, std::size_t size, const Limits& limits) noexcept
      : begin(from),
        end(from + size),
        memory(limits.memory_base),
        memory_factor(limits.memory_factor),
        depth(limits.max_depth),
        max_depth(limits.max_depth) {}

  [[nodiscard]] constexpr std::size_t room(const std::byte* from) const noexcept {
    return static_cast<std::size_t>(end - from);
  }
  /// True when what failed may succeed once more of the message is there: it ends too early, or its
  /// memory budget, which grows with it, does.
  [[nodiscard]] constexpr bool came_short() const noexcept {
    return error == Errc::truncated || error == Errc::memory_limit;
  }
};

SEATHRIFT_COLD constexpr const std::byte* fail(Input& in, Errc error, const std::byte* at,
                                               std::uint64_t seen = 0) noexcept {
  in.error = error;
  in.at = at;
  in.seen = seen;
  in.record = in.field = nullptr;
  return nullptr;
}

/// Fails because the message ends before `needed` bytes from `at`.
SEATHRIFT_COLD constexpr const std::byte* fail_truncated(Input& in, const std::byte* at,
                                                         std::uint64_t needed) noexcept {
  in.missing = static_cast<std::size_t>(needed) - in.room(at);
  return fail(in, Errc::truncated, at, needed);
}

/// Passes over `size` bytes; fails where they are not there.
[[nodiscard]] constexpr const std::byte* pass_bytes(Input& in, const std::byte* at,
                                                    std::size_t size) noexcept {
  if (in.room(at) < size) [[unlikely]]
    return fail_truncated(in, at, size);
  return at + size;
}

/// Fails because `count` elements of at least `each` bytes do not fit into what remains from `at`.
/// More may be on its way: whoever knows where the message ends tells which it is.
SEATHRIFT_COLD constexpr const std::byte* fail_count(Input& in, const std::byte* at,
                                                     std::size_t count, std::size_t each) noexcept {
  if (__builtin_mul_overflow(count, each, &in.missing)) in.missing = static_cast<std::size_t>(-1);
  in.missing -= in.room(at);
  return fail(in, Errc::truncated, at, count);
}

/// Returns `at`; fails where `count` elements of at least `each` bytes do not fit into what remains
/// from there.
[[nodiscard]] constexpr const std::byte* check_count(Input& in, const std::byte* at,
                                                     std::size_t count, std::size_t each) noexcept {
  // Counts are below 2^32 and elements below 2^31 bytes, so that the product fits.
  if (std::uint64_t{count} * each > in.room(at)) [[unlikely]]
    return fail_count(in, at, count, each);
  return at;
}

/// Adds what the message's size allows to its budget, once; true when it has `bytes` then.
[[nodiscard]] SEATHRIFT_COLD constexpr bool widen_budget(Input& in, std::uint64_t bytes) noexcept {
  std::size_t more = 0;
  if (__builtin_mul_overflow(in.room(in.begin), in.memory_factor, &more) ||
      __builtin_add_overflow(in.memory, more, &in.memory))
    in.memory = static_cast<std::size_t>(-1);
  in.memory_factor = 0;
  return bytes <= in.memory;
}

/// Takes memory from the message's budget before it is allocated.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool charge(Input& in, std::size_t count,
                                                            std::size_t each) noexcept {
  // Counts are below 2^32 and elements below 2^31 bytes, so that the product fits.
  const std::uint64_t bytes = static_cast<std::uint64_t>(count) * each;
  if (bytes > in.memory && !widen_budget(in, bytes)) [[unlikely]]
    return false;
  in.memory -= static_cast<std::size_t>(bytes);
  return true;
}

}  // namespace seathrift::detail
