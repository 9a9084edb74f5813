// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are the values of the untuned messages written and read, by hand, in Binary and in Compact?

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "limit_binary.hpp"
#include "limit_compact.hpp"
#include "messages.hpp"

namespace bench::hand {

using limit::Byte;
using limit::expect;
using limit::Input;
using limit::load;
using limit::need;
using limit::store;
using limit::swap;

/// Binary. A field's id stands in its head, whatever the last one was.
struct BinaryWire {
  static constexpr auto name = "Binary";
  using Type = limit::binary::Type;
  static constexpr Type boolean = limit::binary::boolean;
  static constexpr Type i8 = Type{3};
  static constexpr Type i16 = limit::binary::i16;
  static constexpr Type i32 = limit::binary::i32;
  static constexpr Type i64 = limit::binary::i64;
  static constexpr Type real = limit::binary::real;
  static constexpr Type text = limit::binary::text;
  static constexpr Type structure = limit::binary::structure;
  static constexpr Type map = limit::binary::map;
  static constexpr Type list = limit::binary::list;

  [[gnu::always_inline]] static Byte* write_head(Byte* to, int id, int, Type type) {
    return limit::binary::write_header(to, type, static_cast<std::uint16_t>(id));
  }
  [[gnu::always_inline]] static Byte* write_size(Byte* to, std::size_t size) {
    store(to, swap(static_cast<std::uint32_t>(size)));
    return to + 4;
  }
  [[gnu::always_inline]] static Byte* write_list(Byte* to, Type element, std::size_t size) {
    *to = element;
    return write_size(to + 1, size);
  }
  [[gnu::always_inline]] static Byte* write_map(Byte* to, Type key, Type value, std::size_t size) {
    to[0] = key;
    to[1] = value;
    return write_size(to + 2, size);
  }
  [[gnu::always_inline]] static Byte* write(Byte* to, std::int32_t value) {
    return write_size(to, static_cast<std::uint32_t>(value));
  }
  /// A field with a value of fixed width.
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
      [[gnu::always_inline]] static Byte* write(Byte* to, int number, int, T value) {
    const auto id = static_cast<std::uint16_t>(number);
    if constexpr (std::is_same_v<T, bool>) {
      return limit::binary::write_bool(to, id, value);
    } else if constexpr (std::is_same_v<T, std::int8_t>) {
      to = limit::binary::write_header(to, i8, id);
      *to = static_cast<Byte>(value);
      return to + 1;
    } else if constexpr (std::is_same_v<T, std::int16_t>) {
      return limit::binary::write_i16(to, id, value);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return limit::binary::write_i64(to, id, value);
    } else if constexpr (std::is_same_v<T, double>) {
      return limit::binary::write_double(to, id, value);
    } else {
      return limit::binary::write_i32(to, id, static_cast<std::int32_t>(value));
    }
  }

  [[gnu::always_inline]] static bool is_next(const Input& in, int id, int, Type type) {
    const std::uint32_t head =
        type | static_cast<std::uint32_t>(swap(static_cast<std::uint16_t>(id))) << 8;
    return in.left() >= 4 && (load<std::uint32_t>(in.at) & 0xffffff) == head;
  }
  [[gnu::always_inline]] static int next_id(const Input& in) {
    need(in, 3);
    return swap(load<std::uint16_t>(in.at + 1));
  }
  [[gnu::always_inline]] static void read_head(Input& in, int id, int last, Type type) {
    expect(is_next(in, id, last, type));
    in.at += 3;
  }
  [[gnu::always_inline]] static std::size_t read_size(Input& in) {
    need(in, 4);
    const std::size_t size = swap(load<std::uint32_t>(in.at));
    in.at += 4;
    return size;
  }
  [[gnu::always_inline]] static std::size_t read_list(Input& in, Type element) {
    need(in, 5);
    expect(*in.at++ == element);
    const std::size_t size = read_size(in);
    need(in, size);
    return size;
  }
  [[gnu::always_inline]] static std::size_t read_map(Input& in, Type key, Type value) {
    need(in, 6);
    expect(in.at[0] == key && in.at[1] == value);
    in.at += 2;
    const std::size_t size = read_size(in);
    need(in, size);
    return size;
  }
  [[gnu::always_inline]] static void read(Input& in, std::int32_t& value) {
    value = static_cast<std::int32_t>(read_size(in));
  }
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
      [[gnu::always_inline]] static void read(Input& in, int id, int last, T& value) {
    read_head(in, id, last,
              std::is_same_v<T, bool>           ? boolean
              : std::is_same_v<T, std::int8_t>  ? i8
              : std::is_same_v<T, std::int16_t> ? i16
              : std::is_same_v<T, double>       ? real
              : std::is_same_v<T, std::int64_t> ? i64
                                                : i32);
    if constexpr (sizeof(T) > 1) need(in, sizeof(T));
    take(in, value);
  }

