// SPDX-License-Identifier: Apache-2.0
#pragma once
// How fast can Compact be for exactly these messages? Written by hand as templates over field lists
// could emit it: one check of the room a struct, one byte compared a field, varints without a loop,
// no SIMD.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#ifdef __BMI2__
#include <immintrin.h>
#endif

#include "limit.hpp"
#include "messages.hpp"

namespace bench::limit::compact {

enum Type : Byte {
  yes = 1,
  no = 2,
  i16 = 4,
  i32 = 5,
  i64 = 6,
  real = 7,
  text = 8,
  list = 9,
  map = 11,
  structure = 12,
};

inline constexpr std::uint16_t call_header = 0x2182;
inline constexpr std::size_t vec3_size = 3 * 9 + 1;

/// The header of a field whose id is the last one's plus one, as all are here.
[[gnu::always_inline]] constexpr Byte next(Type type) { return static_cast<Byte>(0x10 | type); }

inline constexpr std::uint64_t low_bits = 0x7f7f7f7f7f7f7f7f;
inline constexpr std::uint64_t continue_bits = ~low_bits;

/// The low 56 bits, seven to a byte.
[[gnu::always_inline]] inline std::uint64_t spread(std::uint64_t value) {
#ifdef __BMI2__
  return _pdep_u64(value, low_bits);
#else
  value = (value & 0x000000000fffffff) | ((value & 0x00fffffff0000000) << 4);
  value = (value & 0x00003fff00003fff) | ((value & 0x0fffc0000fffc000) << 2);
  return (value & 0x007f007f007f007f) | ((value & 0x3f803f803f803f80) << 1);
#endif
}

/// The inverse of `spread`.
[[gnu::always_inline]] inline std::uint64_t gather(std::uint64_t value) {
#ifdef __BMI2__
  return _pext_u64(value, low_bits);
#else
  value &= low_bits;
  value = (value & 0x007f007f007f007f) | ((value & 0x7f007f007f007f00) >> 1);
  value = (value & 0x00003fff00003fff) | ((value & 0x3fff00003fff0000) >> 2);
  return (value & 0x000000000fffffff) | ((value & 0x0fffffff00000000) >> 4);
#endif
}

[[gnu::always_inline]] inline std::uint32_t zigzag(std::int32_t value) {
  return static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31);
}
[[gnu::always_inline]] inline std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
[[gnu::always_inline]] inline std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Values, written. Each store may reach past the value: the output has slack.

/// Writes up to 56 bits in `size` bytes.
[[gnu::always_inline]] inline Byte* write_short_varint(Byte* to, std::uint64_t value,
                                                       unsigned size) {
  store(to, spread(value) | (continue_bits & ((std::uint64_t{1} << (8 * (size - 1))) - 1)));
  return to + size;
}

[[gnu::always_inline]] inline Byte* write_varint(Byte* to, std::uint32_t value) {
  const auto size = static_cast<unsigned>(38 - __builtin_clz(value | 1)) / 7;
  return write_short_varint(to, value, size);
}

[[gnu::always_inline]] inline Byte* write_varint(Byte* to, std::uint64_t value) {
  const auto bits = static_cast<unsigned>(64 - __builtin_clzll(value | 1));
  if (bits <= 56) [[likely]]
    return write_short_varint(to, value, (bits + 6) / 7);
  store(to, spread(value & ((std::uint64_t{1} << 56) - 1)) | continue_bits);
  const std::uint64_t high = value >> 56;
  const bool longest = high > 127;
  to[8] = static_cast<Byte>(high | (longest ? 128 : 0));
  to[9] = static_cast<Byte>(high >> 7);
  return to + 9 + longest;
}

[[gnu::always_inline]] inline Byte* write_byte(Byte* to, unsigned value) {
  *to = static_cast<Byte>(value);
  return to + 1;
}

[[gnu::always_inline]] inline Byte* write_stop(Byte* to) { return write_byte(to, 0); }

[[gnu::always_inline]] inline Byte* write_integer(Byte* to, Type type, std::int32_t value) {
  *to = next(type);
  return write_varint(to + 1, zigzag(value));
}

[[gnu::always_inline]] inline Byte* write_i64(Byte* to, std::int64_t value) {
  *to = next(i64);
  return write_varint(to + 1, zigzag(value));
}

