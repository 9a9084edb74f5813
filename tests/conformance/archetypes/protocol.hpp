// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the least that a protocol offers? docs/requirements/protocol.md shows this one.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <seathrift/protocol/concepts.hpp>

namespace archetypes {

using seathrift::Errc;
using seathrift::Type;
using seathrift::detail::FieldHead;
using seathrift::detail::Input;

/// Values as this machine's memory holds them, each behind its type and id.
struct Plain {
  static constexpr std::string_view name = "Plain";

  static constexpr bool bool_in_field = false;
  static constexpr std::size_t field_head = 3;
  static constexpr std::size_t max_field_head = 3;
  static constexpr std::size_t max_string_head = 4;
  static constexpr std::size_t max_list_head = 5;
  static constexpr std::size_t max_map_head = 6;
  static constexpr std::size_t max_message_head = 9;

  static constexpr std::size_t min_size(Type type) {
    switch (type) {
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
        return 5;
      case Type::map:
        return 6;
      case Type::uuid:
        return 16;
      default:
        return 1;  // a structure ends with one byte
    }
  }
  static constexpr std::size_t max_size(Type type) { return min_size(type); }
  static constexpr bool is_fixed(Type type) {
    return type != Type::string && type != Type::structure && type != Type::map &&
           type != Type::set && type != Type::list;
  }
  static constexpr bool is_short(int, int) { return true; }

 private:
  template <class T>
  static constexpr std::byte* put(std::byte* to, const T& value) {
    struct Bytes {
      std::byte of[sizeof(T)];
    };
    for (const std::byte byte : std::bit_cast<Bytes>(value).of) *to++ = byte;
    return to;
  }

 public:
  // Writing: the room is there.
  static constexpr std::byte* write_field(std::byte* to, Type type, int id, int) {
    return put(put(to, type), static_cast<std::int16_t>(id));
  }
  template <class T>
  static std::byte* write_scalar_field(std::byte* to, Type type, int id, int last, T value) {
    return write_scalar(write_field(to, type, id, last), value);
  }
  static std::byte* write_string_field(std::byte* to, int id, int last, std::size_t size) {
    return write_size(write_field(to, Type::string, id, last), size);
  }
  template <class T>
  static constexpr std::byte* write_scalar(std::byte* to, T value) {
    return put(to, value);
  }
  static std::byte* write_size(std::byte* to, std::size_t size) {
    return put(to, static_cast<std::uint32_t>(size));
  }
  static std::byte* write_list(std::byte* to, Type element, std::size_t size) {
    return write_size(put(to, element), size);
  }
  static std::byte* write_map(std::byte* to, Type key, Type value, std::size_t size) {
    return write_size(put(put(to, key), value), size);
  }
  static std::byte* write_message(std::byte* to, const seathrift::MessageHead& head) {
    to = write_size(put(put(to, head.type), head.seqid), head.name.size());
    std::memcpy(to, head.name.data(), head.name.size());
    return to + head.name.size();
  }

  // Reading what is expected: the window is there.
  static bool is_field(const std::byte* at, Type type, int id, int) {
    return take<Type>(at) == type && take<std::int16_t>(at) == id;
  }
  static bool expect_bool(const std::byte*& at, int id, int last, bool& value) {
    if (!is_field(at, Type::boolean, id, last)) return false;
    at += field_head;
    read_fixed(at, value);
    return true;
  }
  template <class T>
  static void read_fixed(const std::byte*& at, T& value) {
    if constexpr (std::is_same_v<T, bool>)
      value = *at++ != std::byte{0};
    else
      value = take<T>(at);
  }
  static bool read_size(const std::byte*& at, std::size_t& size) {
    size = take<std::uint32_t>(at);
    return true;
  }

  // Reading whatever is there: the next position, or nullptr and the error in the input.
  static const std::byte* read_field(Input& in, const std::byte* at, std::int32_t&,
                                     FieldHead& field) {
    at = read(in, at, field.type);
    if (at == nullptr || field.type == Type::stop) return at;
    if (!known(field.type)) return fail(in, Errc::invalid_data, at - 1);
    std::int16_t id = 0;
    at = read(in, at, id);
    field.id = id;
    return at;
  }
  template <class T>
  static const std::byte* read_scalar(Input& in, const std::byte* at, T& value) {
    if (in.room(at) < sizeof(T)) return seathrift::detail::fail_truncated(in, at, sizeof(T));
    read_fixed(at, value);
    return at;
  }
  static const std::byte* read_string(Input& in, const std::byte* at, std::size_t& size) {
    std::uint32_t count = 0;
    at = read(in, at, count);
    size = count;
    if (at != nullptr && in.room(at) < size) return seathrift::detail::fail_truncated(in, at, size);
    return at;
  }
  static const std::byte* read_list(Input& in, const std::byte* at, Type& element,
                                    std::size_t& size) {
    at = read(in, at, element);
    if (at != nullptr && !known(element)) return fail(in, Errc::invalid_data, at - 1);
    return at == nullptr ? at : read_count(in, at, size, min_size(element));
  }
  static const std::byte* read_map(Input& in, const std::byte* at, Type& key, Type& value,
                                   std::size_t& size) {
    at = read(in, at, key);
    if (at != nullptr) at = read(in, at, value);
    if (at != nullptr && (!known(key) || !known(value)))
      return fail(in, Errc::invalid_data, at - 1);
    return at == nullptr ? at : read_count(in, at, size, min_size(key) + min_size(value));
  }
  static const std::byte* skip_scalar(Input& in, const std::byte* at, Type type) {
    std::size_t size = min_size(type);
    if (type == Type::string) at = read_string(in, at, size);
    if (at != nullptr && in.room(at) < size) return seathrift::detail::fail_truncated(in, at, size);
    return at == nullptr ? at : at + size;
  }
  static const std::byte* read_message(Input& in, const std::byte* at,
                                       seathrift::MessageHead& head) {
    at = read(in, at, head.type);
    if (at != nullptr) at = read(in, at, head.seqid);
    std::size_t size = 0;
    if (at != nullptr) at = read_string(in, at, size);
    if (at == nullptr) return at;
    head.name = {reinterpret_cast<const char*>(at), size};
    return at + size;
  }

 private:
  template <class T>
  static T take(const std::byte*& at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    at += sizeof value;
    return value;
  }
  template <class T>
  static const std::byte* read(Input& in, const std::byte* at, T& value) {
    if (in.room(at) < sizeof value) return seathrift::detail::fail_truncated(in, at, sizeof value);
    value = take<T>(at);
    return at;
  }
  static bool known(Type type) {
    return type == Type::boolean || type == Type::i8 || type == Type::real || type == Type::i16 ||
           type == Type::i32 || type == Type::i64 || type == Type::string ||
           type == Type::structure || type == Type::map || type == Type::set ||
           type == Type::list || type == Type::uuid;
  }
  /// A container's size, which what remains must be able to hold.
  static const std::byte* read_count(Input& in, const std::byte* at, std::size_t& size,
                                     std::size_t each) {
    std::uint32_t count = 0;
    at = read(in, at, count);
    size = count;
    if (at != nullptr && size * each > in.room(at))
      return seathrift::detail::fail_truncated(in, at, size * each);
    return at;
  }
};
static_assert(seathrift::Protocol<Plain>);

}  // namespace archetypes
