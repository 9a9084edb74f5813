// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens when a record is not as predicted? Its fields are looked up, in any order, by a
// table that is data: one loop serves all records of a protocol.

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>

#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// What the search knows of a field: its functions are shared by all fields of one type.
struct FieldEntry {
  const std::byte* (*decode)(Input&, const std::byte*, void* member, bool value);
  /// Gives the member, unless it is null, the value of a new one; true when that is an optional
  /// that is set. One that is nullable is emptied where there is no new one.
  bool (*restore)(void* member, void* fresh);
  std::int16_t id;
  Type type;
  bool required;
  bool nullable;
};

/// Which fields have been met.
class Seen {
 public:
  static constexpr std::size_t most = 512;

  constexpr explicit Seen(std::size_t first) noexcept {
    for (std::size_t i = 0; i < first / 64; ++i) bits_[i] = ~std::uint64_t{0};
    if (first % 64 != 0) bits_[first / 64] = (std::uint64_t{1} << (first % 64)) - 1;
  }
  constexpr void set(std::size_t i) noexcept { bits_[i / 64] |= std::uint64_t{1} << (i % 64); }
  [[nodiscard]] constexpr bool operator[](std::size_t i) const noexcept {
    return (bits_[i / 64] >> (i % 64) & 1) != 0;
  }
  /// The first that has not been met, from the i-th on; `size` where there is none before it.
  [[nodiscard]] constexpr std::size_t unmet(std::size_t i, std::size_t size) const noexcept {
    while (i < size) {
      const std::uint64_t rest = ~bits_[i / 64] >> (i % 64);
      if (rest != 0) {
        i += static_cast<std::size_t>(std::countr_zero(rest));
        return i < size ? i : size;
      }
      i = (i / 64 + 1) * 64;
    }
    return size;
  }
  /// True when each of the first `size` has been met.
  [[nodiscard]] constexpr bool all(std::size_t size) const noexcept {
    return unmet(0, size) == size;
  }

 private:
  std::uint64_t bits_[most / 64] = {};
};

/// Reads a field's value into a member of the type; of a boolean whose value is its head, `value`.
template <Protocol P, class Member>
constexpr const std::byte* decode_into(Input& in, const std::byte* at, Member& member, bool value) {
  if constexpr (is_optional<Member>) {
    if (!member) member.emplace();
    return decode_into<P>(in, at, *member, value);
  } else if constexpr (P::bool_in_field && type_of<Member>() == Type::boolean) {
    take_bool(member, value);
    return at;
  } else {
    return decode_value<P>(in, at, member);
  }
}

template <Protocol P, class Member>
const std::byte* decode_erased(Input& in, const std::byte* at, void* member, bool value) {
  return decode_into<P>(in, at, *static_cast<Member*>(member), value);
}

/// What reads a member of the type.
template <Protocol P, class Member>
constexpr auto decoder_of() {
  if constexpr (Elsewhere<P, Member>)
    return &RecordCodec<P, Member>::decode;
  else
    return &decode_erased<P, Member>;
}

template <class Member>
bool restore_erased(void* member, void* fresh) {
  if constexpr (Nullable<Member>)
    if (fresh == nullptr) return static_cast<Member*>(member)->reset(), false;
  Member& from = *static_cast<Member*>(fresh);
  const bool set = is_set(from);
  if (member != nullptr) restore(*static_cast<Member*>(member), from);
  return set;
}

/// True for an optional whose value is made with the allocator of the record. The functions for
/// such a field take the record's address in place of the member's.
template <class T, class F>
inline constexpr bool is_allocated_by_record = [] {
  if constexpr (is_optional<typename F::type>)
    return AllocatedBy<typename F::type::value_type, T>;
  else
    return false;
}();

template <Protocol P, class T, class F>
const std::byte* decode_allocated(Input& in, const std::byte* at, void* record, bool value) {
  T& to = *static_cast<T*>(record);
  engage(F::get(to), to);
  return decode_into<P>(in, at, *F::get(to), value);
}

template <class T, class F>
bool restore_allocated(void* record, void* fresh) {
  if (fresh == nullptr) return F::get(*static_cast<T*>(record)).reset(), false;
  auto& from = F::get(*static_cast<T*>(fresh));
  const bool set = is_set(from);
  if (record != nullptr) restore(F::get(*static_cast<T*>(record)), from);
  return set;
}

template <Protocol P, class T, class F>
constexpr FieldEntry make_entry() {
  using Member = typename F::type;
  FieldEntry entry = {nullptr,           nullptr,     static_cast<std::int16_t>(F::id),
                      type_of<Member>(), F::required, Nullable<Member>};
  if constexpr (is_allocated_by_record<T, F>) {
    entry.decode = &decode_allocated<P, T, F>;
    entry.restore = &restore_allocated<T, F>;
  } else {
    entry.decode = decoder_of<P, Member>();
    if constexpr (!made_for_message<T>) entry.restore = &restore_erased<Member>;
  }
  return entry;
}
template <Protocol P, class T, class... F>
constexpr std::array<FieldEntry, sizeof...(F) + 1> make_table(TypeList<void, F...>*) {
  return {make_entry<P, T, F>()..., FieldEntry{}};
}
template <Protocol P, class T>
inline constexpr auto field_table = make_table<P, T>(static_cast<wire_fields<T>*>(nullptr));

