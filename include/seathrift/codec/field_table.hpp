// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does the search know of a record? A table of its fields, which is data.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/places.hpp>
#include <seathrift/codec/seen.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// How a value is read: in place where it is one of these, else by a function.
enum class Way : std::uint8_t {
  called,
  boolean,
  i8,
  i16,
  i32,
  i64,
  real,
  uuid,
  text,
  record,
  /// A list of records that stand side by side.
  records,
  // Optionals of those before.
  maybe_boolean,
  maybe_i32,
  maybe_i64,
  maybe_real,
  maybe_text,
  // Optionals that a function of their type gives a value, which is then read.
  maybe_i8,
  maybe_i16,
  maybe_enum,
  maybe_record,
  maybe_called,
};

/// True for an optional that a function of its type gives a value.
[[nodiscard]] constexpr bool is_engaged(Way way) noexcept { return way >= Way::maybe_i8; }

/// A field's type and id, as they are compared.
[[nodiscard]] constexpr std::uint32_t field_key(Type type, std::int32_t id) noexcept {
  return static_cast<std::uint32_t>(type) << 16 | static_cast<std::uint16_t>(id);
}
[[nodiscard]] constexpr std::int32_t id_of(std::uint64_t key) noexcept {
  return static_cast<std::int16_t>(key);
}
[[nodiscard]] constexpr bool is_stop(std::uint32_t key) noexcept { return key >> 16 == 0; }

/// What the search compares and branches by, a word a field: its key, behind that its way, and
/// these. What is blankable has zero, or nothing, among its values.
namespace code {
inline constexpr unsigned way = 56;
inline constexpr std::uint64_t required = std::uint64_t{1} << 40;
inline constexpr std::uint64_t nullable = std::uint64_t{1} << 41;
inline constexpr std::uint64_t blankable = std::uint64_t{1} << 42;
}  // namespace code
[[nodiscard]] constexpr Way way_of(std::uint64_t code) noexcept {
  return static_cast<Way>(code >> code::way);
}

struct RecordTable;

/// Where the records of a list are read to, and what is left of the message.
struct OpenedList {
  const std::byte* at;
  std::uintptr_t first;
  std::size_t count;
};

/// What the search knows of a type of fields.
struct FieldType {
  /// Reads the value, where it is not read in place; of a record that is large, as predicted.
  const std::byte* (*decode)(Input&, const std::byte*, void* value, bool flag);
  /// Of an optional that the search does not know: lets it have a value, and returns that.
  void* (*engage)(void* member);
  /// Gives the member, unless it is null, the value of a new one; true when that one is not blank.
  /// A member that is blankable is made blank where there is no new one. Null for what is read in
  /// place.
  bool (*restore)(void* member, void* fresh);
  /// Of a list of records: makes them, unless there are none, or all have been read.
  OpenedList (*open)(Input&, const std::byte*, void* list);
  /// Of a record that the search reads itself, or a list of these.
  const RecordTable* table;
  /// Of a field with id 0.
  std::uint64_t code;
};

/// What the search knows of a field.
struct FieldEntry {
  /// Of none: its type is one that there is not.
  static constexpr std::uint64_t no_code = 0xffff'ffff;

  std::uint64_t code;
  const FieldType* type;
  /// Of the first 64, each has its own. (To load it takes less than to shift.)
  std::uint64_t bit;