[[gnu::always_inline]] inline Byte* write_double(Byte* to, double value) {
  *to = next(real);
  store(to + 1, std::bit_cast<std::uint64_t>(value));
  return to + 9;
}

/// Length and bytes, without a field header.
[[gnu::always_inline]] inline Byte* write_bare_text(Byte* to, const std::string& value) {
  if (value.size() < 128) [[likely]]
    to = write_byte(to, static_cast<unsigned>(value.size()));
  else
    to = write_varint(to, static_cast<std::uint32_t>(value.size()));
  return copy(to, value);
}

[[gnu::always_inline]] inline Byte* write_text(Byte* to, const std::string& value) {
  return write_bare_text(write_byte(to, next(text)), value);
}

/// A list's field header, count and element type.
[[gnu::always_inline]] inline Byte* write_list(Byte* to, Type element, std::size_t count) {
  to = write_byte(to, next(list));
  if (count < 15) return write_byte(to, static_cast<unsigned>(count << 4 | element));
  to = write_byte(to, 0xf0U | element);
  return write_varint(to, static_cast<std::uint32_t>(count));
}

// Values, read. A varint takes up to ten bytes without asking whether they are there: past the end
// lies padding, and what follows the varint finds out.

[[gnu::always_inline]] inline void read_byte(Input& in, unsigned value) {
  expect(*in.at++ == value);
}

[[gnu::always_inline]] inline void read_stop(Input& in) { read_byte(in, 0); }

[[gnu::always_inline]] inline std::uint64_t read_varint(Input& in) {
  const auto word = load<std::uint64_t>(in.at);
  const std::uint64_t stops = ~word & continue_bits;
  if (stops != 0) [[likely]] {
    in.at += (static_cast<unsigned>(__builtin_ctzll(stops)) + 1) >> 3;
    return gather(word & (stops ^ (stops - 1)));
  }
  const std::uint64_t eighth = in.at[8];
  const std::uint64_t value = gather(word) | (eighth & 127) << 56;
  if (eighth < 128) {
    in.at += 9;
    return value;
  }
  const std::uint64_t ninth = in.at[9];
  if (ninth > 1) unexpected();
  in.at += 10;
  return value | ninth << 63;
}

[[gnu::always_inline]] inline std::int64_t read_integer(Input& in, Type type) {
  read_byte(in, next(type));
  return unzigzag(read_varint(in));
}

[[gnu::always_inline]] inline std::int32_t read_i32(Input& in) {
  return static_cast<std::int32_t>(read_integer(in, i32));
}

[[gnu::always_inline]] inline std::int16_t read_i16(Input& in) {
  return static_cast<std::int16_t>(read_integer(in, i16));
}

[[gnu::always_inline]] inline double read_double(Input& in) {
  read_byte(in, next(real));
  const auto value = std::bit_cast<double>(load<std::uint64_t>(in.at));
  in.at += 8;
  return value;
}

[[gnu::always_inline]] inline bool read_bool(Input& in) {
  const Byte header = *in.at++;
  expect(header == next(yes) || header == next(no));
  return header == next(yes);
}

/// Reads a varint of which no byte may lie behind the end.
[[gnu::always_inline]] inline std::uint64_t read_varint_within(Input& in) {
  need(in, 5);
  Byte copy[16] = {};
  std::memcpy(copy, in.at, std::min<std::size_t>(10, in.left()));
  Input part{copy, copy + sizeof copy};
  const std::uint64_t value = read_varint(part);
  in.at += part.at - copy;
  return value;
}

/// Length and bytes, without a field header.
[[gnu::always_inline]] inline void read_bare_text(Input& in, std::string& value) {
  need(in, 1);
  std::uint64_t size = 0;
  if (*in.at < 128) [[likely]]
    size = *in.at++;
  else
    size = read_varint_within(in);
  take_text(in, size, value);
}

[[gnu::always_inline]] inline void read_text(Input& in, std::string& value) {
  read_byte(in, next(text));
  read_bare_text(in, value);
}

/// A list's count: no larger than what is left, at a byte an element.
[[gnu::always_inline]] inline std::uint32_t read_list(Input& in, Type element) {
  need(in, 2);
  read_byte(in, next(list));
  const Byte head = *in.at++;
  expect((head & 15) == element);
  std::uint32_t count = head >> 4;
  if (count == 15) count = static_cast<std::uint32_t>(read_varint(in));
  need(in, count);
  return count;
}

