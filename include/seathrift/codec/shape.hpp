// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be said of a type's size on the wire before a value is seen? Bounds for writing, windows
// for reading.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// The order in which a record's fields travel: by id, as Apache's writers have it, whatever order
/// declares them.
template <class T>
inline constexpr auto wire_order = [] {
  constexpr std::size_t size = Record<T>::size;
  std::array<int, size + 1> ids{};
  for_each_index<size>([&](auto i) {
    ids[i] = Record<T>::template field<i>::id;
    return true;
  });
  std::array<std::uint16_t, size + 1> order{};
  for (std::size_t i = 0; i < size; ++i) {
    std::size_t at = i;
    for (; at > 0 && ids[order[at - 1]] > ids[i]; --at) order[at] = order[at - 1];
    order[at] = static_cast<std::uint16_t>(i);
  }
  return order;
}();

/// The K-th field on the wire.
template <class T, std::size_t K>
using field_at = typename Record<T>::template field<wire_order<T>[K]>;
template <class T, std::size_t K>
using field_type = typename field_at<T, K>::type;

/// Calls `each` with every field's Index, in the order of the wire.
template <class T, class Each>
SEATHRIFT_ALWAYS_INLINE constexpr void for_each_field(Each&& each) {
  for_each_index<Record<T>::size>([&](auto k) __attribute__((always_inline)) {
    each(k);
    return true;
  });
}

// ---- sizes of values

template <class T>
struct surrogate {
  using type = T;
};
template <Customised T>
struct surrogate<T> : surrogate<Surrogate<T>> {};
/// What a type travels as: itself, unless the user says otherwise.
template <class T>
using carried_t = typename surrogate<T>::type;

/// The id of the nearest field before the K-th that is always written; 0 when there is none.
template <class T, std::size_t K>
consteval int last_written() {
  if constexpr (K == 0)
    return 0;
  else if constexpr (Nullable<field_type<T, K - 1>>)
    return last_written<T, K - 1>();
  else
    return field_at<T, K - 1>::id;
}

/// True when the head of the K-th field is short, whichever of the optional fields before it are
/// there.
template <class P, class T, std::size_t K>
consteval bool is_regular() {
  constexpr int nearest = K == 0 ? 0 : field_at < T, K == 0 ? 0 : K - 1 > ::id;
  return P::is_short(field_at<T, K>::id, nearest) &&
         P::is_short(field_at<T, K>::id, last_written<T, K>());
}

/// The size of every value of the type, when they all have one; else 0.
template <class P, class T>
consteval std::size_t fixed_size() {
  using C = carried_t<T>;
  if constexpr (Scalar<C>) {
    return P::is_fixed(type_of<C>()) ? P::min_size(type_of<C>()) : 0;
  } else if constexpr (Recordlike<C>) {
    std::size_t sum = 1;
    for_each_index<Record<C>::size>([&](auto k) {
      using Member = field_type<C, k>;
      std::size_t size = 0;
      if constexpr (!Nullable<Member>) size = fixed_size<P, Member>();
      if (size == 0 || !is_regular<P, C, k>()) {
        sum = 0;
        return false;
      }
      const bool in_head = P::bool_in_field && type_of<Member>() == Type::boolean;
      sum += P::field_head + (in_head ? 0 : size);
      return true;
    });
    return sum;
  } else {
    return 0;
  }
}

/// The least size of a value of the type.
template <class P, class T>
consteval std::size_t least_size() {
  return P::min_size(type_of<T>());
}

/// The size of a value whose fields are all there and whose strings and containers are empty: what
/// a container's elements are expected to take.
template <class P, class T>
consteval std::size_t expected_size() {
  using C = carried_t<T>;
  if constexpr (Recordlike<C>) {
    std::size_t sum = 1;
    for_each_index<Record<C>::size>([&](auto k) {
      using Member = field_type<C, k>;
      if constexpr (!Nullable<Member>) {
        const bool in_head = P::bool_in_field && type_of<Member>() == Type::boolean;
        sum += P::field_head + (in_head ? 0 : expected_size<P, Member>());
      }
      return true;
    });
    return sum;
  } else {
    return least_size<P, C>();
  }
}

