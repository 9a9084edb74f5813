// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Binary read whatever the bytes are? Each step checks what is there.

#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/binary/window.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// Reads bytes of a peer, which may be anything.
struct BinaryReader : BinaryWindow {
  static constexpr const std::byte* read_field(Input& in, const std::byte* at, std::int32_t&,
                                               FieldHead& field) noexcept {
    if (in.room(at) < 1) [[unlikely]]
      return fail_truncated(in, at, 1);
    if (*at == std::byte{0}) {
      field.type = Type::stop;
      return at + 1;
    }
    if (in.room(at) < 3) [[unlikely]]
      return fail_truncated(in, at, 3);
    if (!known(*at, field.type)) [[unlikely]]
      return fail(in, Errc::invalid_data, at, std::to_integer<std::uint64_t>(*at));
    field.id = static_cast<std::int16_t>(load_big<std::uint16_t>(at + 1));
    return at + 3;
  }
  template <class T>
  static constexpr const std::byte* read_scalar(Input& in, const std::byte* at, T& value) noexcept {
    constexpr std::size_t size = [] {
      if constexpr (requires(T v) { word(v); })
        return sizeof(word(T{}));
      else
        return std::size_t{16};
    }();
    if (in.room(at) < size) [[unlikely]]
      return fail_truncated(in, at, size);
    read_fixed(at, value);
    return at;
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
    // What nearly all send.
    if (element != Type::stop && in.room(at) >= max_list_head &&
        *at == static_cast<std::byte>(element)) [[likely]] {
      size = load_big<std::uint32_t>(at + 1);
      if (size >> 31 == 0 && std::uint64_t{size} * min_size(element) <= in.room(at + max_list_head))
          [[likely]]
        return at + max_list_head;
    }
    // Other objects, so that what is inlined into its caller keeps its own in registers.
    Type rare = element;
    std::size_t count = 0;
    at = read_rare_list(in, at, rare, count);
    element = rare;
    size = count;
    return at;
  }
  static constexpr const std::byte* read_map(Input& in, const std::byte* at, Type& key, Type& value,
                                             std::size_t& size) noexcept {
    if (in.room(at) < max_map_head) [[unlikely]]
      return fail_truncated(in, at, max_map_head);
    const std::byte* const start = at;
    at = read_count(in, at + 2, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    for (int i = 0; i < 2; ++i)
      if (!known(start[i], i == 0 ? key : value) && !is_open(start[i], size)) [[unlikely]]
        return fail(in, Errc::invalid_data, start + i, std::to_integer<std::uint64_t>(start[i]));
    return check_count(in, at, size, min_size(key) + min_size(value));
  }
  /// Passes over a value that is neither a struct nor a container.
  static constexpr const std::byte* skip_scalar(Input& in, const std::byte* at,
                                                Type type) noexcept {
    std::size_t size = min_size(type);
    if (type == Type::string) at = read_count(in, at, size);
    return at == nullptr ? nullptr : pass_bytes(in, at, size);
  }
  /// Reads the head of a message, strict or not. The name points into the message.
  static const std::byte* read_message(Input& in, const std::byte* at,
                                       MessageHead& message) noexcept {
    // What nearly all send: a strict head, all of it there.
    if (in.room(at) >= max_message_head) [[likely]] {
      const std::uint32_t type = load_big<std::uint32_t>(at) - version;
      const std::size_t size = load_big<std::uint32_t>(at + 4);
      if (type - 1 < 4 && size <= in.room(at) - max_message_head) [[likely]] {
        message.name = {reinterpret_cast<const char*>(at + 8), size};
        message.type = static_cast<MessageType>(type);
        message.seqid = static_cast<std::int32_t>(load_big<std::uint32_t>(at + 8 + size));
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
  static constexpr std::size_t max_old_name = 0xffff;

  SEATHRIFT_NOINLINE static constexpr const std::byte* read_rare_list(Input& in,
                                                                      const std::byte* at,
                                                                      Type& element,
                                                                      std::size_t& size) noexcept {
    if (in.room(at) < max_list_head) [[unlikely]]
      return fail_truncated(in, at, max_list_head);
    const std::byte* const start = at;
    at = read_count(in, at + 1, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (!known(*start, element) && !is_open(*start, size)) [[unlikely]]
      return fail(in, Errc::invalid_data, start, std::to_integer<std::uint64_t>(*start));
    return check_count(in, at, size, min_size(element));
  }

  SEATHRIFT_NOINLINE static const std::byte* read_rare_message(Input& in, const std::byte* at,
                                                               MessageHead& message) noexcept {
    const std::byte* const start = at;
    if (in.room(at) < 4) [[unlikely]]
      return fail_truncated(in, at, 4);
    const auto word = load_big<std::uint32_t>(at);
    const bool strict = word >> 31 != 0;
    std::size_t size = 0;
    if (strict) {
      if ((word & 0xffff0000) != version) [[unlikely]]
        return fail(in, Errc::bad_version, at, word);
      at = read_count(in, at + 4, size);
    } else {
      at = read_count(in, at, size);
    }
    if (at == nullptr) [[unlikely]]
      return nullptr;
    // A non-strict message begins with the length of a name; what is no name is another protocol.
    if (!strict && size > max_old_name) [[unlikely]]
      return fail(in, Errc::bad_version, start, word);
    const std::size_t rest = strict ? 4 : 5;
    if (in.room(at) < size + rest) [[unlikely]]
      return fail_truncated(in, at, size + rest);
    message.name = {reinterpret_cast<const char*>(at), size};
    at += size;
    const auto type = strict ? word & 0xff : std::to_integer<std::uint32_t>(*at++);
    // What no strict head precedes, and is no old message either, is another protocol or a frame.
    if (type < 1 || type > 4) [[unlikely]]
      return fail(in, strict ? Errc::invalid_data : Errc::bad_version, start, type);
    message.type = static_cast<MessageType>(type);
    message.seqid = static_cast<std::int32_t>(load_big<std::uint32_t>(at));
    return at + 4;
  }

  /// An empty container may leave its type open (stop or void), but not name one that there is not.
  static constexpr bool is_open(std::byte code, std::size_t size) noexcept {
    return size == 0 && code <= std::byte{1};
  }

  static constexpr const std::byte* read_count(Input& in, const std::byte* at,
                                               std::size_t& size) noexcept {
    if (in.room(at) < 4) [[unlikely]]
      return fail_truncated(in, at, 4);
    const auto word = load_big<std::uint32_t>(at);
    if (word >> 31 != 0) [[unlikely]]
      return fail(in, Errc::negative_size, at, word);
    size = word;
    return at + 4;
  }
};

}  // namespace seathrift::detail
