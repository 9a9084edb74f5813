// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens when a record is not as predicted? Its fields are looked up, in any order, by a
// table that is data: one loop serves all records of a protocol.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

#include <seathrift/codec/field_table.hpp>
#include <seathrift/codec/seen.hpp>
#include <seathrift/codec/settle.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

template <Protocol P, class T>
inline constexpr RecordTable table_of = make_record_table(field_table<P, T>.data(), names_of<T>,
                                                          new_record<T>, restorer_of<T>());

/// The place of the field with an id, or the number of fields where there is none. They stand in
/// the order of their ids; the one at `next` is looked at first.
[[nodiscard]] SEATHRIFT_NOINLINE inline std::size_t place_of(std::int32_t id,
                                                             const RecordTable& table,
                                                             std::size_t next) noexcept {
  const auto id_at = [&table](std::size_t i) { return id_of(table.fields[i].code); };
  std::size_t from = 0;
  std::size_t until = table.size;
  // What a newer version has added, mostly.
  if (until == 0 || id_at(until - 1) < id) return table.size;
  if (next < until) {
    if (id_at(next) == id) return next;
    (id_at(next) < id ? from : until) = next;
  }
  while (from < until) {
    const std::size_t middle = (from + until) / 2;
    if (id_at(middle) < id)
      from = middle + 1;
    else
      until = middle;
  }
  return from < table.size && id_at(from) == id ? from : table.size;
}

/// A protocol that reads heads and numbers faster where `near_window` bytes are there.
template <class P>
concept Peeking = requires {
  P::near_window;
  P::near_head;
};

template <Protocol P>
SEATHRIFT_ALWAYS_INLINE bool peek_key(const std::byte*& at, std::int32_t last, std::uint32_t& key,
                                      bool& flag) {
  if constexpr (Peeking<P>) return P::peek_key(at, last, key, flag);
  return false;
}
template <Protocol P, class Number>
SEATHRIFT_ALWAYS_INLINE bool peek_number(const std::byte*& at, Number& number) {
  if constexpr (Peeking<P>) return P::read_near(at, number);
  return false;
}
template <class P>
inline constexpr std::size_t near_window = 0;
template <Peeking P>
inline constexpr std::size_t near_window<P> = P::near_window;
template <class P>
inline constexpr std::size_t near_head = 0;
template <Peeking P>
inline constexpr std::size_t near_head<P> = P::near_head;

/// The last place in `in` that has so many bytes.
SEATHRIFT_ALWAYS_INLINE std::uintptr_t last_with(const Input& in, std::size_t bytes) {
  return reinterpret_cast<std::uintptr_t>(in.end) - bytes;
}