// ---- bounds for writing

/// True when no value of the type is larger than `bound`.
template <class P, class T>
consteval bool is_bounded() {
  using C = carried_t<T>;
  if constexpr (kind_of<C> == Kind::wrapper)
    return is_bounded<P, held_t<C>>();
  else if constexpr (Scalar<C>)
    return true;
  else if constexpr (Recordlike<C>)
    return for_each_index<Record<C>::size>(
        [](auto k) { return is_bounded<P, field_type<C, k>>(); });
  else
    return false;
}

/// True when a value's size is told by its own sizes, without a look at what could be many
/// elements.
template <class P, class T>
consteval bool is_flat() {
  using C = carried_t<T>;
  if constexpr (Customised<T>)
    return is_bounded<P, T>();
  else if constexpr (kind_of<C> == Kind::wrapper)
    return is_flat<P, held_t<C>>();
  else if constexpr (Scalar<C> || Stringlike<C>)
    return true;
  else if constexpr (Elements<C>)
    return is_bounded<P, typename C::value_type>();
  else if constexpr (Recordlike<C>)
    return for_each_index<Record<C>::size>([](auto k) { return is_flat<P, field_type<C, k>>(); });
  else
    return false;
}

/// What a value takes at most, the content of its strings and containers not counted.
template <class P, class T>
consteval std::size_t bound() {
  using C = carried_t<T>;
  if constexpr (kind_of<C> == Kind::wrapper)
    return bound<P, held_t<C>>();
  else if constexpr (Recordlike<C>) {
    std::size_t sum = 1;
    for_each_index<Record<C>::size>([&](auto k) {
      sum += P::max_field_head;
      if constexpr (is_flat<P, field_type<C, k>>()) sum += bound<P, field_type<C, k>>();
      return true;
    });
    return sum;
  } else if constexpr (Stringlike<C>)
    return P::max_string_head;
  else if constexpr (Elements<C>)
    return P::max_list_head;
  else if constexpr (kind_of<C> == Kind::map)
    return P::max_map_head;
  else
    return P::max_size(type_of<C>());
}

/// What the content of a flat value's strings and containers takes at most. Where large strings
/// travel beside the buffer (`gathered` bytes or more), they don't count.
template <class P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t content(const T& value,
                                                      std::size_t gathered) noexcept {
  if constexpr (is_bounded<P, T>()) {
    return 0;
  } else if constexpr (kind_of<T> == Kind::wrapper) {
    return value ? content<P>(*value, gathered) : 0;
  } else if constexpr (Stringlike<T>) {
    return value.size() < gathered ? value.size() : 0;
  } else if constexpr (Elements<T>) {
    return value.size() * bound<P, typename T::value_type>();
  } else {
    std::size_t sum = 0;
    for_each_field<T>([&](auto k) __attribute__((always_inline)) {
      if constexpr (is_flat<P, field_type<T, k>>())
        sum += content<P>(field_at<T, k>::get(value), gathered);
    });
    return sum;
  }
}

/// True when the K-th field begins a run: fields whose room is asked for at once.
template <class P, class T, std::size_t K>
consteval bool begins_run() {
  if constexpr (K == 0)
    return true;
  else
    return !is_flat<P, field_type<T, K - 1>>();
}

/// The room of a run from the K-th field on, its content apart; the run ends with a field that asks
/// for its own.
template <class P, class T, std::size_t K>
consteval std::size_t run_bound() {
  if constexpr (K == Record<T>::size)
    return 1;
  else if constexpr (!is_flat<P, field_type<T, K>>())
    return P::max_field_head;
  else
    return P::max_field_head + bound<P, field_type<T, K>>() + run_bound<P, T, K + 1>();
}

template <class P, class T, std::size_t K>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t run_content(const T& value,
                                                          std::size_t gathered) noexcept {
  if constexpr (K == Record<T>::size)
    return 0;
  else if constexpr (!is_flat<P, field_type<T, K>>())
    return 0;
  else
    return content<P>(field_at<T, K>::get(value), gathered) +
           run_content<P, T, K + 1>(value, gathered);
}