  // In any order.
  static constexpr Type stop = Type{0};
  static constexpr Type no = boolean;
  struct Head {
    Type type;
    int id;
  };
  [[gnu::always_inline]] static Head take_head(Input& in, int) {
    need(in, 1);
    const auto type = static_cast<Type>(*in.at++);
    if (type == stop) return {stop, 0};
    need(in, 2);
    const int id = static_cast<std::int16_t>(swap(load<std::uint16_t>(in.at)));
    in.at += 2;
    return {type, id};
  }
  /// The least bytes of a number, which are there when it is taken.
  template <class T>
  static constexpr std::size_t least = sizeof(T);
  template <class T>
  [[gnu::always_inline]] static void take(Input& in, T& value) {
    if constexpr (sizeof(T) == 1)
      value = static_cast<T>(*in.at);
    else if constexpr (sizeof(T) == 2)
      value = static_cast<T>(swap(load<std::uint16_t>(in.at)));
    else if constexpr (sizeof(T) == 4)
      value = static_cast<T>(swap(load<std::uint32_t>(in.at)));
    else
      value = std::bit_cast<T>(swap(load<std::uint64_t>(in.at)));
    in.at += sizeof(T);
  }
  static void take(Input& in, bool& value, Type) {
    need(in, 1);
    take(in, value);
  }
};

/// Compact. A head has the distance from the last id, which is below 16 in all these messages.
struct CompactWire {
  static constexpr auto name = "Compact";
  using Type = limit::compact::Type;
  static constexpr Type boolean = limit::compact::yes;
  static constexpr Type i8 = Type{3};
  static constexpr Type i16 = limit::compact::i16;
  static constexpr Type i32 = limit::compact::i32;
  static constexpr Type i64 = limit::compact::i64;
  static constexpr Type real = limit::compact::real;
  static constexpr Type text = limit::compact::text;
  static constexpr Type structure = limit::compact::structure;
  static constexpr Type map = limit::compact::map;
  static constexpr Type list = limit::compact::list;

  [[gnu::always_inline]] static Byte head_of(int id, int last, Type type) {
    return static_cast<Byte>(static_cast<unsigned>(id - last) << 4 | type);
  }
  [[gnu::always_inline]] static Byte* write_head(Byte* to, int id, int last, Type type) {
    *to = head_of(id, last, type);
    return to + 1;
  }
  [[gnu::always_inline]] static Byte* write_size(Byte* to, std::size_t size) {
    if (size < 128) [[likely]]
      return limit::compact::write_byte(to, static_cast<unsigned>(size));
    return limit::compact::write_varint(to, static_cast<std::uint32_t>(size));
  }
  [[gnu::always_inline]] static Byte* write_list(Byte* to, Type element, std::size_t size) {
    if (size < 15) {
      *to = static_cast<Byte>(size << 4 | element);
      return to + 1;
    }
    *to = static_cast<Byte>(0xf0 | element);
    return write_size(to + 1, size);
  }
  [[gnu::always_inline]] static Byte* write_map(Byte* to, Type key, Type value, std::size_t size) {
    to = write_size(to, size);
    if (size == 0) return to;
    *to = static_cast<Byte>(key << 4 | value);
    return to + 1;
  }
  [[gnu::always_inline]] static Byte* write(Byte* to, std::int32_t value) {
    return limit::compact::write_varint(to, limit::compact::zigzag(value));
  }
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
      [[gnu::always_inline]] static Byte* write(Byte* to, int id, int last, T value) {
    if constexpr (std::is_same_v<T, bool>) {
      return write_head(to, id, last, value ? limit::compact::yes : limit::compact::no);
    } else if constexpr (std::is_same_v<T, std::int8_t>) {
      to = write_head(to, id, last, i8);
      *to = static_cast<Byte>(value);
      return to + 1;
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      to = write_head(to, id, last, i64);
      return limit::compact::write_varint(to, limit::compact::zigzag(value));
    } else if constexpr (std::is_same_v<T, double>) {
      to = write_head(to, id, last, real);
      store(to, std::bit_cast<std::uint64_t>(value));
      return to + 8;
    } else {
      to = write_head(to, id, last, std::is_same_v<T, std::int16_t> ? i16 : i32);
      return write(to, static_cast<std::int32_t>(value));
    }
  }

