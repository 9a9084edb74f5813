// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens when a record is not as predicted? Its fields are looked up, in any order, by a
// table that is data: one loop serves all records of a protocol.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <seathrift/codec/field_table.hpp>
#include <seathrift/codec/places.hpp>
#include <seathrift/codec/search_value.hpp>
#include <seathrift/codec/seen.hpp>
#include <seathrift/codec/settle.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

template <Protocol P, class T>
constexpr RecordTable TableOf<P, T>::table = make_record_table(field_table<P, T>.data(), sizeof(T),
                                                               names_of<T>, new_record<P, T>,
                                                               make_places<T>(), restorer_of<T>());

/// The place of the field with an id, or the number of fields where there is none. They stand in
/// the order of their ids, which have gaps; the one at `next` is looked at first.
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

/// A record that is being searched, or waits for one in it.
struct Searched {
  const RecordTable* table;
  const FieldEntry* fields;
  std::uintptr_t base;
  const Place* places;
  /// Those of the first 64 fields that were met.
  std::uint64_t head;
  /// The place of the field that is expected: behind the one that was met last.
  std::size_t next;
  /// The id of the last field, known or not.
  std::int32_t last;
  /// The records of a list that stand behind it.
  std::uint32_t left;

  /// Goes on with the record that stands behind this one in memory.
  SEATHRIFT_ALWAYS_INLINE void step() noexcept {
    --left;
    base += table->width;
    head = 0;
    last = 0;
    next = 0;
  }
};

/// The records that are being searched, each in the one before.
struct Search {
  static constexpr std::size_t most = 8;

  // The rest is left as it is.
  SEATHRIFT_ALWAYS_INLINE Search(Input& from, const std::byte* begin, const Searched& first,
                                 Seen& fields) noexcept
      : in(from), at(begin), now(first), seen(fields), depth(0) {}

  Input& in;
  const std::byte* at;
  Searched now;
  /// The fields of the first one.
  Seen& seen;
  std::size_t depth;
  Searched outer[most];
};

/// How far a record has been read: its first k fields, of which the last one has that id. (One
/// register.)
struct Reached {
  std::uint32_t k;
  std::int32_t last;
};

template <Protocol P, bool Large>
const std::byte* search_fields(Input& in, const std::byte* at, std::uintptr_t base,
                               const Place* places, const RecordTable& table, Reached reached);

/// Reads a record by a further search: this one has as many as it keeps.
template <Protocol P>
SEATHRIFT_COLD const std::byte* search_deeper(Input& in, const std::byte* at, std::uintptr_t base,
                                              const RecordTable& table) {
  return search_fields<P, false>(in, at, base, nullptr, table, {0, 0});
}

/// True when a record's first field may be the predicted one. Where there is a whole head before
/// `far`, it is.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE bool may_begin(const std::byte* at, std::uintptr_t far,
                                       const RecordTable& table) {
  std::uint32_t key = 0;
  bool flag = false;
  return reinterpret_cast<std::uintptr_t>(at) > far || !peek_key<P>(at, 0, key, flag) ||
         key == static_cast<std::uint32_t>(table.fields[0].code);
}

/// Goes on with a record in `now`, or with `count` of them, side by side.
SEATHRIFT_ALWAYS_INLINE void enter(Search& search, Searched& now, const RecordTable& table,
                                   std::uintptr_t base, std::size_t count) {
  search.outer[search.depth++] = now;
  const Place* const places = places_in(table.places, table.size, base);
  now = {&table, table.fields, base, places, 0, 0, 0, static_cast<std::uint32_t>(count - 1)};
}

/// Ends the record at hand, whose stop is in front of `at`. The first one is `Large` if it has more
/// than 64 fields.
template <bool Large>
SEATHRIFT_ALWAYS_INLINE const std::byte* end_record(Search& search, const Searched& now,
                                                    const std::byte* at) {
  const RecordTable& table = *now.table;
  if (Large && search.depth == 0) {
    search.seen.head() = now.head;
    if (now.head == table.all && search.seen.all(table.size)) return at;
    return settle(search.in, at, {table, now.base, now.places, search.seen});
  }
  if (now.head == table.all) return at;
  return settle_small(search.in, at, table, now.base, now.places, now.head);
}

