// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Binary write values? Big-endian, every size fixed, a type and a 16-bit id before each
// field.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/binary/reader.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift {

/// Apache Thrift's Binary protocol (TBinaryProtocol): writes strict messages, reads strict and
/// non-strict ones.
struct Binary : detail::BinaryReader {
  static constexpr std::string_view name = "Binary";

  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_field(std::byte* to, Type type, int id,
                                                                  int) noexcept {
    detail::store_big(to, head(type, id));
    return to + 3;
  }

  /// Writes a field of fixed width: head and value together where eight bytes hold both.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_scalar_field(std::byte* to, Type type,
                                                                         int id, int,
                                                                         T value) noexcept {
    if constexpr (!requires { word(value); }) {
      return write_scalar(write_field(to, type, id, 0), value);
    } else {
      const auto bits = word(value);
      if constexpr (sizeof bits == 8) {
        detail::store_big(to, head(type, id));
        detail::store_big(to + 3, bits);
      } else if constexpr (sizeof bits == 1) {
        detail::store_big(to, head(type, id) | bits);
      } else {
        detail::store_big(to, std::uint64_t{head(type, id)} << 32 | static_cast<std::uint64_t>(bits)
                                                                        << (40 - 8 * sizeof bits));
      }
      return to + 3 + sizeof bits;
    }
  }

  /// Writes the head of a string field, and the string's length.
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_string_field(
      std::byte* to, int id, int, std::size_t size) noexcept {
    detail::store_big(to, std::uint64_t{head(Type::string, id)} << 32 |
                              std::uint64_t{static_cast<std::uint32_t>(size)} << 8);
    return to + 7;
  }

  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_scalar(std::byte* to,
                                                                   T value) noexcept {
    if constexpr (requires { word(value); }) {
      const auto bits = word(value);
      detail::store_big(to, bits);
      return to + sizeof bits;
    } else {
      detail::copy_bytes(to, detail::bytes_in(value), 16);
      return to + 16;
    }
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_size(std::byte* to,
                                                                 std::size_t size) noexcept {
    detail::store_big(to, static_cast<std::uint32_t>(size));
    return to + 4;
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_list(std::byte* to, Type element,
                                                                 std::size_t size) noexcept {
    *to = static_cast<std::byte>(element);
    return write_size(to + 1, size);
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_map(std::byte* to, Type key, Type value,
                                                                std::size_t size) noexcept {
    to[0] = static_cast<std::byte>(key);
    to[1] = static_cast<std::byte>(value);
    return write_size(to + 2, size);
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_message(
      std::byte* to, const MessageHead& message) noexcept {
    detail::store_big(to, version | static_cast<std::uint32_t>(message.type));
    to = write_size(to + 4, message.name.size());
    detail::copy_bytes(to, message.name.data(), message.name.size());
    detail::store_big(to + message.name.size(), static_cast<std::uint32_t>(message.seqid));
    return to + message.name.size() + 4;
  }
};

static_assert(Protocol<Binary>);

}  // namespace seathrift
