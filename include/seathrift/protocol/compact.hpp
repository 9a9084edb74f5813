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
#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/core/varint.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift {

/// Apache Thrift's Compact protocol (TCompactProtocol), version 1: little-endian doubles. Not
/// fbthrift's version 2.
struct Compact {
  static constexpr std::string_view name = "Compact";

  /// Integers of two bytes or more are zigzag varints: lists of them go through kernels.
  static constexpr bool has_varints = true;

  // ---- sizes, in bytes
  static constexpr bool bool_in_field = true;
  static constexpr std::size_t field_head = 1;
  static constexpr std::size_t max_field_head = 4;
  static constexpr std::size_t string_head = 1;
  static constexpr std::size_t max_string_head = detail::max_varint32;
  static constexpr std::size_t list_head = 1;
  static constexpr std::size_t max_list_head = 1 + detail::max_varint32;
  static constexpr std::size_t map_head = 1;
  static constexpr std::size_t max_map_head = 1 + detail::max_varint32;
  /// Bytes that `write_message` takes beside the name.
  static constexpr std::size_t max_message_head = 2 + 2 * detail::max_varint32;

  [[nodiscard]] static constexpr std::size_t min_size(Type type) noexcept {
    return type == Type::real ? 8 : type == Type::uuid ? 16 : 1;
  }
  [[nodiscard]] static constexpr std::size_t max_size(Type type) noexcept {
    switch (type) {
      case Type::i16:
        return detail::max_varint16;
      case Type::i32:
        return detail::max_varint32;
      case Type::i64:
        return detail::max_varint64;
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

  // ---- writing
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

  // ---- reading what was predicted, in a window that holds it
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
      value = std::bit_cast<double>(detail::load<std::uint64_t>(at));
      at += 8;
    } else if constexpr (std::integral<T>) {
      value = static_cast<T>(*at++);
    } else {
      auto* const bytes = detail::bytes_in(value);
      for (std::size_t i = 0; i < 16; ++i) bytes[i] = std::to_integer<std::uint8_t>(*at++);
    }
  }
  /// Bytes that `read_varying` may look at, whatever it reads.
  static constexpr std::size_t varying_window = detail::max_varint64;
  /// Reads an integer of two bytes or more, where `varying_window` bytes may be read.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_varying(const std::byte*& at,
                                                             T& value) noexcept {
    std::uint64_t bits = 0;
    if (!detail::read_lone_varint_unchecked(at, bits)) [[unlikely]]
      return false;
    value = unzigzag<T>(bits);
    return true;
  }
  /// The same where less may be read: a small number at once, others one byte after the other.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr const std::byte* read_near_end(detail::Input& in,
                                                                          const std::byte* at,
                                                                          T& value) noexcept {
    if (at != in.end && std::to_integer<unsigned>(*at) < 128) [[likely]] {
      value = unzigzag<T>(std::to_integer<std::uint64_t>(*at));
      return at + 1;
    }
    std::uint64_t bits = 0;
    at = read_varint(in, at, bits);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    value = unzigzag<T>(bits);
    return at;
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
  [[nodiscard]] static constexpr bool has_type(Type type) noexcept { return type != no_type; }

  // ---- reading whatever is there
  static constexpr const std::byte* read_field(detail::Input& in, const std::byte* at,
                                               std::int32_t& last,
                                               detail::FieldHead& field) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return detail::fail_truncated(in, at, 1);
    const auto byte = std::to_integer<unsigned>(*at);
    // Any byte with a zero nibble for the type is a stop, as Apache's C++ library has it.
    if ((byte & 15) == 0) {
      field.type = Type::stop;
      return at + 1;
    }
    if (!known(byte & 15, field.type)) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, at, byte);
    field.value = (byte & 15) == 1;
    if (byte >> 4 != 0) {
      field.id = static_cast<std::int16_t>(last + static_cast<int>(byte >> 4));
      ++at;
    } else {
      std::uint64_t bits = 0;
      const std::byte* const start = at;
      at = read_varint(in, at + 1, bits);
      if (at == nullptr) [[unlikely]] {
        // The head is read again as a whole when more has arrived.
        if (in.error == Errc::truncated) in.at = start;
        return nullptr;
      }
      field.id = unzigzag<std::int16_t>(bits);
    }
    last = field.id;
    return at;
  }
  template <class T>
  static constexpr const std::byte* read_scalar(detail::Input& in, const std::byte* at,
                                                T& value) noexcept {
    if constexpr (std::integral<T> && sizeof(T) > 1) {
      std::uint64_t bits = 0;
      if (in.room(at) >= varying_window) [[likely]] {
        if (!detail::read_lone_varint_unchecked(at, bits)) [[unlikely]]
          return overlong(in, at);
      } else {
        return read_near_end(in, at, value);
      }
      value = unzigzag<T>(bits);
      return at;
    } else {
      constexpr std::size_t size = std::same_as<T, double> ? 8 : std::integral<T> ? 1 : 16;
      if (in.room(at) < size) [[unlikely]]
        return detail::fail_truncated(in, at, size);
      read_fixed(at, value);
      return at;
    }
  }
  static constexpr const std::byte* read_string(detail::Input& in, const std::byte* at,
                                                std::size_t& size) noexcept {
    at = read_count(in, at, size);
    if (at != nullptr && in.room(at) < size) [[unlikely]]
      return detail::fail_truncated(in, at, size);
    return at;
  }
  /// Reads the head of a list or set, in either form. The size is bounded by what remains.
  static constexpr const std::byte* read_list(detail::Input& in, const std::byte* at, Type& element,
                                              std::size_t& size) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return detail::fail_truncated(in, at, 1);
    const std::byte* const start = at;
    const auto byte = std::to_integer<unsigned>(*at++);
    size = byte >> 4;
    if (size == 15) {
      at = read_count(in, at, size);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
    // An empty list may leave its type open, but not name one that there is not.
    if (!known(byte & 15, element) && (size != 0 || (byte & 15) != 0)) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, start, byte);
    if (std::uint64_t{size} * min_size(element) > in.room(at)) [[unlikely]]
      return detail::fail_count(in, at, size, min_size(element));
    return at;
  }
  /// Reads the head of a map; an empty one has no types, and leaves `key` and `value` stop.
  static constexpr const std::byte* read_map(detail::Input& in, const std::byte* at, Type& key,
                                             Type& value, std::size_t& size) noexcept {
    key = value = Type::stop;
    at = read_count(in, at, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (size == 0) return at;
    if (in.room(at) < 1) [[unlikely]]
      return detail::fail_truncated(in, at, 1);
    const auto types = std::to_integer<unsigned>(*at);
    if (!known(types >> 4, key) || !known(types & 15, value)) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, at, types);
    ++at;
    const std::size_t each = min_size(key) + min_size(value);
    if (std::uint64_t{size} * each > in.room(at)) [[unlikely]]
      return detail::fail_count(in, at, size, each);
    return at;
  }
  /// Passes over a value that is neither a struct nor a container. That of a boolean field is its
  /// head, and is no business of this function.
  static constexpr const std::byte* skip_scalar(detail::Input& in, const std::byte* at,
                                                Type type) noexcept {
    if (type == Type::i16 || type == Type::i32 || type == Type::i64) {
      std::uint64_t bits = 0;
      return read_varint(in, at, bits);
    }
    if (type == Type::string) {
      std::size_t size = 0;
      at = read_string(in, at, size);
      return at == nullptr ? nullptr : at + size;
    }
    const std::size_t size = min_size(type);
    if (in.room(at) < size) [[unlikely]]
      return detail::fail_truncated(in, at, size);
    return at + size;
  }
  /// Reads the head of a message. The name points into the message.
  static const std::byte* read_message(detail::Input& in, const std::byte* at,
                                       MessageHead& message) noexcept {
    const std::byte* const start = at;
    if (in.room(at) < 1) [[unlikely]]
      return detail::fail_truncated(in, at, 1);
    if (at[0] != protocol_id) [[unlikely]]
      return detail::fail(in, Errc::bad_version, at, std::to_integer<std::uint64_t>(at[0]));
    if (in.room(at) < 2) [[unlikely]]
      return detail::fail_truncated(in, at, 2);
    const auto byte = std::to_integer<unsigned>(at[1]);
    if ((byte & 0x1f) != version) [[unlikely]]
      return detail::fail(in, Errc::bad_version, at + 1, byte);
    const unsigned type = byte >> 5;
    if (type < 1 || type > 4) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, start, type);
    message.type = static_cast<MessageType>(type);
    at += 2;
    std::uint64_t bits = 0;
    if (at != in.end && std::to_integer<unsigned>(*at) < 128) [[likely]] {
      bits = std::to_integer<std::uint64_t>(*at++);
    } else {
      at = read_varint(in, at, bits);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
    message.seqid = static_cast<std::int32_t>(bits);
    std::size_t size = 0;
    at = read_string(in, at, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    message.name = {reinterpret_cast<const char*>(at), size};
    return at + size;
  }

 private:
  static constexpr std::byte protocol_id{0x82};
  static constexpr unsigned version = 1;

  /// A number of at most 32 bits is what the low 32 of its varint say, as Apache's C++ library has
  /// it.
  template <class T>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE static constexpr T unzigzag(std::uint64_t bits) noexcept {
    if constexpr (sizeof(T) == 8)
      return detail::unzigzag(bits);
    else
      return static_cast<T>(detail::unzigzag(static_cast<std::uint32_t>(bits)));
  }

  SEATHRIFT_ALWAYS_INLINE static constexpr std::byte* write_head(std::byte* to, unsigned type,
                                                                 int id, int last) noexcept {
    if (is_short(id, last)) [[likely]] {
      *to = static_cast<std::byte>(static_cast<unsigned>(id - last) << 4 | type);
      return to + 1;
    }
    *to = static_cast<std::byte>(type);
    return detail::write_varint(to + 1, detail::zigzag(static_cast<std::int32_t>(id)));
  }

  static constexpr auto no_type = static_cast<Type>(0xff);
  /// What the codes in heads stand for.
  static constexpr Type types[16] = {Type::stop,      Type::boolean, Type::boolean, Type::i8,
                                     Type::i16,       Type::i32,     Type::i64,     Type::real,
                                     Type::string,    Type::list,    Type::set,     Type::map,
                                     Type::structure, Type::uuid,    no_type,       no_type};

  static constexpr bool known(unsigned code, Type& type) noexcept {
    type = types[code];
    if (type != Type::stop && type != no_type) return true;
    type = Type::stop;
    return false;
  }

  SEATHRIFT_COLD static constexpr const std::byte* overlong(detail::Input& in,
                                                            const std::byte* at) noexcept {
    return detail::fail(in, Errc::invalid_data, at, 10);
  }

  SEATHRIFT_NOINLINE static constexpr const std::byte* read_varint(detail::Input& in,
                                                                   const std::byte* at,
                                                                   std::uint64_t& bits) noexcept {
    if (in.room(at) >= varying_window && detail::read_varint_unchecked(at, bits)) return at;
    const auto status = detail::read_varint(at, in.end, bits);
    if (status == detail::VarintStatus::ok) [[likely]]
      return at;
    if (status == detail::VarintStatus::overlong) return overlong(in, at);
    return detail::fail_truncated(in, at, in.room(at) + 1);
  }

  static constexpr const std::byte* read_count(detail::Input& in, const std::byte* at,
                                               std::size_t& size) noexcept {
    std::uint64_t bits = 0;
    const std::byte* const start = at;
    if (in.room(at) != 0 && std::to_integer<unsigned>(*at) < 128) [[likely]] {
      size = std::to_integer<std::size_t>(*at);
      return at + 1;
    }
    at = read_varint(in, at, bits);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (static_cast<std::uint32_t>(bits) >> 31 != 0) [[unlikely]]
      return detail::fail(in, Errc::negative_size, start, static_cast<std::uint32_t>(bits));
    size = static_cast<std::uint32_t>(bits);
    return at;
  }
};

static_assert(Protocol<Compact>);

}  // namespace seathrift
