// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do numbers and text become bytes, at run time as one store, and in a constant expression byte
// by byte?

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/config.hpp>

namespace seathrift::detail {

template <class T>
concept Word = std::unsigned_integral<T> && !std::same_as<T, bool>;

template <Word T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr T swap_bytes(T value) noexcept {
  if constexpr (sizeof(T) == 1)
    return value;
  else if constexpr (sizeof(T) == 2)
    return __builtin_bswap16(value);
  else if constexpr (sizeof(T) == 4)
    return __builtin_bswap32(value);
  else
    return __builtin_bswap64(value);
}

/// A word whose bytes are, in memory, those of the other one in little-endian order.
template <Word T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr T in_little_endian(T value) noexcept {
  if constexpr (little_endian)
    return value;
  else
    return swap_bytes(value);
}

/// Reads a little-endian word from memory of any alignment.
template <Word T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr T load(const std::byte* from) noexcept {
  if (__builtin_is_constant_evaluated()) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value = static_cast<T>(value | (std::to_integer<std::uint64_t>(from[i]) << (8 * i)));
    return value;
  }
  T value;
  __builtin_memcpy(&value, from, sizeof value);
  return in_little_endian(value);
}

/// Writes a little-endian word to memory of any alignment.
template <Word T>
SEATHRIFT_ALWAYS_INLINE constexpr void store(std::byte* to, T value) noexcept {
  if (__builtin_is_constant_evaluated()) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
      to[i] = static_cast<std::byte>(static_cast<std::uint64_t>(value) >> (8 * i));
    return;
  }
  value = in_little_endian(value);
  __builtin_memcpy(to, &value, sizeof value);
}

template <Word T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr T load_big(const std::byte* from) noexcept {
  return swap_bytes(load<T>(from));
}

template <Word T>
SEATHRIFT_ALWAYS_INLINE constexpr void store_big(std::byte* to, T value) noexcept {
  store(to, swap_bytes(value));
}

/// The unsigned word of a type's width.
template <std::size_t Size>
struct word_of;
template <>
struct word_of<1> {
  using type = std::uint8_t;
};
template <>
struct word_of<2> {
  using type = std::uint16_t;
};
template <>
struct word_of<4> {
  using type = std::uint32_t;
};
template <>
struct word_of<8> {
  using type = std::uint64_t;
};

/// Copies `size` bytes: short texts, most of what is copied, without a call.
template <class Byte>
requires(sizeof(Byte) == 1) SEATHRIFT_ALWAYS_INLINE
    constexpr void copy_bytes(std::byte* to, const Byte* from, std::size_t size) noexcept {
  if (__builtin_is_constant_evaluated()) {
    for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<std::byte>(from[i]);
    return;
  }
  const auto* source = reinterpret_cast<const std::byte*>(from);
  if (size > 16) {
    std::memcpy(to, source, size);
  } else if (size >= 8) {
    const auto head = load<std::uint64_t>(source);
    const auto tail = load<std::uint64_t>(source + size - 8);
    store(to, head);
    store(to + size - 8, tail);
  } else if (size >= 4) {
    const auto head = load<std::uint32_t>(source);
    const auto tail = load<std::uint32_t>(source + size - 4);
    store(to, head);
    store(to + size - 4, tail);
  } else if (size != 0) {
    const std::byte middle = source[size / 2];
    const std::byte last = source[size - 1];
    to[0] = source[0];
    to[size / 2] = middle;
    to[size - 1] = last;
  }
}

/// The 16 bytes of a uuid. (As of Boost 1.86, `data` is an object that is called for them.)
template <class Uuid>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr auto* bytes_in(Uuid& uuid) noexcept {
  if constexpr (requires { uuid.data(); })
    return uuid.data();
  else
    return uuid.data;
}

}  // namespace seathrift::detail
