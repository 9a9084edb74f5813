// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where in a record do its fields stand? That is learned from the first one that is searched.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/wire_order.hpp>
#include <seathrift/config.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// Bytes from where a record begins. Threads may learn the same ones at the same time. (The
/// builtins cost less to compile than a std::atomic for each field.)
using Place = std::uintptr_t;

/// The places of a record's fields, in the order of its table, and behind them, whether they are
/// known.
template <class T>
inline constinit Place places_of[Record<T>::size + 1] = {};

/// True for an optional whose value is made with the allocator of the record. The functions for
/// such a field take the record's address in place of the member's.
template <class T, class F>
inline constexpr bool is_allocated_by_record = [] {
  if constexpr (is_optional<typename F::type>)
    return AllocatedBy<typename F::type::value_type, T>;
  else
    return false;
}();

template <class F, class T>
std::uintptr_t place_in(T* record) {
  if constexpr (is_allocated_by_record<T, F>)
    return 0;
  else
    return reinterpret_cast<std::uintptr_t>(std::addressof(F::get(*record))) -
           reinterpret_cast<std::uintptr_t>(record);
}

template <class T, class... F>
SEATHRIFT_ALWAYS_INLINE void learn_places(T* record, Place* to, TypeList<void, F...>*) {
  const auto begin = reinterpret_cast<Place>(record);
  if constexpr (Allocating<T>)
    (void)std::initializer_list<int>{
        (__atomic_store_n(to++, place_in<F>(record), __ATOMIC_RELAXED), 0)...};
  else
    (void)std::initializer_list<int>{
        (__atomic_store_n(to++,
                          reinterpret_cast<Place>(__builtin_addressof(record->*F::member)) - begin,
                          __ATOMIC_RELAXED),
         0)...};
  (void)begin;
  __atomic_store_n(to, 1, __ATOMIC_RELEASE);
}

/// Learns where a record's fields stand from one at that address.
template <class T>
SEATHRIFT_COLD void learn_places_of(void* record, Place* to) {
  learn_places(static_cast<T*>(record), to, static_cast<wire_fields<T>*>(nullptr));
}

template <class T, class Member, class Owner>
consteval bool stands_fixed(Member Owner::*) {
  return requires(Owner * owner) { static_cast<T*>(owner); };
}
template <class T, class... F>
consteval bool stand_fixed(TypeList<void, F...>*) {
  const bool each[] = {stands_fixed<T>(F::member)..., true};
  for (const bool is : each)
    if (!is) return false;
  return true;
}
/// False where fields may not stand at the same places in each record: a method's arguments are
/// wherever they are, and those of a virtual base, which no aggregate has, stand elsewhere in an
/// object of a further class.
template <class T>
inline constexpr bool has_fixed_places = [] {
  if constexpr (made_for_message<T>)
    return false;
  else if constexpr (std::is_aggregate_v<T>)
    return true;
  else
    return stand_fixed<T>(static_cast<wire_fields<T>*>(nullptr));
}();

/// What the search asks where a record's fields stand.
struct Places {
  /// Null where that may not be the same in each.
  Place* known;
  void (*learn)(void* record, Place* to);
};
template <class T>
consteval Places make_places() {
  if constexpr (has_fixed_places<T>)
    return {places_of<T>, &learn_places_of<T>};
  else
    return {nullptr, nullptr};
}

/// The places in a record of which a field or more are known to be there: at `base`.
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE const Place* places_in(const Places& places, std::size_t size,
                                                             std::uintptr_t base) {
  if (__atomic_load_n(places.known + size, __ATOMIC_ACQUIRE) == 0) [[unlikely]]
    places.learn(reinterpret_cast<void*>(base), places.known);
  return places.known;
}

[[nodiscard]] SEATHRIFT_ALWAYS_INLINE void* member_at(std::uintptr_t base,
                                                      const Place& place) noexcept {
  return reinterpret_cast<void*>(base + __atomic_load_n(&place, __ATOMIC_RELAXED));
}

}  // namespace seathrift::detail
