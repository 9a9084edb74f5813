// SPDX-License-Identifier: Apache-2.0
#pragma once
// What becomes of the fields that the search has not met? They are required, or become what they
// are in a new record.

#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/field_table.hpp>
#include <seathrift/codec/seen.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>

namespace seathrift::detail {

/// The fields of `record` that are not in the message: those that were not seen.
struct Absent {
  const RecordTable& table;
  void* record;
  void* const* members;
  const Seen& seen;
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
    case Way::called:
      break;
  }
  return false;
}

/// Gives absent fields the values of `fresh`, a new record, and learns what is blank in one.
/// `members` are those of the new record, or null where they stand as in the other one.
SEATHRIFT_NOINLINE inline void restore_absent(const Absent& absent, void* fresh,
                                              void* const* members) {
  const FieldEntry* const fields = absent.table.fields;
  NewRecord& learned = absent.table.fresh;
  const bool known = learned.is_known.load(std::memory_order_relaxed);
  bool no_optional = true;
  bool all_blank = true;
  for (std::size_t i = 0; i < absent.table.size; ++i) {
    if (known && absent.seen[i]) continue;
    void* const member = absent.members[i];
    const auto offset = static_cast<std::byte*>(member) - static_cast<std::byte*>(absent.record);
    void* const new_member =
        members != nullptr ? members[i] : static_cast<std::byte*>(fresh) + offset;
    if (!restore_member(fields[i], absent.seen[i] ? nullptr : member, new_member)) continue;
    if ((fields[i].code & code::nullable) != 0) no_optional = false;
    if ((fields[i].code & code::blankable) != 0) all_blank = false;
  }
  if (known) return;
  learned.is_empty.store(no_optional, std::memory_order_relaxed);
  learned.is_blank.store(all_blank, std::memory_order_relaxed);
  learned.is_known.store(true, std::memory_order_relaxed);
}

template <class T>
SEATHRIFT_NOINLINE void restore_from_new(const Absent& absent) {
  T fresh = new_part<T>(*static_cast<const T*>(absent.record));
  // A virtual base, which no aggregate has, may stand elsewhere in an object of a further class.
  if constexpr (std::is_aggregate_v<T>)
    restore_absent(absent, std::addressof(fresh), nullptr);
  else
    restore_absent(absent, std::addressof(fresh),
                   members_of(fresh, static_cast<wire_fields<T>*>(nullptr)).data());
}

template <class T>
consteval auto restorer_of() -> void (*)(const Absent&) {
  if constexpr (made_for_message<T>)
    return nullptr;
  else
    return &restore_from_new<T>;
}

/// Makes a field blank that is blankable.
SEATHRIFT_ALWAYS_INLINE void blank_member(const FieldEntry& entry, void* member) {
  const auto zero = [member](auto number) { std::memcpy(member, &number, sizeof number); };
  if ((entry.code & code::optional) == 0) {
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
      case Way::called:
        break;
    }
  }
  entry.type->restore(member, nullptr);
}

/// As FieldType::restore, for the fields of a record: `members` are those of `record`, or of
/// `fresh` if that is null.
SEATHRIFT_NOINLINE inline bool restore_fields(const RecordTable& table, void* const* members,
                                              void* record, void* fresh) {
  if (fresh == nullptr) {
    for (std::size_t i = 0; i < table.size; ++i) blank_member(table.fields[i], members[i]);
    return false;
  }
  const auto* const base = static_cast<std::byte*>(record != nullptr ? record : fresh);
  bool blank = true;
  for (std::size_t i = 0; i < table.size; ++i) {
    const auto offset = static_cast<std::byte*>(members[i]) - base;
    void* const member = record != nullptr ? members[i] : nullptr;
    if (restore_member(table.fields[i], member, static_cast<std::byte*>(fresh) + offset))
      blank = false;
  }
  return !blank;
}

/// The same where the record is not known to be made of such fields alone, or new ones are not
/// known to be blank.
SEATHRIFT_NOINLINE inline const std::byte* settle_rare(Input& in, const std::byte* at,
                                                       const Absent& absent) {
  const FieldEntry* const fields = absent.table.fields;
  const std::size_t size = absent.table.size;
  const bool no_optional = absent.table.fresh.is_empty.load(std::memory_order_relaxed);
  const bool all_blank = absent.table.fresh.is_blank.load(std::memory_order_relaxed);
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
                             [&](std::size_t i) { blank_member(fields[i], absent.members[i]); });
  return at;
}

/// Ends a record in which fields are absent.
SEATHRIFT_NOINLINE inline const std::byte* settle(Input& in, const std::byte* at,
                                                  const Absent& absent) {
  const RecordTable& table = absent.table;
  if (!table.is_lenient || !table.fresh.is_empty.load(std::memory_order_relaxed) ||
      !table.fresh.is_blank.load(std::memory_order_relaxed)) [[unlikely]]
    return settle_rare(in, at, absent);
  absent.seen.for_each_unmet(
      table.size, [&](std::size_t i) { blank_member(table.fields[i], absent.members[i]); });
  return at;
}

}  // namespace seathrift::detail
