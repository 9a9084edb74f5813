// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Binary read where all bytes that may be looked at are there? Without looking at the end.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/binary/constants.hpp>

namespace seathrift::detail {

/// Reads what was predicted, and heads and numbers that were not.
struct BinaryWindow : BinaryConstants {
  SEATHRIFT_ALWAYS_INLINE static constexpr bool is_field(const std::byte* at, Type type, int id,
                                                         int) noexcept {
    // Four bytes of which three count: each value has one at least.
    return ((load<std::uint32_t>(at) ^ swap_bytes(head(type, id))) & 0xffffff) == 0;
  }
  /// A boolean field, head and value.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool expect_bool(const std::byte*& at, int id, int last,
                                                            bool& value) noexcept {
    if (!is_field(at, Type::boolean, id, last)) [[unlikely]]
      return false;
    at += field_head;
    read_fixed(at, value);
    return true;
  }
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr void read_fixed(const std::byte*& at,
                                                           T& value) noexcept {
    if constexpr (requires { word(value); }) {
      using Word = decltype(word(value));
      const auto bits = load_big<Word>(at);
      if constexpr (std::same_as<T, bool>)
        value = bits != 0;
      else if constexpr (std::same_as<T, double>)
        value = std::bit_cast<double>(bits);
      else
        value = static_cast<T>(static_cast<std::make_signed_t<Word>>(bits));
      at += sizeof(Word);
    } else {
      auto* const bytes = bytes_in(value);
      for (std::size_t i = 0; i < 16; ++i) bytes[i] = std::to_integer<std::uint8_t>(*at++);
    }
  }
  /// Reads a string's length; false when it has another form than the usual one.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_size(const std::byte*& at,
                                                          std::size_t& size) noexcept {
    size = load_big<std::uint32_t>(at);
    at += 4;
    return true;
  }

  // ---- reading what was not predicted, where `near_window` bytes are there: a head and a number
  static constexpr std::size_t near_window = field_head + 8;
  static constexpr std::size_t near_head = field_head + 1;
  /// Reads a field's head, or the stop, as type << 16 | id, where `near_head` bytes are there. The
  /// type may be one that there is not.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool peek_key(const std::byte*& at, std::int32_t,
                                                         std::uint32_t& key, bool&) noexcept {
    key = load_big<std::uint32_t>(at) >> 8;
    at += 3;
    return true;
  }
  /// Reads a number of up to eight bytes.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_near(const std::byte*& at, T& value) noexcept {
    read_fixed(at, value);
    return true;
  }
  /// Passes over a value that nobody wants. False, and `at` as it was, where it is a struct or
  /// container, or does not end before `end`.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool pass_near(const std::byte*& at, Type type,
                                                          const std::byte* end) noexcept {
    // The sizes of the types, four bits each.
    constexpr std::uint64_t sizes = [] {
      std::uint64_t all = 0;
      for (const Type each : {Type::boolean, Type::i8, Type::i16, Type::i32, Type::i64, Type::real})
        all |= std::uint64_t{min_size(each)} << 4 * static_cast<unsigned>(each);
      return all;
    }();
    if (type > Type::string) return false;
    std::size_t size = sizes >> 4 * static_cast<unsigned>(type) & 15;
    if (size == 0) {
      if (type != Type::string) return false;
      const std::uint64_t whole = std::uint64_t{load_big<std::uint32_t>(at)} + 4;
      if (whole > static_cast<std::size_t>(end - at)) return false;
      size = static_cast<std::size_t>(whole);
    }
    at += size;
    return true;
  }
  [[nodiscard]] static constexpr bool has_type(Type type) noexcept {
    return known(static_cast<std::byte>(type), type);
  }
};

}  // namespace seathrift::detail