/// Ends the decoding when it has gone past the end.
[[gnu::always_inline]] inline void expect_within(const Input& in) {
  if (in.at > in.end) unexpected();
}

// The messages.

inline Byte* encode(Output& out, Byte* to, const Small& value) {
  to = out.need(to, 64 + value.s.size());
  to = write_integer(to, i32, value.a);
  to = write_i64(to, value.b);
  to = write_byte(to, next(value.c ? yes : no));
  to = write_double(to, value.d);
  to = write_text(to, value.s);
  to = write_integer(to, i32, static_cast<std::int32_t>(value.e));
  return write_stop(to);
}

inline void decode(Input& in, Small& value) {
  need(in, 1);
  value.a = read_i32(in);
  value.b = read_integer(in, i64);
  value.c = read_bool(in);
  value.d = read_double(in);
  read_text(in, value.s);
  value.e = static_cast<Color>(read_i32(in));
  read_stop(in);
  expect_within(in);
}

inline Byte* encode(Output& out, Byte* to, const Call& value) {
  const Work& work = value.args.w;
  to = out.need(to, 96 + value.name.size() + (work.comment ? work.comment->size() : 0));
  store(to, call_header);
  to = write_varint(to + 2, static_cast<std::uint32_t>(value.seqid));
  to = write_bare_text(to, value.name);
  to = write_integer(to, i32, value.args.logid);
  to = write_byte(to, next(structure));
  to = write_integer(to, i32, work.num1);
  to = write_integer(to, i32, work.num2);
  to = write_integer(to, i32, static_cast<std::int32_t>(work.op));
  if (work.comment) to = write_text(to, *work.comment);
  to = write_stop(to);
  return write_stop(to);
}

inline void decode(Input& in, Call& value) {
  need(in, 4);
  expect(load<std::uint16_t>(in.at) == call_header);
  in.at += 2;
  value.seqid = static_cast<std::int32_t>(read_varint(in));
  read_bare_text(in, value.name);
  value.args.logid = read_i32(in);
  read_byte(in, next(structure));
  Work& work = value.args.w;
  work.num1 = read_i32(in);
  work.num2 = read_i32(in);
  work.op = static_cast<Operation>(read_i32(in));
  if (*in.at != 0) [[unlikely]]
    read_text(in, work.comment.emplace());
  read_stop(in);
  read_stop(in);
  expect_within(in);
}

inline Byte* encode(Output& out, Byte* to, const Rects& value) {
  to = out.need(to, 16 + value.v.size() * 25);
  to = write_list(to, structure, value.v.size());
  for (const Rect& rect : value.v) {
    to = write_integer(to, i32, rect.x);
    to = write_integer(to, i32, rect.y);
    to = write_integer(to, i32, rect.width);
    to = write_integer(to, i32, rect.height);
    to = write_stop(to);
  }
  return write_stop(to);
}

inline void decode(Input& in, Rects& value) {
  value.v.resize(read_list(in, structure));
  for (Rect& rect : value.v) {
    need(in, 9);
    rect.x = read_i32(in);
    rect.y = read_i32(in);
    rect.width = read_i32(in);
    rect.height = read_i32(in);
    read_stop(in);
  }
  read_stop(in);
}

[[gnu::always_inline]] inline Byte* write(Byte* to, const Vec3& value) {
  to = write_double(to, value.x);
  to = write_double(to, value.y);
  to = write_double(to, value.z);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Vec3& value) {
  need(in, vec3_size);
  value.x = read_double(in);
  value.y = read_double(in);
  value.z = read_double(in);
  read_stop(in);
}

[[gnu::always_inline]] inline Byte* write(Byte* to, const Weapon& value) {
  to = write_text(to, value.name);
  to = write_integer(to, i16, value.damage);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Weapon& value) {
  need(in, 3);
  read_text(in, value.name);
  need(in, 3);
  value.damage = read_i16(in);
  read_stop(in);
}

/// At most this many bytes.
[[gnu::always_inline]] inline std::size_t bound_of(const Monster& value) {
  std::size_t size = 256 + value.name.size() + value.inventory.size() + value.equipped.name.size() +
                     value.path.size() * vec3_size;
  for (const Weapon& weapon : value.weapons) size += 16 + weapon.name.size();
  return size;
}

