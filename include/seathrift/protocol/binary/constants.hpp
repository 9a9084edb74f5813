// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the same for who writes Binary and who reads it? Sizes, and how a value is a word.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/type.hpp>

namespace seathrift::detail {

/// Binary's constants. Sizes are in bytes.
struct BinaryConstants {
  static constexpr bool bool_in_field = false;
  static constexpr std::size_t field_head = 3;
  static constexpr std::size_t max_field_head = 3;
  static constexpr std::size_t max_string_head = 4;
  static constexpr std::size_t max_list_head = 5;
  static constexpr std::size_t max_map_head = 6;
  /// Bytes that `write_message` takes beside the name.
  static constexpr std::size_t max_message_head = 12;

  [[nodiscard]] static constexpr std::size_t min_size(Type type) noexcept {
    switch (type) {
      case Type::boolean:
      case Type::i8:
      case Type::structure:
        return 1;
      case Type::i16:
        return 2;
      case Type::i32:
      case Type::string:
        return 4;
      case Type::i64:
      case Type::real:
        return 8;
      case Type::set:
      case Type::list:
        return max_list_head;
      case Type::map:
        return max_map_head;
      case Type::uuid:
        return 16;
      case Type::stop:
        break;
    }
    return 1;
  }
  [[nodiscard]] static constexpr std::size_t max_size(Type type) noexcept { return min_size(type); }
  /// True when all values of the type have one size.
  [[nodiscard]] static constexpr bool is_fixed(Type type) noexcept {
    return type != Type::string && type != Type::structure && type != Type::map &&
           type != Type::set && type != Type::list;
  }
  /// True when the head of field `id` behind field `last` takes `field_head` bytes: always.
  [[nodiscard]] static constexpr bool is_short(int, int) noexcept { return true; }

 protected:
  static constexpr std::uint32_t version = 0x80010000;

  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE static constexpr std::uint32_t head(Type type,
                                                                            int id) noexcept {
    return static_cast<std::uint32_t>(type) << 24 |
           static_cast<std::uint32_t>(static_cast<std::uint16_t>(id)) << 8;
  }

  // A value's bits, as the word that travels.
  static constexpr std::uint8_t word(bool value) noexcept {
    return static_cast<std::uint8_t>(value);
  }
  static constexpr std::uint64_t word(double value) noexcept {
    return std::bit_cast<std::uint64_t>(value);
  }
  template <std::signed_integral T>
  static constexpr auto word(T value) noexcept {
    return static_cast<typename word_of<sizeof(T)>::type>(value);
  }

  static constexpr bool known(std::byte code, Type& type) noexcept {
    type = static_cast<Type>(code);
    const auto bit = std::to_integer<unsigned>(code);
    return bit <= 16 && (0x1fd5cu >> bit & 1u) != 0;
  }
};

}  // namespace seathrift::detail