/// Reads a number to where one of the type, or an enum of its width, stands. Where it is not `near`
/// the end, the protocol's window is there.
template <Protocol P, class Number>
SEATHRIFT_ALWAYS_INLINE const std::byte* read_number(Input& in, const std::byte* at, void* to,
                                                     bool near) {
  Number number{};
  if (near || !peek_number<P>(at, number)) [[unlikely]] {
    at = P::read_scalar(in, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  std::memcpy(to, &number, sizeof number);
  return at;
}

/// What boost::uuids::uuid is, where its header may not be included.
struct UuidBytes {
  unsigned char data[16];
};

template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* read_text(Input& in, const std::byte* at, void* to) {
  std::size_t size = 0;
  at = P::read_string(in, at, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  static_cast<std::string*>(to)->assign(reinterpret_cast<const char*>(at), size);
  return at + size;
}

/// Reads the value of a field that is known.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE const std::byte* read_known(Input& in, const std::byte* at,
                                                    const FieldEntry& field, std::uint64_t code,
                                                    void* member, bool flag, bool near) {
  if ((code & code::optional) != 0) [[unlikely]]
    member = field.type->engage(member);
  switch (way_of(code)) {
    case Way::boolean:
      if constexpr (!P::bool_in_field) return read_number<P, bool>(in, at, member, near);
      *static_cast<bool*>(member) = flag;
      return at;
    case Way::i8:
      return read_number<P, std::int8_t>(in, at, member, near);
    case Way::i16:
      return read_number<P, std::int16_t>(in, at, member, near);
    case Way::i32:
      return read_number<P, std::int32_t>(in, at, member, near);
    case Way::i64:
      return read_number<P, std::int64_t>(in, at, member, near);
    case Way::real:
      return read_number<P, double>(in, at, member, near);
    case Way::uuid:
      return read_number<P, UuidBytes>(in, at, member, true);
    case Way::text:
      return read_text<P>(in, at, member);
    case Way::called:
      return field.type->decode(in, at, member, flag);
  }
  __builtin_unreachable();
}

/// Passes over the value of a field that is not known, and is no number or text; its head begins at
/// `head`.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* pass_over_rare(Input& in, const std::byte* at, Type type,
                                                   const std::byte* head) {
  if constexpr (requires { P::has_type(type); }) {
    if (!P::has_type(type)) [[unlikely]] {
      FieldHead field;
      std::int32_t last = 0;
      return P::read_field(in, head, last, field);
    }
  }
  return skip_value<P>(in, at, type);
}

/// Passes over the value of a field that is not known; its head begins at `head`.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE const std::byte* pass_over(Input& in, const std::byte* at, Type type,
                                                   const std::byte* head) {
  constexpr auto bit = [](Type each) { return std::uint64_t{1} << static_cast<unsigned>(each); };
  constexpr std::uint64_t plain = bit(Type::i8) | bit(Type::i16) | bit(Type::i32) | bit(Type::i64) |
                                  bit(Type::real) | bit(Type::string) | bit(Type::uuid) |
                                  (P::bool_in_field ? 0 : bit(Type::boolean));
  if ((plain >> (static_cast<unsigned>(type) & 63) & 1) != 0 && static_cast<unsigned>(type) < 64)
      [[likely]]
    return P::skip_scalar(in, at, type);
  if (P::bool_in_field && type == Type::boolean) return at;
  return pass_over_rare<P>(in, at, type, head);
}

/// A field's head: its type, which may be one that there is not, its id, and the value of a
/// boolean.
struct KeyRead {
  const std::byte* behind;
  std::uint32_t key;
  bool flag;
};

/// Reads a field's head near the end of the message, or one that is rare.
template <Protocol P>
SEATHRIFT_COLD KeyRead read_rare_key(Input& in, const std::byte* at, std::int32_t last) {
  FieldHead field;
  at = P::read_field(in, at, last, field);
  return {at, field_key(field.type, field.id), field.value};
}

