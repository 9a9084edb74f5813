// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Compact read whatever the bytes are? Each step checks what is there.

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/core/varint.hpp>
#include <seathrift/protocol/compact/window.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// Reads bytes of a peer, which may be anything.
struct CompactReader : CompactWindow {
  static constexpr const std::byte* read_field(Input& in, const std::byte* at, std::int32_t& last,
                                               FieldHead& field) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return fail_truncated(in, at, 1);
    const auto byte = std::to_integer<unsigned>(*at);
    // Any byte with a zero nibble for the type is a stop, as Apache's C++ library has it.
    if ((byte & 15) == 0) {
      field.type = Type::stop;
      return at + 1;
    }
    if (!known(byte & 15, field.type)) [[unlikely]]
      return fail(in, Errc::invalid_data, at, byte);
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
  static constexpr const std::byte* read_scalar(Input& in, const std::byte* at, T& value) noexcept {
    if constexpr (std::integral<T> && sizeof(T) > 1) {
      std::uint64_t bits = 0;
      if (in.room(at) >= varying_window) [[likely]] {
        if (!read_lone_varint_unchecked(at, bits)) [[unlikely]]
          return overlong(in, at);
      } else {
        return read_near_end(in, at, value);
      }
      value = unzigzag<T>(bits);
      return at;
    } else {
      constexpr std::size_t size = std::same_as<T, double> ? 8 : std::integral<T> ? 1 : 16;
      if (in.room(at) < size) [[unlikely]]
        return fail_truncated(in, at, size);
      read_fixed(at, value);
      return at;
    }
  }
  static constexpr const std::byte* read_string(Input& in, const std::byte* at,
                                                std::size_t& size) noexcept {
    at = read_count(in, at, size);
    if (at != nullptr && in.room(at) < size) [[unlikely]]
      return fail_truncated(in, at, size);
    return at;
  }
  /// Reads the head of a list or set. The size is bounded by what remains. `element` is the type
  /// that is expected, and becomes the one that is there.
  SEATHRIFT_ALWAYS_INLINE static constexpr const std::byte* read_list(Input& in,
                                                                      const std::byte* at,
                                                                      Type& element,
                                                                      std::size_t& size) noexcept {
    // What nearly all send where there are few elements.
    if (element != Type::stop && at != in.end) [[likely]] {
      const auto byte = std::to_integer<unsigned>(*at);
      size = byte >> 4;
      if ((byte & 15) == code(element) && size != 15 && size * min_size(element) < in.room(at))
          [[likely]]
        return at + 1;
    }
    // Other objects, so that what is inlined into its caller keeps its own in registers.
    Type rare = element;
    std::size_t count = 0;
    at = read_rare_list(in, at, rare, count);
    element = rare;
    size = count;
    return at;
  }
  /// Reads the head of a map; an empty one has no types, and leaves `key` and `value` stop.
  static constexpr const std::byte* read_map(Input& in, const std::byte* at, Type& key, Type& value,
                                             std::size_t& size) noexcept {
    key = value = Type::stop;
    at = read_count(in, at, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (size == 0) return at;
    if (in.room(at) < 1) [[unlikely]]
      return fail_truncated(in, at, 1);
    const auto types = std::to_integer<unsigned>(*at);
    if (!known(types >> 4, key) || !known(types & 15, value)) [[unlikely]]
      return fail(in, Errc::invalid_data, at, types);
    ++at;
    return check_count(in, at, size, min_size(key) + min_size(value));
  }
  /// Passes over a value that is neither a struct nor a container. That of a boolean field is its
  /// head, and is no business of this function.
  SEATHRIFT_NOINLINE static constexpr const std::byte* skip_scalar(Input& in, const std::byte* at,
                                                                   Type type) noexcept {
    if (type == Type::i16 || type == Type::i32 || type == Type::i64) {
      std::uint64_t bits = 0;
      return read_varint(in, at, bits);
    }
    std::size_t size = min_size(type);
    if (type == Type::string) at = read_count(in, at, size);
    return at == nullptr ? nullptr : pass_bytes(in, at, size);
  }
  /// Reads the head of a message. The name points into the message.
  static const std::byte* read_message(Input& in, const std::byte* at,
                                       MessageHead& message) noexcept {
    const std::byte* const start = at;
    if (in.room(at) < 1) [[unlikely]]
      return fail_truncated(in, at, 1);
    if (at[0] != protocol_id) [[unlikely]]
      return fail(in, Errc::bad_version, at, std::to_integer<std::uint64_t>(at[0]));
    if (in.room(at) < 2) [[unlikely]]
      return fail_truncated(in, at, 2);
    const auto byte = std::to_integer<unsigned>(at[1]);
    if ((byte & 0x1f) != version) [[unlikely]]
      return fail(in, Errc::bad_version, at + 1, byte);
    const unsigned type = byte >> 5;
    if (type < 1 || type > 4) [[unlikely]]
      return fail(in, Errc::invalid_data, start, type);
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
  /// As `read_varying`, where less may be read: a small number at once, others one byte after the
  /// other.
  template <class T>
  SEATHRIFT_ALWAYS_INLINE static constexpr const std::byte* read_near_end(Input& in,
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

 private:
  static constexpr bool known(unsigned code, Type& type) noexcept {
    type = types[code];
    if (type != Type::stop && type != no_type) return true;
    type = Type::stop;
    return false;
  }

  /// In either form.
  SEATHRIFT_NOINLINE static constexpr const std::byte* read_rare_list(Input& in,
                                                                      const std::byte* at,
                                                                      Type& element,
                                                                      std::size_t& size) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return fail_truncated(in, at, 1);
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
      return fail(in, Errc::invalid_data, start, byte);
    return check_count(in, at, size, min_size(element));
  }

  SEATHRIFT_COLD static constexpr const std::byte* overlong(Input& in,
                                                            const std::byte* at) noexcept {
    return fail(in, Errc::invalid_data, at, 10);
  }

  SEATHRIFT_NOINLINE static constexpr const std::byte* read_varint(Input& in, const std::byte* at,
                                                                   std::uint64_t& bits) noexcept {
    if (in.room(at) >= varying_window && read_varint_unchecked(at, bits)) return at;
    const auto status = detail::read_varint(at, in.end, bits);
    if (status == VarintStatus::ok) [[likely]]
      return at;
    if (status == VarintStatus::overlong) return overlong(in, at);
    return fail_truncated(in, at, in.room(at) + 1);
  }

  static constexpr const std::byte* read_count(Input& in, const std::byte* at,
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
      return fail(in, Errc::negative_size, start, static_cast<std::uint32_t>(bits));
    size = static_cast<std::uint32_t>(bits);
    return at;
  }
};

}  // namespace seathrift::detail
