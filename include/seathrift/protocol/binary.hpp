// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Binary write values? Big-endian, every size fixed, a type and a 16-bit id before each
// field.

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift {

/// Apache Thrift's Binary protocol (TBinaryProtocol): writes strict messages, reads strict and
/// non-strict ones.
struct Binary {
  static constexpr std::string_view name = "Binary";

  // ---- sizes, in bytes
  static constexpr bool bool_in_field = false;
  static constexpr std::size_t field_head = 3;
  static constexpr std::size_t max_field_head = 3;
  static constexpr std::size_t string_head = 4;
  static constexpr std::size_t max_string_head = 4;
  static constexpr std::size_t list_head = 5;
  static constexpr std::size_t max_list_head = 5;
  static constexpr std::size_t map_head = 6;
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
        return list_head;
      case Type::map:
        return map_head;
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
  /// True when a head that is not preceded by `last` takes `field_head` bytes: always.
  [[nodiscard]] static constexpr bool is_short(int, int) noexcept { return true; }
  [[nodiscard]] static constexpr std::uint8_t code(Type type) noexcept {
    return static_cast<std::uint8_t>(type);
  }

  // ---- writing
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

  // ---- reading what was predicted, in a window that holds it
  SEATHRIFT_ALWAYS_INLINE static constexpr bool is_field(const std::byte* at, Type type, int id,
                                                         int) noexcept {
    // Four bytes of which three count: each value has one at least.
    return ((detail::load<std::uint32_t>(at) ^ detail::swap_bytes(head(type, id))) & 0xffffff) == 0;
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
      const auto bits = detail::load_big<Word>(at);
      if constexpr (std::same_as<T, bool>)
        value = bits != 0;
      else if constexpr (std::same_as<T, double>)
        value = std::bit_cast<double>(bits);
      else
        value = static_cast<T>(static_cast<std::make_signed_t<Word>>(bits));
      at += sizeof(Word);
    } else {
      auto* const bytes = detail::bytes_in(value);
      for (std::size_t i = 0; i < 16; ++i) bytes[i] = std::to_integer<std::uint8_t>(*at++);
    }
  }
  /// Reads a string's length; false when it has another form than the usual one.
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_size(const std::byte*& at,
                                                          std::size_t& size) noexcept {
    size = detail::load_big<std::uint32_t>(at);
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
    key = detail::load_big<std::uint32_t>(at) >> 8;
    at += 3;
    return true;
  }
  /// Reads a number of up to eight bytes.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr bool read_near(const std::byte*& at, T& value) noexcept {
    read_fixed(at, value);
    return true;
  }
  [[nodiscard]] static constexpr bool has_type(Type type) noexcept {
    return known(static_cast<std::byte>(type), type);
  }

  // ---- reading whatever is there
  static constexpr const std::byte* read_field(detail::Input& in, const std::byte* at,
                                               std::int32_t&, detail::FieldHead& field) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return detail::fail_truncated(in, at, 1);
    if (*at == std::byte{0}) {
      field.type = Type::stop;
      return at + 1;
    }
    if (in.room(at) < 3) [[unlikely]]
      return detail::fail_truncated(in, at, 3);
    if (!known(*at, field.type)) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, at, std::to_integer<std::uint64_t>(*at));
    field.id = static_cast<std::int16_t>(detail::load_big<std::uint16_t>(at + 1));
    return at + 3;
  }
  template <class T>
  static constexpr const std::byte* read_scalar(detail::Input& in, const std::byte* at,
                                                T& value) noexcept {
    constexpr std::size_t size = [] {
      if constexpr (requires(T v) { word(v); })
        return sizeof(word(T{}));
      else
        return std::size_t{16};
    }();
    if (in.room(at) < size) [[unlikely]]
      return detail::fail_truncated(in, at, size);
    read_fixed(at, value);
    return at;
  }
  static constexpr const std::byte* read_string(detail::Input& in, const std::byte* at,
                                                std::size_t& size) noexcept {
    at = read_count(in, at, size);
    if (at != nullptr && in.room(at) < size) [[unlikely]]
      return detail::fail_truncated(in, at, size);
    return at;
  }
  /// Reads the head of a list or set. The size is bounded by what remains. `element` is the type
  /// that is expected, and becomes the one that is there.
  SEATHRIFT_ALWAYS_INLINE static constexpr const std::byte* read_list(detail::Input& in,
                                                                      const std::byte* at,
                                                                      Type& element,
                                                                      std::size_t& size) noexcept {
    // What nearly all send.
    if (element != Type::stop && in.room(at) >= list_head && *at == static_cast<std::byte>(element))
        [[likely]] {
      size = detail::load_big<std::uint32_t>(at + 1);
      if (size >> 31 == 0 && std::uint64_t{size} * min_size(element) <= in.room(at + list_head))
          [[likely]]
        return at + list_head;
    }
    return read_rare_list(in, at, element, size);
  }
  static constexpr const std::byte* read_map(detail::Input& in, const std::byte* at, Type& key,
                                             Type& value, std::size_t& size) noexcept {
    if (in.room(at) < map_head) [[unlikely]]
      return detail::fail_truncated(in, at, map_head);
    const std::byte* const start = at;
    at = read_count(in, at + 2, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    for (int i = 0; i < 2; ++i)
      if (!known(start[i], i == 0 ? key : value) && !is_open(start[i], size)) [[unlikely]]
        return detail::fail(in, Errc::invalid_data, start + i,
                            std::to_integer<std::uint64_t>(start[i]));
    const std::size_t each = min_size(key) + min_size(value);
    if (std::uint64_t{size} * each > in.room(at)) [[unlikely]]
      return detail::fail_count(in, at, size, each);
    return at;
  }
  /// Passes over a value that is neither a struct nor a container; `field` is its head where it is
  /// a field.
  static constexpr const std::byte* skip_scalar(detail::Input& in, const std::byte* at,
                                                Type type) noexcept {
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
  /// Reads the head of a message, strict or not. The name points into the message.
  static const std::byte* read_message(detail::Input& in, const std::byte* at,
                                       MessageHead& message) noexcept {
    // What nearly all send: a strict head, all of it there.
    if (in.room(at) >= max_message_head) [[likely]] {
      const std::uint32_t type = detail::load_big<std::uint32_t>(at) - version;
      const std::size_t size = detail::load_big<std::uint32_t>(at + 4);
      if (type - 1 < 4 && size <= in.room(at) - max_message_head) [[likely]] {
        message.name = {reinterpret_cast<const char*>(at + 8), size};
        message.type = static_cast<MessageType>(type);
        message.seqid = static_cast<std::int32_t>(detail::load_big<std::uint32_t>(at + 8 + size));
        return at + max_message_head + size;
      }
    }
    // Another object, so that what is inlined into its caller keeps `message` in registers.
    MessageHead rare;
    at = read_rare_message(in, at, rare);
    message = rare;
    return at;
  }

 private:
  SEATHRIFT_NOINLINE static constexpr const std::byte* read_rare_list(detail::Input& in,
                                                                      const std::byte* at,
                                                                      Type& element,
                                                                      std::size_t& size) noexcept {
    if (in.room(at) < list_head) [[unlikely]]
      return detail::fail_truncated(in, at, list_head);
    const std::byte* const start = at;
    at = read_count(in, at + 1, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (!known(*start, element) && !is_open(*start, size)) [[unlikely]]
      return detail::fail(in, Errc::invalid_data, start, std::to_integer<std::uint64_t>(*start));
    if (std::uint64_t{size} * min_size(element) > in.room(at)) [[unlikely]]
      return detail::fail_count(in, at, size, min_size(element));
    return at;
  }

  SEATHRIFT_NOINLINE static const std::byte* read_rare_message(detail::Input& in,
                                                               const std::byte* at,
                                                               MessageHead& message) noexcept {
    const std::byte* const start = at;
    if (in.room(at) < 4) [[unlikely]]
      return detail::fail_truncated(in, at, 4);
    const auto word = detail::load_big<std::uint32_t>(at);
    const bool strict = word >> 31 != 0;
    std::size_t size = 0;
    if (strict) {
      if ((word & 0xffff0000) != version) [[unlikely]]
        return detail::fail(in, Errc::bad_version, at, word);
      at = read_count(in, at + 4, size);
    } else {
      at = read_count(in, at, size);
    }
    if (at == nullptr) [[unlikely]]
      return nullptr;
    // A non-strict message begins with the length of a name; what is no name is another protocol.
    if (!strict && size > max_old_name) [[unlikely]]
      return detail::fail(in, Errc::bad_version, start, word);
    const std::size_t rest = strict ? 4 : 5;
    if (in.room(at) < size + rest) [[unlikely]]
      return detail::fail_truncated(in, at, size + rest);
    message.name = {reinterpret_cast<const char*>(at), size};
    at += size;
    const auto type = strict ? word & 0xff : std::to_integer<std::uint32_t>(*at++);
    // What no strict head precedes, and is no old message either, is another protocol or a frame.
    if (type < 1 || type > 4) [[unlikely]]
      return detail::fail(in, strict ? Errc::invalid_data : Errc::bad_version, start, type);
    message.type = static_cast<MessageType>(type);
    message.seqid = static_cast<std::int32_t>(detail::load_big<std::uint32_t>(at));
    return at + 4;
  }

  static constexpr std::uint32_t version = 0x80010000;
  static constexpr std::size_t max_old_name = 0xffff;

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
    return static_cast<typename detail::word_of<sizeof(T)>::type>(value);
  }

  static constexpr bool known(std::byte code, Type& type) noexcept {
    type = static_cast<Type>(code);
    const auto bit = std::to_integer<unsigned>(code);
    return bit <= 16 && (0x1fd5cu >> bit & 1u) != 0;
  }

  /// An empty container may leave its type open (stop or void), but not name one that there is not.
  static constexpr bool is_open(std::byte code, std::size_t size) noexcept {
    return size == 0 && code <= std::byte{1};
  }

  static constexpr const std::byte* read_count(detail::Input& in, const std::byte* at,
                                               std::size_t& size) noexcept {
    if (in.room(at) < 4) [[unlikely]]
      return detail::fail_truncated(in, at, 4);
    const auto word = detail::load_big<std::uint32_t>(at);
    if (word >> 31 != 0) [[unlikely]]
      return detail::fail(in, Errc::negative_size, at, word);
    size = word;
    return at + 4;
  }
};

static_assert(Protocol<Binary>);

}  // namespace seathrift