/// Reads fields from the k-th on until the record ends. `members` are the fields' addresses, in the
/// order of the table, and that of the record.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* search_fields(Input& in, const std::byte* at,
                                                  void* const* members, const RecordTable& table,
                                                  std::size_t k, std::int32_t last) {
  if (at == nullptr) return blame(in, table.names, k);
  const FieldEntry* const fields = table.fields;
  const std::size_t size = table.size;
  const auto first_id = static_cast<std::uint32_t>(table.first_id);
  const std::uintptr_t far = last_with(in, near_window<P>);
  const std::uintptr_t farthest = last_with(in, near_head<P>);
  Seen seen(k, size);
  std::uint64_t head = seen.head();
  std::size_t next = k;
  for (;;) {
    std::uint32_t key = 0;
    bool flag = false;
    const std::byte* from = at;
    const auto place = reinterpret_cast<std::uintptr_t>(at);
    bool near = place > far;
    const bool is_last = place > farthest;
    if (is_last && at != in.end && *at == std::byte{0}) [[unlikely]]
      break;
    if (is_last || !peek_key<P>(from, last, key, flag)) [[unlikely]] {
      const KeyRead read = read_rare_key<P>(in, at, last);
      from = read.behind;
      if (from == nullptr) [[unlikely]]
        return blame(in, table.names, size);
      key = read.key;
      flag = read.flag;
      near = true;  // the head may have taken all of the window
    }
    // Where ids follow each other, they tell the places.
    std::size_t i = (key - first_id) & 0xffff;
    std::uint64_t code = 0;
    if (i >= size || static_cast<std::uint32_t>(code = fields[i].code) != key) [[unlikely]] {
      if (is_stop(key)) break;
      i = table.is_dense ? size : place_of(id_of(key), table, next);
      code = fields[i].code;
      if (static_cast<std::uint32_t>(code) != key) {
        last = id_of(key);
        at = pass_over<P>(in, from, static_cast<Type>(key >> 16), at);
        if (at == nullptr) [[unlikely]]
          return blame(in, table.names, size);
        continue;
      }
    }
    if constexpr (P::field_head != P::max_field_head) last = id_of(key);
    next = i + 1;
    if (i < 64) [[likely]]
      head |= std::uint64_t{1} << (i & 63);
    else
      seen.set(i);
    at = read_known<P>(in, from, fields[i], code, members[i], P::bool_in_field && flag, near);
    if (at == nullptr) [[unlikely]]
      return blame(in, table.names, i);
  }
  ++at;
  seen.head() = head;
  if (seen.all(size)) return at;
  return settle(in, at, {table, members[size], members, seen});
}

// ---- the search in a constant expression, where there are no addresses without a type

template <Protocol P, class T, class F>
constexpr bool search_field(Input& in, const std::byte*& at, T& value, const FieldHead& field) {
  if (F::id != field.id || type_of<typename F::type>() != field.type) return false;
  at = decode_into<P>(in, at, F::get(value), field.value);
  return true;
}

/// Gives a field that was not met the value of a new record; false for one that is required.
template <class F, class T>
constexpr bool settle(T& value, T& fresh, bool met) {
  if (!met) restore(F::get(value), F::get(fresh));
  return met || !F::required;
}

template <Protocol P, class T, class... F>
constexpr const std::byte* search_constant(Input& in, const std::byte* at, T& value, std::size_t k,
                                           std::int32_t last, TypeList<void, F...>*) {
  Seen seen(k, sizeof...(F));
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr) return nullptr;
    if (field.type == Type::stop) break;
    std::size_t i = 0;
    bool known = false;
    [[maybe_unused]] const bool each[] = {
        (known = known || (search_field<P, T, F>(in, at, value, field) ? (seen.set(i), true)
                                                                       : (++i, false)))...,
        false};
    if (!known) at = skip_field<P>(in, at, field);
    if (at == nullptr) return nullptr;
  }
  if (seen.all(sizeof...(F))) return at;
  [[maybe_unused]] T fresh{};
  std::size_t i = 0;
  const bool complete[] = {settle<F>(value, fresh, seen[i++])..., true};
  for (const bool each : complete)
    if (!each) return fail(in, Errc::missing_required, at);
  return at;
}

template <Protocol P, class T>
SEATHRIFT_COLD constexpr const std::byte* search_record(Input& in, const std::byte* at, T& value,
                                                        std::size_t k, std::int32_t last) {
  static_assert(Record<T>::size <= Seen::most);
  // What can't be in a constant expression is spared the second search.
  if constexpr (__is_literal_type(T) && !made_for_message<T>) {
    if (__builtin_is_constant_evaluated()) {
      if (at == nullptr) return blame(in, names_of<T>, k);
      at = search_constant<P>(in, at, value, k, last, static_cast<wire_fields<T>*>(nullptr));
      return at != nullptr ? at : blame(in, names_of<T>, Record<T>::size);
    }
  }
  const auto members = members_of(value, static_cast<wire_fields<T>*>(nullptr));
  return search_fields<P>(in, at, members.data(), table_of<P, T>, k, last);
}

}  // namespace seathrift::detail