[[gnu::always_inline]] inline Byte* write(Byte* to, const Monster& value) {
  to = write_byte(to, next(structure));
  to = write(to, value.pos);
  to = write_integer(to, i16, value.mana);
  to = write_integer(to, i16, value.hp);
  to = write_text(to, value.name);
  to = write_text(to, value.inventory);
  to = write_integer(to, i32, static_cast<std::int32_t>(value.color));
  to = write_list(to, structure, value.weapons.size());
  for (const Weapon& weapon : value.weapons) to = write(to, weapon);
  to = write_byte(to, next(structure));
  to = write(to, value.equipped);
  to = write_list(to, structure, value.path.size());
  for (const Vec3& point : value.path) to = write(to, point);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Monster& value) {
  need(in, 30);
  read_byte(in, next(structure));
  read(in, value.pos);
  need(in, 6);
  value.mana = read_i16(in);
  value.hp = read_i16(in);
  read_text(in, value.name);
  read_text(in, value.inventory);
  need(in, 3);
  value.color = static_cast<Color>(read_i32(in));
  value.weapons.resize(read_list(in, structure));
  for (Weapon& weapon : value.weapons) read(in, weapon);
  read_byte(in, next(structure));
  read(in, value.equipped);
  value.path.resize(read_list(in, structure));
  for (Vec3& point : value.path) read(in, point);
  need(in, 1);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Monsters& value) {
  to = out.need(to, 16);
  to = write_list(to, structure, value.v.size());
  for (const Monster& monster : value.v) {
    to = out.need(to, bound_of(monster));
    to = write(to, monster);
  }
  return write_stop(to);
}

inline void decode(Input& in, Monsters& value) {
  value.v.resize(read_list(in, structure));
  for (Monster& monster : value.v) read(in, monster);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Integers& value) {
  to = out.need(to, 16 + value.v.size() * 10);
  to = write_list(to, i64, value.v.size());
  for (const std::int64_t number : value.v) to = write_varint(to, zigzag(number));
  return write_stop(to);
}

inline void decode(Input& in, Integers& value) {
  const std::uint32_t count = read_list(in, i64);
  value.v.resize(count);
  std::int64_t* numbers = value.v.data();
  for (std::uint32_t i = 0; i < count; ++i) {
    expect(in.at < in.end);
    numbers[i] = unzigzag(read_varint(in));
  }
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Doubles& value) {
  const std::size_t size = value.v.size() * 8;
  to = out.need(to, 16 + size);
  to = write_list(to, real, value.v.size());
  std::memcpy(to, value.v.data(), size);
  return write_stop(to + size);
}

inline void decode(Input& in, Doubles& value) {
  const std::size_t count = read_list(in, real);
  need(in, count * 8);
  // Not aligned, which the memmove that `assign` becomes does not ask for; a resize would zero
  // first.
  const auto* numbers = reinterpret_cast<const double*>(in.at);
  value.v.assign(numbers, numbers + count);
  in.at += count * 8;
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Blob& value) {
  to = out.need(to, 16 + value.v.size());
  to = write_text(to, value.v);
  return write_stop(to);
}

inline void decode(Input& in, Blob& value) {
  read_text(in, value.v);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const StringMap& value) {
  to = out.need(to, 16);
  to = write_byte(to, next(map));
  to = write_varint(to, static_cast<std::uint32_t>(value.v.size()));
  to = write_byte(to, unsigned{text} << 4 | i32);
  for (const auto& [key, number] : value.v) {
    to = out.need(to, key.size() + 16);
    to = write_bare_text(to, key);
    to = write_varint(to, zigzag(number));
  }
  return write_stop(to);
}

inline void decode(Input& in, StringMap& value) {
  read_byte(in, next(map));
  const auto count = static_cast<std::uint32_t>(read_varint(in));
  read_byte(in, unsigned{text} << 4 | i32);
  need(in, count);
  value.v.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    need(in, 1);
    const auto size =
        static_cast<std::uint32_t>(*in.at < 128 ? std::uint64_t{*in.at++} : read_varint(in));
    need(in, std::size_t{size} + 1);
    const char* key = reinterpret_cast<const char*>(in.at);
    in.at += size;
    const auto number = static_cast<std::int32_t>(unzigzag(read_varint(in)));
    value.v.emplace_hint(value.v.end(), std::piecewise_construct, std::forward_as_tuple(key, size),
                         std::forward_as_tuple(number));
  }
  read_stop(in);
}

}  // namespace bench::limit::compact
