// SPDX-License-Identifier: Apache-2.0
#pragma once
// How fast can Binary be for exactly these messages? Written by hand as templates over field lists
// could emit it: one check of the room a struct, header and value in one store, fields in the
// predicted order, no SIMD.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "limit.hpp"
#include "messages.hpp"

namespace bench::limit::binary {

enum Type : Byte {
  boolean = 2,
  real = 4,
  i16 = 6,
  i32 = 8,
  i64 = 10,
  text = 11,
  structure = 12,
  map = 13,
  list = 15,
};

inline constexpr std::uint32_t call_header = 0x80010001;
inline constexpr std::size_t header_size = 3;
inline constexpr std::size_t vec3_size = 3 * 11 + 1;
inline constexpr std::size_t rect_size = 4 * 7 + 1;

// Values, written. Each store may reach past the value: the output has slack.

[[gnu::always_inline]] inline Byte* write_header(Byte* to, Type type, std::uint16_t id) {
  store(to, swap(std::uint32_t{type} << 24 | std::uint32_t{id} << 8));
  return to + header_size;
}

[[gnu::always_inline]] inline Byte* write_stop(Byte* to) {
  *to = 0;
  return to + 1;
}

[[gnu::always_inline]] inline Byte* write_bool(Byte* to, std::uint16_t id, bool value) {
  store(to, swap(std::uint32_t{boolean} << 24 | std::uint32_t{id} << 8 | std::uint32_t{value}));
  return to + 4;
}

[[gnu::always_inline]] inline Byte* write_i16(Byte* to, std::uint16_t id, std::int16_t value) {
  store(to, swap(std::uint64_t{i16} << 56 | std::uint64_t{id} << 40 |
                 std::uint64_t{static_cast<std::uint16_t>(value)} << 24));
  return to + 5;
}

[[gnu::always_inline]] inline Byte* write_32(Byte* to, Type type, std::uint16_t id,
                                             std::uint32_t value) {
  store(to, swap(std::uint64_t{type} << 56 | std::uint64_t{id} << 40 | std::uint64_t{value} << 8));
  return to + 7;
}

[[gnu::always_inline]] inline Byte* write_i32(Byte* to, std::uint16_t id, std::int32_t value) {
  return write_32(to, i32, id, static_cast<std::uint32_t>(value));
}

[[gnu::always_inline]] inline Byte* write_i64(Byte* to, std::uint16_t id, std::int64_t value) {
  to = write_header(to, i64, id);
  store(to, swap(static_cast<std::uint64_t>(value)));
  return to + 8;
}

[[gnu::always_inline]] inline Byte* write_double(Byte* to, std::uint16_t id, double value) {
  to = write_header(to, real, id);
  store(to, swap(std::bit_cast<std::uint64_t>(value)));
  return to + 8;
}

[[gnu::always_inline]] inline Byte* write_text(Byte* to, std::uint16_t id,
                                               const std::string& value) {
  to = write_32(to, text, id, static_cast<std::uint32_t>(value.size()));
  return copy(to, value);
}

/// A list's field header, element type and count.
[[gnu::always_inline]] inline Byte* write_list(Byte* to, std::uint16_t id, Type element,
                                               std::size_t count) {
  to = write_header(to, list, id);
  store(to, swap(std::uint64_t{element} << 56 | std::uint64_t{static_cast<std::uint32_t>(count)}
                                                    << 24));
  return to + 5;
}

// Values, read. The caller has checked that the header and the value, where its size is fixed, are
// there.

[[gnu::always_inline]] inline void expect_header(const Input& in, Type type, std::uint16_t id) {
  const std::uint32_t header = std::uint32_t{type} | std::uint32_t{id} << 16;
  expect((load<std::uint32_t>(in.at) & 0xffffff) == header);
}

[[gnu::always_inline]] inline void read_header(Input& in, Type type, std::uint16_t id) {
  expect_header(in, type, id);
  in.at += header_size;
}

[[gnu::always_inline]] inline void read_stop(Input& in) { expect(*in.at++ == 0); }

[[gnu::always_inline]] inline bool read_bool(Input& in, std::uint16_t id) {
  expect_header(in, boolean, id);
  const bool value = in.at[3] != 0;
  in.at += 4;
  return value;
}

[[gnu::always_inline]] inline std::int16_t read_i16(Input& in, std::uint16_t id) {
  expect_header(in, i16, id);
  const auto value = static_cast<std::int16_t>(swap(load<std::uint16_t>(in.at + 3)));
  in.at += 5;
  return value;
}

[[gnu::always_inline]] inline std::int32_t read_i32(Input& in, std::uint16_t id) {
  expect_header(in, i32, id);
  const auto value = static_cast<std::int32_t>(swap(load<std::uint32_t>(in.at + 3)));
  in.at += 7;
  return value;
}

[[gnu::always_inline]] inline std::uint64_t read_64(Input& in, Type type, std::uint16_t id) {
  expect_header(in, type, id);
  const std::uint64_t value = swap(load<std::uint64_t>(in.at + 3));
  in.at += 11;
  return value;
}

[[gnu::always_inline]] inline std::int64_t read_i64(Input& in, std::uint16_t id) {
  return static_cast<std::int64_t>(read_64(in, i64, id));
}

[[gnu::always_inline]] inline double read_double(Input& in, std::uint16_t id) {
  return std::bit_cast<double>(read_64(in, real, id));
}

[[gnu::always_inline]] inline void read_text(Input& in, std::uint16_t id, std::string& value) {
  expect_header(in, text, id);
  const std::uint32_t size = swap(load<std::uint32_t>(in.at + 3));
  in.at += 7;
  take_text(in, size, value);
}

/// A list's count: no larger than what is left, at `least` bytes an element.
[[gnu::always_inline]] inline std::uint32_t read_list(Input& in, std::uint16_t id, Type element,
                                                      std::size_t least) {
  need(in, 8);
  expect_header(in, list, id);
  expect(in.at[3] == element);
  const std::uint32_t count = swap(load<std::uint32_t>(in.at + 4));
  in.at += 8;
  need(in, count * least);
  return count;
}

// The messages.

inline Byte* encode(Output& out, Byte* to, const Small& value) {
  to = out.need(to, 64 + value.s.size());
  to = write_i32(to, 1, value.a);
  to = write_i64(to, 2, value.b);
  to = write_bool(to, 3, value.c);
  to = write_double(to, 4, value.d);
  to = write_text(to, 5, value.s);
  to = write_i32(to, 6, static_cast<std::int32_t>(value.e));
  return write_stop(to);
}

inline void decode(Input& in, Small& value) {
  need(in, 7 + 11 + 4 + 11 + 7 + 7 + 1);
  value.a = read_i32(in, 1);
  value.b = read_i64(in, 2);
  value.c = read_bool(in, 3);
  value.d = read_double(in, 4);
  read_text(in, 5, value.s);
  need(in, 8);
  value.e = static_cast<Color>(read_i32(in, 6));
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Call& value) {
  const Work& work = value.args.w;
  to = out.need(to, 96 + value.name.size() + (work.comment ? work.comment->size() : 0));
  store(to, swap(call_header));
  store(to + 4, swap(static_cast<std::uint32_t>(value.name.size())));
  to = copy(to + 8, value.name);
  store(to, swap(static_cast<std::uint32_t>(value.seqid)));
  to = write_i32(to + 4, 1, value.args.logid);
  to = write_header(to, structure, 2);
  to = write_i32(to, 1, work.num1);
  to = write_i32(to, 2, work.num2);
  to = write_i32(to, 3, static_cast<std::int32_t>(work.op));
  if (work.comment) to = write_text(to, 4, *work.comment);
  to = write_stop(to);
  return write_stop(to);
}

inline void decode(Input& in, Call& value) {
  need(in, 12);
  expect(load<std::uint32_t>(in.at) == swap(call_header));
  const std::uint32_t size = swap(load<std::uint32_t>(in.at + 4));
  in.at += 8;
  need(in, std::size_t{size} + 4);
  value.name.assign(reinterpret_cast<const char*>(in.at), size);
  in.at += size;
  value.seqid = static_cast<std::int32_t>(swap(load<std::uint32_t>(in.at)));
  in.at += 4;
  need(in, 7 + 3 + 3 * 7 + 2);
  value.args.logid = read_i32(in, 1);
  read_header(in, structure, 2);
  Work& work = value.args.w;
  work.num1 = read_i32(in, 1);
  work.num2 = read_i32(in, 2);
  work.op = static_cast<Operation>(read_i32(in, 3));
  if (*in.at != 0) [[unlikely]] {
    need(in, 8);
    read_text(in, 4, work.comment.emplace());
  }
  read_stop(in);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Rects& value) {
  to = out.need(to, 16 + value.v.size() * rect_size);
  to = write_list(to, 1, structure, value.v.size());
  for (const Rect& rect : value.v) {
    to = write_i32(to, 1, rect.x);
    to = write_i32(to, 2, rect.y);
    to = write_i32(to, 3, rect.width);
    to = write_i32(to, 4, rect.height);
    to = write_stop(to);
  }
  return write_stop(to);
}

inline void decode(Input& in, Rects& value) {
  value.v.resize(read_list(in, 1, structure, 1));
  for (Rect& rect : value.v) {
    need(in, rect_size + 1);
    rect.x = read_i32(in, 1);
    rect.y = read_i32(in, 2);
    rect.width = read_i32(in, 3);
    rect.height = read_i32(in, 4);
    read_stop(in);
  }
  read_stop(in);
}

[[gnu::always_inline]] inline Byte* write(Byte* to, const Vec3& value) {
  to = write_double(to, 1, value.x);
  to = write_double(to, 2, value.y);
  to = write_double(to, 3, value.z);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Vec3& value) {
  need(in, vec3_size);
  value.x = read_double(in, 1);
  value.y = read_double(in, 2);
  value.z = read_double(in, 3);
  read_stop(in);
}

[[gnu::always_inline]] inline Byte* write(Byte* to, const Weapon& value) {
  to = write_text(to, 1, value.name);
  to = write_i16(to, 2, value.damage);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Weapon& value) {
  need(in, 8);
  read_text(in, 1, value.name);
  need(in, 6);
  value.damage = read_i16(in, 2);
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
  to = write_header(to, structure, 1);
  to = write(to, value.pos);
  to = write_i16(to, 2, value.mana);
  to = write_i16(to, 3, value.hp);
  to = write_text(to, 4, value.name);
  to = write_text(to, 5, value.inventory);
  to = write_i32(to, 6, static_cast<std::int32_t>(value.color));
  to = write_list(to, 7, structure, value.weapons.size());
  for (const Weapon& weapon : value.weapons) to = write(to, weapon);
  to = write_header(to, structure, 8);
  to = write(to, value.equipped);
  to = write_list(to, 9, structure, value.path.size());
  for (const Vec3& point : value.path) to = write(to, point);
  return write_stop(to);
}

[[gnu::always_inline]] inline void read(Input& in, Monster& value) {
  need(in, header_size + vec3_size + 2 * 5 + 8);
  read_header(in, structure, 1);
  read(in, value.pos);
  value.mana = read_i16(in, 2);
  value.hp = read_i16(in, 3);
  read_text(in, 4, value.name);
  need(in, 8);
  read_text(in, 5, value.inventory);
  need(in, 8);
  value.color = static_cast<Color>(read_i32(in, 6));
  value.weapons.resize(read_list(in, 7, structure, 1));
  for (Weapon& weapon : value.weapons) read(in, weapon);
  need(in, 8);
  read_header(in, structure, 8);
  read(in, value.equipped);
  value.path.resize(read_list(in, 9, structure, 1));
  for (Vec3& point : value.path) read(in, point);
  need(in, 1);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Monsters& value) {
  to = out.need(to, 16);
  to = write_list(to, 1, structure, value.v.size());
  for (const Monster& monster : value.v) {
    to = out.need(to, bound_of(monster));
    to = write(to, monster);
  }
  return write_stop(to);
}

inline void decode(Input& in, Monsters& value) {
  value.v.resize(read_list(in, 1, structure, 1));
  for (Monster& monster : value.v) read(in, monster);
  read_stop(in);
}

/// Iterates over big-endian words as numbers, so that `vector::assign` fills memory that it need
/// not zero first.
template <class Number>
class BigEndianIterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Number;
  using difference_type = std::ptrdiff_t;
  using pointer = const Number*;
  using reference = Number;

