// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Compact read where all bytes that may be looked at are there? Without looking at the end.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/core/varint.hpp>
#include <seathrift/protocol/compact/constants.hpp>

namespace seathrift::detail {

/// Reads what was predicted, and heads and numbers that were not.
struct CompactWindow : CompactConstants {
  SEATHRIFT_ALWAYS_INLINE static constexpr bool is_field(const std::byte* at, Type type, int id,
                                                         int last) noexcept {
    return *at == static_cast<std::byte>((id - last) << 4 | code(type));
  }
  /// A boolean field, whose value is its head.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool expect_bool(const std::byte*& at, int id, int last,
                                                            bool& value) noexcept {
    const auto bits = static_cast<std::uint8_t>(std::to_integer<unsigned>(*at) -
                                                (static_cast<unsigned>(id - last) << 4));
    if (static_cast<std::uint8_t>(bits - 1) > 1) [[unlikely]]
      return false;
    value = bits == 1;
    ++at;
    return true;
  }
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr void read_fixed(const std::byte*& at,
                                                           T& value) noexcept {
    if constexpr (std::same_as<T, bool>) {
      value = *at++ == std::byte{1};
    } else if constexpr (std::same_as<T, double>) {
      value = std::bit_cast<double>(load<std::uint64_t>(at));
      at += 8;
    } else if constexpr (std::integral<T>) {
      value = static_cast<T>(*at++);
    } else {
      auto* const bytes = bytes_in(value);
      for (std::size_t i = 0; i < 16; ++i) bytes[i] = std::to_integer<std::uint8_t>(*at++);
    }
  }
  /// Bytes that `read_varying` may look at, whatever it reads.
  static constexpr std::size_t varying_window = max_varint64;
  /// Reads an integer of two bytes or more, where `varying_window` bytes may be read.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_varying(const std::byte*& at,
                                                             T& value) noexcept {
    std::uint64_t bits = 0;
    if (!read_lone_varint_unchecked(at, bits)) [[unlikely]]
      return false;
    value = unzigzag<T>(bits);
    return true;
  }
  /// Reads a string's length; false when it has more than one byte.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_size(const std::byte*& at,
                                                          std::size_t& size) noexcept {
    size = std::to_integer<std::size_t>(*at);
    if (size >= 128) [[unlikely]]
      return false;
    ++at;
    return true;
  }

  // ---- reading what was not predicted, where `near_window` bytes are there: a head and a number
  static constexpr std::size_t near_head = 3;
  static constexpr std::size_t near_window = near_head + varying_window;
  /// Reads a field's head, or the stop, as type << 16 | id, where `near_head` bytes are there. The
  /// type may be one that there is not. False when the id takes more than two bytes.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool peek_key(const std::byte*& at, std::int32_t last,
                                                         std::uint32_t& key, bool& flag) noexcept {
    const auto byte = std::to_integer<unsigned>(*at++);
    std::int32_t id = last + static_cast<int>(byte >> 4);
    if (byte < 16) {
      auto zigzag = std::to_integer<unsigned>(*at++);
      if (zigzag >= 128) {
        const auto more = std::to_integer<unsigned>(*at++);
        if (more >= 128) [[unlikely]]
          return false;
        zigzag += (more - 1) << 7;
      }
      id = detail::unzigzag(zigzag);
    }
    flag = (byte & 15) == 1;
    key = static_cast<std::uint32_t>(types[byte & 15]) << 16 | static_cast<std::uint16_t>(id);
    return true;
  }
  /// Reads a number of up to eight bytes.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_near(const std::byte*& at, T& value) noexcept {
    if constexpr (std::integral<T> && sizeof(T) > 1) {
      return read_varying(at, value);
    } else {
      read_fixed(at, value);
      return true;
    }
  }
  /// Passes over a value that nobody wants. False, and `at` as it was, where it is a struct or
  /// container, or does not end before `end`.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool pass_near(const std::byte*& at, Type type,
                                                          const std::byte* end) noexcept {
    if (type == Type::i16 || type == Type::i32 || type == Type::i64) {
      const std::byte* behind = at;
      std::int64_t number = 0;
      if (!read_varying(behind, number)) [[unlikely]]
        return false;
      at = behind;
      return true;
    }
    std::size_t size = 0;
    if (type == Type::string) {
      size = std::to_integer<std::size_t>(*at) + 1;
      if (size > 128 || size > static_cast<std::size_t>(end - at)) return false;
    } else if (type == Type::real) {
      size = 8;
    } else if (type == Type::i8) {
      size = 1;
    } else if (type != Type::boolean) {
      return false;
    }
    at += size;
    return true;
  }
  [[nodiscard]] static constexpr bool has_type(Type type) noexcept { return type != no_type; }

 protected:
  /// A number of at most 32 bits is what the low 32 of its varint say, as Apache's C++ library has
  /// it.
  template <class T>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE static constexpr T unzigzag(std::uint64_t bits) noexcept {
    if constexpr (sizeof(T) == 8)
      return detail::unzigzag(bits);
    else
      return static_cast<T>(detail::unzigzag(static_cast<std::uint32_t>(bits)));
  }
};

}  // namespace seathrift::detail