  constexpr FieldEntry() noexcept : code(no_code), type(nullptr), bit(0) {}
  constexpr FieldEntry(const FieldType& of, int id, bool required, std::size_t place) noexcept
      : code(of.code | static_cast<std::uint16_t>(id) | (required ? code::required : 0)),
        type(&of),
        bit(std::uint64_t{1} << place % 64) {}
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

/// What reads a value of the type.
template <Protocol P, class Value>
constexpr auto decoder_of() {
  if constexpr (Elsewhere<P, Value>)
    return &RecordCodec<P, Value>::decode;
  else
    return &decode_erased<P, Value>;
}

/// As FieldType::open.
template <Protocol P, class T>
OpenedList open_records(Input& in, const std::byte* at, void* member) {
  auto& list = *static_cast<T*>(member);
  std::size_t count = 0;
  at = open_sequence<P>(in, at, list, count);
  return {at, reinterpret_cast<std::uintptr_t>(list.data()), count};
}

/// The value of an optional, which is given one where it has none.
template <class Optional>
SEATHRIFT_ALWAYS_INLINE void* value_in(void* member) {
  auto& optional = *static_cast<Optional*>(member);
  if (!optional) optional.emplace();
  return std::addressof(*optional);
}

template <class Member>
bool restore_erased(void* member, void* fresh) {
  if constexpr (Blankable<Member>)
    if (fresh == nullptr) return make_blank(*static_cast<Member*>(member)), false;
  Member& from = *static_cast<Member*>(fresh);
  const bool blank = is_blank(from);
  if (member != nullptr) restore(*static_cast<Member*>(member), from);
  return !blank;
}

/// True for what can be made blank: a record's fields, too, where all of them can.
template <Protocol P, class T>
struct can_be_blank : std::bool_constant<Blankable<T>> {};
template <Protocol P, Recordlike T>
requires(std::is_aggregate_v<T> && !Elsewhere<P, T>) struct can_be_blank<P, T> {
  template <class... F>
  static consteval bool all(TypeList<void, F...>*) {
    return (can_be_blank<P, typename F::type>::value && ...);
  }
  static constexpr bool value = all(static_cast<wire_fields<T>*>(nullptr));
};

/// As FieldType::restore, for a record whose fields can be made blank.
template <Protocol P, class T>
bool restore_record(void* member, void* fresh);

template <Protocol P, class Member>
consteval auto restorer_of_field() {
  if constexpr (!Blankable<Member> && can_be_blank<P, Member>::value)
    return &restore_record<P, Member>;
  else
    return &restore_erased<Member>;
}

/// True for a record that the search reads without a call when it is a field.
template <Protocol P, class T>
inline constexpr bool is_searched = [] {
  if constexpr (kind_of<T> == Kind::record && std::is_aggregate_v<T> && !Elsewhere<P, T>)
    return Record<T>::size <= 64 && !is_recursive<T>;
  else
    return false;
}();

/// The table of a record, which may be asked for before it is made.
template <Protocol P, class T>
struct TableOf {
  static const RecordTable table;
};

/// A list that can be given records that stand side by side.
template <class T>
concept ResizableList = kind_of<T>
== Kind::sequence&& Contiguous<T>&& requires(T& list) { list.resize(1); };

/// True for a list whose records the search reads without a call for each.
template <Protocol P, class T>
inline constexpr bool is_entered = [] {
  if constexpr (ResizableList<T>)
    return is_searched<P, typename T::value_type> &&
           (optimize_size || is_small<typename T::value_type>);
  else
    return false;
}();

template <class T, class F>
void* engage_allocated(void* record) {
  T& to = *static_cast<T*>(record);
  engage(F::get(to), to);
  return std::addressof(*F::get(to));
}

template <class T, class F>
bool restore_allocated(void* record, void* fresh) {
  using Member = typename F::type;
  void* const member = record == nullptr ? nullptr : &F::get(*static_cast<T*>(record));
  return restore_erased<Member>(member,
                                fresh == nullptr ? nullptr : &F::get(*static_cast<T*>(fresh)));
}

/// How a value of the type is read.
template <class Value>
consteval Way way_of() {
  constexpr Kind k = kind_of<Value>;
  if constexpr (k == Kind::boolean)
    return Way::boolean;
  else if constexpr (k == Kind::integer || (k == Kind::enumeration && sizeof(Value) == 4))
    return sizeof(Value) == 1   ? Way::i8
           : sizeof(Value) == 2 ? Way::i16
           : sizeof(Value) == 4 ? Way::i32
                                : Way::i64;
  else if constexpr (k == Kind::real)
    return Way::real;
  else if constexpr (k == Kind::uuid)
    return Way::uuid;
  else if constexpr (std::is_same_v<Value, std::string>)
    return Way::text;
  else
    return Way::called;
}

/// How an optional of such a value is read.
template <class Value>
consteval Way way_of_optional(Way value) {
  if constexpr (std::is_same_v<Value, bool>)
    return Way::maybe_boolean;
  else if constexpr (std::is_same_v<Value, std::int8_t>)
    return Way::maybe_i8;
  else if constexpr (std::is_same_v<Value, std::int16_t>)
    return Way::maybe_i16;
  else if constexpr (std::is_same_v<Value, std::int32_t>)
    return Way::maybe_i32;
  else if constexpr (std::is_same_v<Value, std::int64_t>)
    return Way::maybe_i64;
  else if constexpr (std::is_same_v<Value, double>)
    return Way::maybe_real;
  else if constexpr (std::is_same_v<Value, std::string>)
    return Way::maybe_text;
  else if constexpr (std::is_enum_v<Value>)
    return value == Way::i32 ? Way::maybe_enum : Way::maybe_called;
  else
    return value == Way::record ? Way::maybe_record : Way::maybe_called;
}

/// How a field's member is read.
template <Protocol P, class Member>
struct ReadMember {
  using Value = Member;
  static constexpr Way way = is_searched<P, Member>  ? Way::record
                             : is_entered<P, Member> ? Way::records
                                                     : way_of<Member>();
};
template <Protocol P, class Held>
struct ReadMember<P, std::optional<Held>> {
  using Value = Held;
  static constexpr Way way = way_of_optional<Held>(ReadMember<P, Held>::way);
};

/// A member that is not `Restored` stays as it is where it is not in the message.
template <Protocol P, class Member, bool Restored>
consteval FieldType make_field_type() {
  using Value = typename ReadMember<P, Member>::Value;
  constexpr Way way = ReadMember<P, Member>::way;
  constexpr bool searched = way == Way::record || way == Way::maybe_record;
  FieldType type = {};
  type.code = field_key(type_of<Member>(), 0) | static_cast<std::uint64_t>(way) << code::way;
  if (Nullable<Member>) type.code |= code::nullable;
  if (can_be_blank<P, Member>::value) type.code |= code::blankable;
  if constexpr (searched) type.table = &TableOf<P, Value>::table;
  if constexpr (way == Way::records) {
    type.table = &TableOf<P, typename Value::value_type>::table;
    type.open = &open_records<P, Value>;
  }
  if constexpr (way == Way::called || way == Way::records || way == Way::maybe_called ||
                (searched && !is_small<Value>))
    type.decode = decoder_of<P, Value>();
  if constexpr (is_engaged(way)) type.engage = &value_in<Member>;
  if constexpr (Restored && (way == Way::called || way == Way::record || way == Way::records ||
                             is_optional<Member>))
    type.restore = restorer_of_field<P, Member>();
  return type;
}
template <Protocol P, class Member, bool Restored>
inline constexpr FieldType field_type = make_field_type<P, Member, Restored>();

/// The same of a field whose value is made with the allocator of the record.
template <Protocol P, class T, class F>
inline constexpr FieldType allocated_type = [] {
  FieldType type = field_type<P, typename F::type, true>;
  if constexpr (is_allocated_by_record<T, F>) {
    static_assert(is_engaged(ReadMember<P, typename F::type>::way));
    type.engage = &engage_allocated<T, F>;
    type.restore = &restore_allocated<T, F>;
  }
  return type;
}();

template <Protocol P, class T, class... F>
consteval std::array<FieldEntry, sizeof...(F) + 1> make_table(TypeList<void, F...>*) {
  std::size_t place = 0;
  if constexpr (Allocating<T>)
    return {FieldEntry(allocated_type<P, T, F>, F::id, F::required, place++)..., FieldEntry()};
  else
    return {FieldEntry(field_type<P, typename F::type, !made_for_message<T>>, F::id, F::required,
                       place++)...,
            FieldEntry()};
}
template <Protocol P, class T>
inline constexpr auto field_table = make_table<P, T>(static_cast<wire_fields<T>*>(nullptr));

struct Absent;

/// What the search needs of a record: one constant for each.
struct RecordTable {
  /// In the order of their ids. Behind the last is one whose type no field has.
  const FieldEntry* fields;
  std::size_t size;
  /// The bytes of a record in memory, if there may be several side by side.
  std::size_t width;
  std::int32_t first_id;
  /// The ids follow each other.
  bool is_dense;
  /// A bit for each of the first 64.
  std::uint64_t all;
  RecordNames names;
  NewRecord& fresh;
  /// Where the fields stand.
  Places places;
  /// Gives absent fields the values of a new record; null where they are new.
  void (*restore)(const Absent&);
};

[[nodiscard]] constexpr RecordTable make_record_table(const FieldEntry* fields, std::size_t width,
                                                      const RecordNames& names, NewRecord& fresh,
                                                      const Places& places,
                                                      void (*restore)(const Absent&)) noexcept {
  RecordTable table = {
      fields, names.size, width,  id_of(fields[0].code), true, Seen::first(names.size), names,
      fresh,  places,     restore};
  for (std::size_t i = 0; i < names.size; ++i) {
    if (id_of(fields[i].code) != table.first_id + static_cast<int>(i)) table.is_dense = false;
  }
  return table;
}

}  // namespace seathrift::detail