  explicit BigEndianIterator(const Byte* at) : at_(at) {}

  Number operator*() const { return std::bit_cast<Number>(swap(load<std::uint64_t>(at_))); }
  Number operator[](std::ptrdiff_t n) const { return *(*this + n); }
  BigEndianIterator& operator+=(std::ptrdiff_t n) {
    at_ += 8 * n;
    return *this;
  }
  BigEndianIterator& operator++() { return *this += 1; }
  BigEndianIterator& operator--() { return *this += -1; }
  BigEndianIterator operator++(int) {
    const BigEndianIterator old = *this;
    ++*this;
    return old;
  }
  BigEndianIterator operator+(std::ptrdiff_t n) const { return BigEndianIterator(at_ + 8 * n); }
  BigEndianIterator operator-(std::ptrdiff_t n) const { return BigEndianIterator(at_ - 8 * n); }
  friend std::ptrdiff_t operator-(BigEndianIterator a, BigEndianIterator b) {
    return (a.at_ - b.at_) / 8;
  }
  friend bool operator==(BigEndianIterator a, BigEndianIterator b) { return a.at_ == b.at_; }
  friend bool operator<(BigEndianIterator a, BigEndianIterator b) { return a.at_ < b.at_; }

 private:
  const Byte* at_;
};

template <class Number>
[[gnu::always_inline]] inline Byte* encode_numbers(Output& out, Byte* to, Type type,
                                                   const std::vector<Number>& numbers) {
  const Number* from = numbers.data();  // kept here, as the stores could change the vector
  const std::size_t count = numbers.size();
  to = out.need(to, 16 + count * 8);
  to = write_list(to, 1, type, count);
  for (std::size_t i = 0; i < count; ++i)
    store(to + i * 8, swap(std::bit_cast<std::uint64_t>(from[i])));
  return write_stop(to + count * 8);
}