  [[gnu::always_inline]] static bool is_next(const Input& in, int id, int last, Type type) {
    if (in.left() == 0) return false;
    return *in.at == head_of(id, last, type) ||
           (type == boolean && *in.at == head_of(id, last, limit::compact::no));
  }
  [[gnu::always_inline]] static int next_id(const Input& in) {
    need(in, 1);
    return *in.at >> 4;
  }
  [[gnu::always_inline]] static void read_head(Input& in, int id, int last, Type type) {
    expect(is_next(in, id, last, type));
    ++in.at;
  }
  /// A varint; past the end lies padding, and what follows finds out.
  [[gnu::always_inline]] static std::size_t read_size(Input& in) {
    need(in, 1);
    if (*in.at < 128) [[likely]]
      return *in.at++;
    return limit::compact::read_varint(in);
  }
  [[gnu::always_inline]] static std::size_t read_list(Input& in, Type element) {
    need(in, 1);
    const Byte head = *in.at++;
    expect((head & 15) == element);
    const std::size_t size = head >> 4 < 15 ? head >> 4 : read_size(in);
    need(in, size);
    return size;
  }
  [[gnu::always_inline]] static std::size_t read_map(Input& in, Type key, Type value) {
    const std::size_t size = read_size(in);
    if (size == 0) return 0;
    need(in, size);
    expect(*in.at++ == static_cast<Byte>(key << 4 | value));
    return size;
  }
  [[gnu::always_inline]] static void read(Input& in, std::int32_t& value) {
    need(in, 1);
    value = static_cast<std::int32_t>(limit::compact::unzigzag(limit::compact::read_varint(in)));
  }
  template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
      [[gnu::always_inline]] static void read(Input& in, int id, int last, T& value) {
    read_head(in, id, last,
              std::is_same_v<T, bool>           ? boolean
              : std::is_same_v<T, std::int8_t>  ? i8
              : std::is_same_v<T, std::int16_t> ? i16
              : std::is_same_v<T, double>       ? real
              : std::is_same_v<T, std::int64_t> ? i64
                                                : i32);
    if constexpr (std::is_same_v<T, bool>) {
      value = (in.at[-1] & 15) == limit::compact::yes;
    } else {
      need(in, least<T>);
      take(in, value);
    }
  }

  // In any order.
  static constexpr Type stop = Type{0};
  static constexpr Type no = limit::compact::no;
  struct Head {
    Type type;
    int id;
  };
  [[gnu::always_inline]] static Head take_head(Input& in, int last) {
    need(in, 1);
    const Byte head = *in.at++;
    const auto type = static_cast<Type>(head & 15);
    if (type == stop) return {stop, 0};
    if (head >= 16) return {type, last + (head >> 4)};
    return {type, static_cast<int>(limit::compact::unzigzag(read_size(in)))};
  }
  /// The least bytes of a number, which are there when it is taken.
  template <class T>
  static constexpr std::size_t least = std::is_same_v<T, double> ? 8 : 1;
  template <class T>
  [[gnu::always_inline]] static void take(Input& in, T& value) {
    if constexpr (std::is_same_v<T, std::int8_t>) {
      value = static_cast<T>(*in.at++);
    } else if constexpr (std::is_same_v<T, double>) {
      value = std::bit_cast<double>(load<std::uint64_t>(in.at));
      in.at += 8;
    } else {
      value = static_cast<T>(limit::compact::unzigzag(limit::compact::read_varint(in)));
    }
  }
  static void take(Input&, bool& value, Type type) { value = type != no; }
};

}  // namespace bench::hand
