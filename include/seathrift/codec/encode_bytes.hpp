// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do the bytes of a string get into a message? Short ones by one wide store, long ones by a
// call that all structs share.

#include <cstddef>
#include <cstring>
#include <string>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/output.hpp>

namespace seathrift::detail {

/// Copies `size` bytes, a text's that is not short, and returns where they end.
SEATHRIFT_ALWAYS_INLINE std::byte* copy_long(std::byte* to, const void* from,
                                             std::size_t size) noexcept {
  const auto* source = static_cast<const std::byte*>(from);
  if (size > 32) {
    std::memcpy(to, source, size);
  } else if (size > short_string) {
    std::byte head[16];
    std::byte tail[16];
    __builtin_memcpy(head, source, 16);
    __builtin_memcpy(tail, source + size - 16, 16);
    __builtin_memcpy(to, head, 16);
    __builtin_memcpy(to + size - 16, tail, 16);
  } else {
    copy_bytes(to, source, size);
  }
  return to + size;
}

/// Copies a string, whose length has been written, or notes it to be sent from where it is. Behind
/// it, there is room for `rest` bytes.
template <class Out>
SEATHRIFT_NOINLINE std::byte* encode_long(typename Out::Passed out, std::byte* to, const void* from,
                                          std::size_t size, std::size_t rest) {
  if (size >= out.threshold()) [[unlikely]] {
    if (size > max_size) {
      out.refuse(Errc::size_limit);
    } else if constexpr (Out::gathers) {
      out.gather.pieces->push_back(
          {static_cast<std::size_t>(to - out.begin), {static_cast<const std::byte*>(from), size}});
    }
    return to;
  }
  return copy_long(out.need(to, size + rest), from, size);
}

/// True for a string of which 16 bytes can be read, however short it is: its shortest memory.
template <class T>
inline constexpr bool has_short_memory = false;
template <class Traits, class Allocator>
inline constexpr bool has_short_memory<std::basic_string<char, Traits, Allocator>> =
    short_string_memory >= short_string;

/// Writes the bytes of a string, whose length has been written, or notes them to be sent from where
/// they are. There is room for a short one and `rest` bytes behind it; for a long one, it is asked
/// for.
template <class T, class Out>
SEATHRIFT_ALWAYS_INLINE constexpr std::byte* encode_bytes(Out& out, std::byte* to, const T& value,
                                                          std::size_t rest) {
  const std::size_t size = value.size();
  if (__builtin_is_constant_evaluated()) {
    to = out.need(to, size + rest);
    copy_bytes(to, value.data(), size);
    return to + size;
  }
  if constexpr (has_short_memory<T>) {
    if (size <= short_string) [[likely]] {
      __builtin_memcpy(to, value.data(), short_string);
      return to + size;
    }
  }
  return encode_long<Out>(out, to, value.data(), size, rest);
}

}  // namespace seathrift::detail