/// Reads fields until the record ends, or, unless it is `Near` the end of the message, until it may
/// be. True when the record has ended, or an error: `search.at` is then behind the record, or null.
template <Protocol P, bool Near, bool Large>
SEATHRIFT_ALWAYS_INLINE bool search_part(Search& search) {
  // Where heads tell ids themselves, the last one is nobody's business.
  constexpr bool counts = P::field_head != P::max_field_head;
  Input& in = search.in;
  const std::uintptr_t far = last_with(in, Near ? near_head<P> : near_window<P>);
  const std::byte* at = search.at;
  Searched now = search.now;
  // The field's place, which an error is blamed on.
  std::size_t i = now.next;
  for (;;) {
    std::uint32_t key = 0;
    bool flag = false;
    const std::byte* from = at;
    const bool is_last = reinterpret_cast<std::uintptr_t>(at) > far;
    if (Near && is_last && at != in.end && *at == std::byte{0}) {
      // The stop, which may be the last byte.
    } else if (is_last || !peek_key<P>(from, now.last, key, flag)) [[unlikely]] {
      if constexpr (!Near) {
        // The head may take all of the window.
        search.at = at;
        search.now = now;
        return false;
      }
      const KeyRead read = read_rare_key<P>(in, at, now.last);
      from = read.behind;
      if (from == nullptr) [[unlikely]] {
        i = now.table->size;
        break;
      }
      key = read.key;
      flag = read.flag;
    }
    i = now.next;
    std::uint64_t code = now.fields[i].code;
    if (static_cast<std::uint32_t>(code) != key) {
      // Where ids follow each other, they tell the places.
      i = (key - static_cast<std::uint32_t>(now.table->first_id)) & 0xffff;
      if (i < now.table->size) code = now.fields[i].code;
    }
    if (static_cast<std::uint32_t>(code) != key) [[unlikely]] {
      if (is_stop(key)) {
        at = end_record<Large>(search, now, at + 1);
        if (now.left != 0 && at != nullptr) {
          now.step();
        } else if (at == nullptr || search.depth == 0) {
          search.at = at;
          return true;
        } else {
          now = search.outer[--search.depth];
        }
        continue;
      }
      if (!now.table->is_dense) {
        i = place_of(id_of(key), *now.table, now.next);
        code = now.fields[i].code;
      }
      if (static_cast<std::uint32_t>(code) != key) {
        if (counts) now.last = id_of(key);
        const auto type = static_cast<Type>(key >> 16);
        if (!Near && pass_near<P>(in, from, type)) {
          at = from;
        } else {
          at = pass_over<P>(in, from, type, at);
          if (at == nullptr) [[unlikely]] {
            i = now.table->size;
            break;
          }
        }
        continue;
      }
    }
    if (counts) now.last = id_of(key);
    now.next = i + 1;
    if (!Large || i < 64) [[likely]]
      now.head |= now.fields[i].bit;
    else
      search.seen.set(i);
    const auto enter_record = [&](const FieldType& type, void* member)
        __attribute__((always_inline)) {
      const auto inner = reinterpret_cast<std::uintptr_t>(member);
      if (type.decode != nullptr && may_begin<P>(from, far, *type.table))
        return type.decode(in, from, member, false);
      if (search.depth == Search::most) [[unlikely]]
        return search_deeper<P>(in, from, inner, *type.table);
      enter(search, now, *type.table, inner, 1);
      return from;
    };
    const auto enter_list = [&](const FieldType& type, void* member)
        __attribute__((always_inline)) {
      if (search.depth == Search::most) [[unlikely]]
        return type.decode(in, from, member, false);
      const OpenedList list = type.open(in, from, member);
      if (list.count != 0) enter(search, now, *type.table, list.first, list.count);
      return list.at;
    };
    at = read_known<P, Near>(in, from, now.fields[i], code, member_at(now.base, now.places[i]),
                             P::bool_in_field && flag, enter_record, enter_list);
    if (at == nullptr) [[unlikely]]
      break;
  }
  search.at = blame(in, now.table->names, i);
  return true;
}

/// Reads what is behind the fields that were reached until the record ends, which begins at `base`.
/// It is `Large` if it has more than 64 fields.
template <Protocol P, bool Large>
SEATHRIFT_NOINLINE const std::byte* search_fields(Input& in, const std::byte* at,
                                                  std::uintptr_t base, const Place* places,
                                                  const RecordTable& table, Reached reached) {
  if (at == nullptr) return blame(in, table.names, reached.k);
  if (places == nullptr) places = places_in(table.places, table.size, base);
  Seen seen(reached.k, Large ? table.size : 0);
  Search search(
      in, at, {&table, table.fields, base, places, seen.head(), reached.k, reached.last, 0}, seen);
  if (!search_part<P, false, Large>(search)) search_part<P, true, Large>(search);
  return search.at;
}

/// The same behind the last field, which there is: passes over what a newer version has added, and
/// searches if anything else is there.
template <Protocol P, bool Large>
SEATHRIFT_NOINLINE const std::byte* search_behind(Input& in, const std::byte* at,
                                                  std::uintptr_t base, const Place* places,
                                                  const RecordTable& table, Reached reached) {
  const std::uintptr_t far = last_with(in, near_window<P>);
  const std::int32_t known = id_of(table.fields[table.size - 1].code);
  while (reinterpret_cast<std::uintptr_t>(at) <= far) {
    std::uint32_t key = 0;
    bool flag = false;
    const std::byte* from = at;
    if (!peek_key<P>(from, reached.last, key, flag)) break;
    if (is_stop(key)) return at + 1;
    if (id_of(key) <= known || !pass_near<P>(in, from, static_cast<Type>(key >> 16))) break;
    reached.last = id_of(key);
    at = from;
  }
  return search_fields<P, Large>(in, at, base, places, table, reached);
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
  constexpr bool large = Record<T>::size > 64;
  T* const record = std::addressof(value);
  const RecordTable& table = TableOf<P, T>::table;
  const auto base = reinterpret_cast<std::uintptr_t>(record);
  const Reached reached = {static_cast<std::uint32_t>(k), last};
  if constexpr (has_fixed_places<T>) {
    if (!optimize_size && Record<T>::size != 0 && k == Record<T>::size)
      return search_behind<P, large>(in, at, base, nullptr, table, reached);
    return search_fields<P, large>(in, at, base, nullptr, table, reached);
  } else {
    Place places[Record<T>::size + 1];
    learn_places(record, places, static_cast<wire_fields<T>*>(nullptr));
    return search_fields<P, large>(in, at, base, places, table, reached);
  }
}

}  // namespace seathrift::detail