// ---- windows for reading

/// Bytes that are there whenever the predicted fields from the K-th on are: checked once, where the
/// window begins, they let each field be read without a look at the end. 0: the field looks for
/// itself.
template <class P, class T, std::size_t K>
consteval std::size_t window() {
  if constexpr (K == Record<T>::size) {
    return 1;
  } else {
    using Member = field_type<T, K>;
    using C = carried_t<Member>;
    if constexpr (Nullable<Member> || !is_regular<P, T, K>())
      return 0;
    else if constexpr (P::bool_in_field && kind_of<C> == Kind::boolean)
      return P::field_head + window<P, T, K + 1>();
    else if constexpr (constexpr std::size_t size = fixed_size<P, Member>(); size != 0)
      return P::field_head + size + window<P, T, K + 1>();
    else if constexpr (Scalar<C>)
      return 0;
    else
      return P::field_head + P::min_size(type_of<C>());
  }
}

/// True when the K-th field cannot count on a window that began before it.
template <class P, class T, std::size_t K>
consteval bool begins_window() {
  if constexpr (K == 0) {
    return true;
  } else {
    using Before = field_type<T, K - 1>;
    if constexpr (window<P, T, K - 1>() == 0)
      return true;
    else if constexpr (P::bool_in_field && kind_of<carried_t<Before>> == Kind::boolean)
      return false;
    else
      return fixed_size<P, Before>() == 0 && !Stringlike<Before>;
  }
}

/// True for a record that is written and read in place where it is a field: a call would cost more
/// than it does.
template <class T>
inline constexpr bool is_small = [] {
  if constexpr (Recordlike<T>)
    return Record<T>::size <= 4;
  else
    return false;
}();

// ---- recursion

/// A number that stands for a type. (Addresses would do, but GCC's sanitizer makes their comparison
/// no constant.)
template <class T>
inline constexpr std::uint64_t type_number = [] {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : type_name<T>()) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}();

/// The types met so far on a walk through a type's parts.
struct Walk {
  static constexpr std::size_t most = 512;
  std::uint64_t met[most] = {};
  std::size_t size = 0;
  std::uint64_t wanted = 0;
};

template <class T>
constexpr bool walk_parts(Walk& walk);

template <class T>
constexpr bool walk_to(Walk& walk) {
  if constexpr (Scalar<carried_t<T>> || Stringlike<carried_t<T>>) return false;
  constexpr std::uint64_t self = type_number<T>;
  if (self == walk.wanted) return true;
  for (std::size_t i = 0; i < walk.size; ++i)
    if (walk.met[i] == self) return false;
  if (walk.size == Walk::most) return true;
  walk.met[walk.size++] = self;
  return walk_parts<T>(walk);
}

template <class T>
constexpr bool walk_parts(Walk& walk) {
  using C = carried_t<T>;
  if constexpr (Nullable<C>)
    return walk_to<held_t<C>>(walk);
  else if constexpr (kind_of<C> == Kind::map)
    return walk_to<typename C::key_type>(walk) || walk_to<typename C::mapped_type>(walk);
  else if constexpr (Elements<C>)
    return walk_to<typename C::value_type>(walk);
  else if constexpr (Recordlike<C>)
    return !for_each_index<Record<C>::size>(
        [&](auto k) { return !walk_to<field_type<C, k>>(walk); });
  else if constexpr (kind_of<C> == Kind::union_)
    return !for_each_index<C::members>(
        [&](auto i) { return !walk_to<typename UnionRecord<C>::template type<i>>(walk); });
  else
    return false;
}

/// True when a value of the type can hold another one of it: only there need nesting be counted, as
/// the type itself bounds it everywhere else.
template <class T>
inline constexpr bool is_recursive = [] {
  Walk walk{};
  walk.wanted = type_number<T>;
  return walk_parts<T>(walk);
}();

}  // namespace seathrift::detail