/// The addresses of a record's fields, in the order of its table.
template <std::size_t Size>
using Members = std::array<void*, Size + 1>;
template <class F, class T>
void* address_of(T& value) {
  if constexpr (is_allocated_by_record<T, F>)
    return std::addressof(value);
  else
    return std::addressof(F::get(value));
}
template <class T, class... F>
SEATHRIFT_ALWAYS_INLINE Members<sizeof...(F)> members_of(T& value, TypeList<void, F...>*) {
  if constexpr (Allocating<T>)
    return {address_of<F>(value)..., nullptr};
  else
    return {std::addressof(F::get(value))..., nullptr};
}

/// The fields of `record` that are not in the message: those that were not seen.
struct Absent {
  std::span<const FieldEntry> fields;
  void* record;
  void* const* members;
  const Seen& seen;
  std::atomic<bool>& is_empty;
};

/// What the search needs of a record: one constant for each.
struct RecordTable {
  std::span<const FieldEntry> fields;
  const RecordNames& names;
  /// Of the record: absent_is_empty.
  std::atomic<bool>& is_empty;
  /// Gives absent fields the values of a new record; null where they are new.
  void (*restore)(const Absent&);
};

/// Gives absent fields the values of `fresh`, a new record.
SEATHRIFT_COLD inline void restore_absent(const Absent& absent, void* fresh) {
  bool any_set = false;
  for (std::size_t i = 0; i < absent.fields.size(); ++i) {
    void* const member = absent.members[i];
    const auto offset = static_cast<std::byte*>(member) - static_cast<std::byte*>(absent.record);
    void* const new_member = static_cast<std::byte*>(fresh) + offset;
    if (absent.fields[i].restore(absent.seen[i] ? nullptr : member, new_member)) any_set = true;
  }
  absent.is_empty.store(!any_set, std::memory_order_relaxed);
}

template <class T>
SEATHRIFT_COLD void restore_from_new(const Absent& absent) {
  T fresh = new_part<T>(*static_cast<const T*>(absent.record));
  restore_absent(absent, std::addressof(fresh));
}

template <Protocol P, class T>
inline constexpr RecordTable table_of = [] {
  RecordTable table = {
      {field_table<P, T>.data(), Record<T>::size}, names_of<T>, absent_is_empty<T>, nullptr};
  if constexpr (!made_for_message<T>) table.restore = &restore_from_new<T>;
  return table;
}();

/// The place of the field with an id, or the number of fields where there is none. They stand in
/// the order of their ids, and so do those of most messages: those from `next` on are looked at
/// first.
[[nodiscard]] inline std::size_t place_of(std::int32_t id, std::span<const FieldEntry> fields,
                                          std::size_t next) noexcept {
  constexpr std::size_t near = 4;
  const std::size_t size = fields.size();
  std::size_t from = next;
  while (from < size && from < next + near && fields[from].id < id) ++from;
  if (from < size && fields[from].id == id) return from;
  std::size_t until = size;
  if (from < next + near) {
    until = smaller(size, next);
    from = 0;
  }
  while (from < until) {
    const std::size_t middle = (from + until) / 2;
    if (fields[middle].id < id)
      from = middle + 1;
    else
      until = middle;
  }
  return from < size && fields[from].id == id ? from : size;
}

/// Reads fields from the k-th on until the record ends. `members` are the fields' addresses, in the
/// order of the table.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* search_fields(Input& in, const std::byte* at, void* record,
                                                  void* const* members, const RecordTable& table,
                                                  std::size_t k, std::int32_t last) {
  if (at == nullptr) return blame(in, table.names, k);
  const std::span<const FieldEntry> fields = table.fields;
  Seen seen(k < fields.size() ? k : fields.size());
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr) [[unlikely]]
      return blame(in, table.names, fields.size());
    if (field.type == Type::stop) break;
    const std::size_t i = place_of(field.id, fields, k);
    if (i == fields.size() || fields[i].type != field.type) {
      at = skip_field<P>(in, at, field);
      if (at == nullptr) [[unlikely]]
        return blame(in, table.names, fields.size());
      continue;
    }
    at = fields[i].decode(in, at, members[i], field.value);
    if (at == nullptr) [[unlikely]]
      return blame(in, table.names, i);
    seen.set(i);
    k = i + 1;
  }
  const std::size_t size = fields.size();
  const std::size_t first = seen.unmet(0, size);
  bool all_empty = table.is_empty.load(std::memory_order_relaxed);
  for (std::size_t i = first; i != size; i = seen.unmet(i + 1, size)) {
    all_empty = all_empty && fields[i].nullable;
    if (!fields[i].required) continue;
    fail(in, Errc::missing_required, at);
    return blame(in, table.names, i);
  }
  if (first == size || table.restore == nullptr) return at;
  if (!all_empty)
    table.restore({fields, record, members, seen, table.is_empty});
  else
    for (std::size_t i = first; i != size; i = seen.unmet(i + 1, size))
      static_cast<void>(fields[i].restore(members[i], nullptr));
  return at;
}

template <Protocol P, class T>
SEATHRIFT_COLD const std::byte* search_at_run_time(Input& in, const std::byte* at, T& value,
                                                   std::size_t k, std::int32_t last) {
  const auto members = members_of(value, static_cast<wire_fields<T>*>(nullptr));
  return search_fields<P>(in, at, std::addressof(value), members.data(), table_of<P, T>, k, last);
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
  Seen seen(k);
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
constexpr inline const std::byte* search_record(Input& in, const std::byte* at, T& value,
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
  return search_at_run_time<P>(in, at, value, k, last);
}

}  // namespace seathrift::detail
