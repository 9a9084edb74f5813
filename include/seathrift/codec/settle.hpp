// SPDX-License-Identifier: Apache-2.0
#pragma once
// What becomes of the fields that the search has not met? They are required, or become what they
// are in a new record.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/field_table.hpp>
#include <seathrift/codec/places.hpp>
#include <seathrift/codec/seen.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>

namespace seathrift::detail {

/// The fields of `record` that are not in the message: those that were not seen.
struct Absent {
  const RecordTable& table;
  /// Where the record begins, and where in it the fields stand.
  std::uintptr_t base;
  const Place* places;
  const Seen& seen;

  [[nodiscard]] void* member(std::size_t i) const noexcept { return member_at(base, places[i]); }
};

/// As FieldType::restore, for a number of so many bytes.
template <std::size_t Width>
bool restore_number(void* member, const void* fresh) {
  constexpr unsigned char zeros[Width] = {};
  if (member != nullptr) std::memcpy(member, fresh != nullptr ? fresh : zeros, Width);
  return fresh != nullptr && std::memcmp(fresh, zeros, Width) != 0;
}

/// As FieldType::restore, for what is read in place, too.
inline bool restore_member(const FieldEntry& entry, void* member, void* fresh) {
  if (entry.type->restore != nullptr) return entry.type->restore(member, fresh);
  switch (way_of(entry.code)) {
    case Way::boolean:
    case Way::i8:
      return restore_number<1>(member, fresh);
    case Way::i16:
      return restore_number<2>(member, fresh);
    case Way::i32:
      return restore_number<4>(member, fresh);
    case Way::i64:
    case Way::real:
      return restore_number<8>(member, fresh);
    case Way::uuid:
      return restore_number<16>(member, fresh);
    case Way::text:
      return restore_erased<std::string>(member, fresh);
    default:
      return false;
  }
}

/// Gives absent fields the values of a new record, which begins at `fresh`, and learns what is
/// blank in one.
SEATHRIFT_NOINLINE inline void restore_absent(const Absent& absent, std::uintptr_t fresh,
                                              const Place* fresh_places) {
  const FieldEntry* const fields = absent.table.fields;
  NewRecord& learned = absent.table.fresh;
  const bool known = learned.is_known.load(Order::relaxed);
  bool no_optional = true;
  bool all_blank = true;
  std::uint64_t blank = 0;
  for (std::size_t i = 0; i < absent.table.size; ++i) {
    if (known && absent.seen[i]) continue;
    void* const member = absent.seen[i] ? nullptr : absent.member(i);
    const std::uint64_t code = fields[i].code;
    if (!restore_member(fields[i], member, member_at(fresh, fresh_places[i]))) {
      if ((code & (code::required | code::blankable)) == code::blankable && i < 64)
        blank |= fields[i].bit;
      continue;
    }
    if ((code & code::nullable) != 0) no_optional = false;
    if ((code & code::blankable) != 0) all_blank = false;
  }
  if (known) return;
  learned.is_empty.store(no_optional, Order::relaxed);
  learned.is_blank.store(all_blank, Order::relaxed);
  learned.blank.store(static_cast<std::size_t>(blank), Order::relaxed);
  learned.is_known.store(true, Order::relaxed);
}

template <class T>
SEATHRIFT_NOINLINE void restore_from_new(const Absent& absent) {
  T fresh = new_part<T>(*reinterpret_cast<const T*>(absent.base));
  const auto base = reinterpret_cast<std::uintptr_t>(std::addressof(fresh));
  if constexpr (has_fixed_places<T>) {
    restore_absent(absent, base, absent.places);
  } else {
    Place places[Record<T>::size + 1];
    learn_places_of<T>(std::addressof(fresh), places);
    restore_absent(absent, base, places);
  }
}

template <class T>
consteval auto restorer_of() -> void (*)(const Absent&) {
  if constexpr (made_for_message<T>)
    return nullptr;
  else
    return &restore_from_new<T>;
}

template <class T>
SEATHRIFT_ALWAYS_INLINE void empty_optional(void* member) {
  static_cast<std::optional<T>*>(member)->reset();
}

/// Makes a field blank that is blankable.
SEATHRIFT_ALWAYS_INLINE void blank_member(const FieldEntry& entry, void* member) {
  const auto zero = [member](auto number) { std::memcpy(member, &number, sizeof number); };
  switch (way_of(entry.code)) {
    case Way::boolean:
    case Way::i8:
      return zero(std::int8_t{});
    case Way::i16:
      return zero(std::int16_t{});
    case Way::i32:
      return zero(std::int32_t{});
    case Way::i64:
    case Way::real:
      return zero(std::int64_t{});
    case Way::text:
      return static_cast<std::string*>(member)->clear();
    case Way::uuid:
      std::memset(member, 0, 16);
      return;
    case Way::maybe_boolean:
      return empty_optional<bool>(member);
    case Way::maybe_i32:
      return empty_optional<std::int32_t>(member);
    case Way::maybe_i64:
      return empty_optional<std::int64_t>(member);
    case Way::maybe_real:
      return empty_optional<double>(member);
    case Way::maybe_text:
      return empty_optional<std::string>(member);
    default:
      break;
  }
  entry.type->restore(member, nullptr);
}

template <class T>
SEATHRIFT_ALWAYS_INLINE void blank_part(T& part);
template <class T, class... F>
SEATHRIFT_ALWAYS_INLINE void blank_fields(T& record, TypeList<void, F...>*) {
  [[maybe_unused]] T* const at = __builtin_addressof(record);
  [[maybe_unused]] const bool each[] = {(blank_part(at->*F::member), true)..., true};
}
/// Makes a part of a record blank: a value that can be, or the fields of a record.
template <class T>
SEATHRIFT_ALWAYS_INLINE void blank_part(T& part) {
  if constexpr (Blankable<T>)
    make_blank(part);
  else
    blank_fields(part, static_cast<wire_fields<T>*>(nullptr));
}

/// Gives a record whose fields are all blankable the values of a new one, unless it is null; true
/// when that one is not blank.
SEATHRIFT_NOINLINE inline bool restore_fields(const RecordTable& table, void* record, void* fresh) {
  const auto from = reinterpret_cast<std::uintptr_t>(fresh);
  const auto to = reinterpret_cast<std::uintptr_t>(record);
  const Place* const places = places_in(table.places, table.size, from);
  bool blank = true;
  for (std::size_t i = 0; i < table.size; ++i) {
    void* const member = record != nullptr ? member_at(to, places[i]) : nullptr;
    if (restore_member(table.fields[i], member, member_at(from, places[i]))) blank = false;
  }
  return !blank;
}

template <Protocol P, class T>
bool restore_record(void* member, void* fresh) {
  if (fresh != nullptr) return restore_fields(TableOf<P, T>::table, member, fresh);
  blank_part(*static_cast<T*>(member));
  return false;
}

/// Ends a record in which fields are absent.
SEATHRIFT_NOINLINE inline const std::byte* settle(Input& in, const std::byte* at,
                                                  const Absent& absent) {
  const FieldEntry* const fields = absent.table.fields;
  const std::size_t size = absent.table.size;
  const bool no_optional = absent.table.fresh.is_empty.load(Order::relaxed);
  const bool all_blank = absent.table.fresh.is_blank.load(Order::relaxed);
  bool blank = true;
  std::size_t required = size;
  absent.seen.for_each_unmet(size, [&](std::size_t i) {
    const std::uint64_t code = fields[i].code;
    if ((code & code::required) != 0 && required == size) required = i;
    blank &=
        (code & code::nullable) != 0 ? no_optional : (code & code::blankable) != 0 && all_blank;
  });
  if (required != size) [[unlikely]] {
    fail(in, Errc::missing_required, at);
    return blame(in, absent.table.names, required);
  }
  if (absent.table.restore == nullptr) return at;
  if (!blank) {
    absent.table.restore(absent);
    return at;
  }
  absent.seen.for_each_unmet(size,
                             [&](std::size_t i) { blank_member(fields[i], absent.member(i)); });
  return at;
}

/// Ends a record in which fields are absent, of which it has no more than 64.
SEATHRIFT_NOINLINE inline const std::byte* settle_small(Input& in, const std::byte* at,
                                                        const RecordTable& table,
                                                        std::uintptr_t base, const Place* places,
                                                        std::uint64_t met) {
  const std::uint64_t unmet = table.all & ~met;
  const std::uint64_t blank = table.fresh.blank.load(Order::relaxed);
  if ((unmet & ~blank) != 0) [[unlikely]] {
    Seen seen(0, 0);
    seen.head() = met;
    return settle(in, at, {table, base, places, seen});
  }
  for (std::uint64_t rest = unmet; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    blank_member(table.fields[i], member_at(base, places[i]));
  }
  return at;
}

}  // namespace seathrift::detail