template <class Number>
[[gnu::always_inline]] inline void decode_numbers(Input& in, Type type,
                                                  std::vector<Number>& numbers) {
  using Iterator = BigEndianIterator<Number>;
  const std::size_t size = read_list(in, 1, type, 8) * std::size_t{8};
  numbers.assign(Iterator(in.at), Iterator(in.at + size));
  in.at += size;
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const Integers& value) {
  return encode_numbers(out, to, i64, value.v);
}
inline void decode(Input& in, Integers& value) { decode_numbers(in, i64, value.v); }

inline Byte* encode(Output& out, Byte* to, const Doubles& value) {
  return encode_numbers(out, to, real, value.v);
}
inline void decode(Input& in, Doubles& value) { decode_numbers(in, real, value.v); }

inline Byte* encode(Output& out, Byte* to, const Blob& value) {
  to = out.need(to, 16 + value.v.size());
  to = write_text(to, 1, value.v);
  return write_stop(to);
}

inline void decode(Input& in, Blob& value) {
  need(in, 8);
  read_text(in, 1, value.v);
  read_stop(in);
}

inline Byte* encode(Output& out, Byte* to, const StringMap& value) {
  to = out.need(to, 16);
  to = write_header(to, map, 1);
  to[0] = text;
  to[1] = i32;
  store(to + 2, swap(static_cast<std::uint32_t>(value.v.size())));
  to += 6;
  for (const auto& [key, number] : value.v) {
    to = out.need(to, key.size() + 16);
    store(to, swap(static_cast<std::uint32_t>(key.size())));
    to = copy(to + 4, key);
    store(to, swap(static_cast<std::uint32_t>(number)));
    to += 4;
  }
  return write_stop(to);
}

inline void decode(Input& in, StringMap& value) {
  need(in, 9);
  expect_header(in, map, 1);
  const std::uint32_t count = swap(load<std::uint32_t>(in.at + 5));
  in.at += 9;
  need(in, count);
  value.v.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    need(in, 8);
    const std::uint32_t size = swap(load<std::uint32_t>(in.at));
    in.at += 4;
    need(in, std::size_t{size} + 4);
    const auto number = static_cast<std::int32_t>(swap(load<std::uint32_t>(in.at + size)));
    value.v.emplace_hint(value.v.end(), std::piecewise_construct,
                         std::forward_as_tuple(reinterpret_cast<const char*>(in.at), size),
                         std::forward_as_tuple(number));
    in.at += size + 4;
  }
  read_stop(in);
}

}  // namespace bench::limit::binary
