// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the same for who writes Compact and who reads it? Sizes, and the codes of types.

#include <cstddef>
#include <cstdint>

#include <seathrift/core/type.hpp>
#include <seathrift/core/varint.hpp>

namespace seathrift::detail {

/// Compact's constants. Sizes are in bytes.
struct CompactConstants {
  static constexpr bool bool_in_field = true;
  static constexpr std::size_t field_head = 1;
  static constexpr std::size_t max_field_head = 4;
  static constexpr std::size_t max_string_head = max_varint32;
  static constexpr std::size_t max_list_head = 1 + max_varint32;
  static constexpr std::size_t max_map_head = 1 + max_varint32;
  /// Bytes that `write_message` takes beside the name.
  static constexpr std::size_t max_message_head = 2 + 2 * max_varint32;

  [[nodiscard]] static constexpr std::size_t min_size(Type type) noexcept {
    return type == Type::real ? 8 : type == Type::uuid ? 16 : 1;
  }
  [[nodiscard]] static constexpr std::size_t max_size(Type type) noexcept {
    switch (type) {
      case Type::i16:
        return max_varint16;
      case Type::i32:
        return max_varint32;
      case Type::i64:
        return max_varint64;
      case Type::string:
        return max_string_head;
      case Type::set:
      case Type::list:
        return max_list_head;
      case Type::map:
        return max_map_head;
      default:
        return min_size(type);
    }
  }
  /// True when all values of the type have one size.
  [[nodiscard]] static constexpr bool is_fixed(Type type) noexcept {
    return type == Type::boolean || type == Type::i8 || type == Type::real || type == Type::uuid;
  }
  /// True when the head of field `id` behind field `last` is one byte.
  [[nodiscard]] static constexpr bool is_short(int id, int last) noexcept {
    return id > last && id - last <= 15;
  }
  /// The type's code, of a boolean as an element.
  [[nodiscard]] static constexpr std::uint8_t code(Type type) noexcept {
    constexpr std::uint8_t codes[17] = {0, 0, 1, 3, 7, 0, 4, 0, 5, 0, 6, 8, 12, 11, 10, 9, 13};
    return codes[static_cast<std::size_t>(type)];
  }

 protected:
  static constexpr std::byte protocol_id{0x82};
  static constexpr unsigned version = 1;

  static constexpr auto no_type = static_cast<Type>(0xff);
  /// What the codes in heads stand for.
  static constexpr Type types[16] = {Type::stop,      Type::boolean, Type::boolean, Type::i8,
                                     Type::i16,       Type::i32,     Type::i64,     Type::real,
                                     Type::string,    Type::list,    Type::set,     Type::map,
                                     Type::structure, Type::uuid,    no_type,       no_type};
};

}  // namespace seathrift::detail
