// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Compact write values? Integers as zigzag varints, a field's type and the step from the
// last id in one byte.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/core/varint.hpp>
#include <seathrift/protocol/compact/reader.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift {

/// Apache Thrift's Compact protocol (TCompactProtocol), version 1: little-endian doubles. Not
/// fbthrift's version 2.
struct Compact : detail::CompactReader {
  static constexpr std::string_view name = "Compact";

  /// Integers of two bytes or more are zigzag varints: lists of them go through kernels.
  static constexpr bool has_varints = true;

  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_field(std::byte* to, Type type, int id,
                                                                  int last) noexcept {
    return write_head(to, code(type), id, last);
  }
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_scalar_field(std::byte* to, Type type,
                                                                         int id, int last,
                                                                         T value) noexcept {
    if constexpr (std::same_as<T, bool>)
      return write_head(to, value ? 1 : 2, id, last);
    else
      return write_scalar(write_head(to, code(type), id, last), value);
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_string_field(
      std::byte* to, int id, int last, std::size_t size) noexcept {
    return write_size(write_head(to, code(Type::string), id, last), size);
  }
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_scalar(std::byte* to,
                                                                   T value) noexcept {
    if constexpr (std::same_as<T, bool>) {
      *to = value ? std::byte{1} : std::byte{2};
      return to + 1;
    } else if constexpr (std::same_as<T, double>) {
      detail::store(to, std::bit_cast<std::uint64_t>(value));
      return to + 8;
    } else if constexpr (!std::integral<T>) {
      detail::copy_bytes(to, detail::bytes_in(value), 16);
      return to + 16;
    } else if constexpr (sizeof(T) == 1) {
      *to = static_cast<std::byte>(value);
      return to + 1;
    } else if constexpr (sizeof(T) == 8) {
      return detail::write_lone_varint(to, detail::zigzag(static_cast<std::int64_t>(value)));
    } else {
      return detail::write_lone_varint(to, detail::zigzag(static_cast<std::int32_t>(value)));
    }
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_size(std::byte* to,
                                                                 std::size_t size) noexcept {
    if (size < 128) [[likely]] {
      *to = static_cast<std::byte>(size);
      return to + 1;
    }
    return detail::write_varint(to, static_cast<std::uint32_t>(size));
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_list(std::byte* to, Type element,
                                                                 std::size_t size) noexcept {
    if (size < 15) {
      *to = static_cast<std::byte>(size << 4 | code(element));
      return to + 1;
    }
    *to = static_cast<std::byte>(0xf0 | code(element));
    return detail::write_varint(to + 1, static_cast<std::uint32_t>(size));
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_map(std::byte* to, Type key, Type value,
                                                                std::size_t size) noexcept {
    if (size == 0) {
      *to = std::byte{0};
      return to + 1;
    }
    to = write_size(to, size);
    *to = static_cast<std::byte>(code(key) << 4 | code(value));
    return to + 1;
  }
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_message(
      std::byte* to, const MessageHead& message) noexcept {
    to[0] = protocol_id;
    to[1] = static_cast<std::byte>(static_cast<unsigned>(message.type) << 5 | version);
    to = detail::write_varint(to + 2, static_cast<std::uint32_t>(message.seqid));
    to = write_size(to, message.name.size());
    detail::copy_bytes(to, message.name.data(), message.name.size());
    return to + message.name.size();
  }

 private:
  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_head(std::byte* to, unsigned type,
                                                                 int id, int last) noexcept {
    if (is_short(id, last)) [[likely]] {
      *to = static_cast<std::byte>(static_cast<unsigned>(id - last) << 4 | type);
      return to + 1;
    }
    *to = static_cast<std::byte>(type);
    return detail::write_varint(to + 1, detail::zigzag(static_cast<std::int32_t>(id)));
  }
};

static_assert(Protocol<Compact>);

}  // namespace seathrift
