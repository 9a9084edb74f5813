// SPDX-License-Identifier: Apache-2.0
#pragma once
// Can a value of a type hold another one of it? Only there need nesting be counted.

#include <cstddef>
#include <cstdint>

#include <seathrift/codec/shape.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

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

  enum class Met : std::uint8_t { wanted, before, first };
  constexpr Met meet(std::uint64_t type) noexcept {
    if (type == wanted) return Met::wanted;
    for (std::size_t i = 0; i < size; ++i)
      if (met[i] == type) return Met::before;
    if (size == most) return Met::wanted;
    met[size++] = type;
    return Met::first;
  }
};

template <class T>
constexpr bool walk_parts(Walk& walk);

/// True when the walk comes to the wanted type.
template <class T>
constexpr bool walk_to(Walk& walk) {
  using C = carried_t<T>;
  constexpr Kind k = kind_of<C>;
  if constexpr (Scalar<C> || Stringlike<C>) {
    return false;
  } else if constexpr (k == Kind::record || k == Kind::union_) {
    const Walk::Met met = walk.meet(type_number<C>);
    return met == Walk::Met::wanted || (met == Walk::Met::first && walk_parts<C>(walk));
  } else {
    return walk_parts<C>(walk);
  }
}

template <class... F>
constexpr bool walk_fields(Walk& walk, TypeList<void, F...>*) {
  bool found = false;
  [[maybe_unused]] const bool each[] = {(found = found || walk_to<typename F::type>(walk))...,
                                        false};
  return found;
}

template <class T>
constexpr bool walk_parts(Walk& walk) {
  if constexpr (Nullable<T>)
    return walk_to<held_t<T>>(walk);
  else if constexpr (kind_of<T> == Kind::map)
    return walk_to<typename T::key_type>(walk) || walk_to<typename T::mapped_type>(walk);
  else if constexpr (Elements<T>)
    return walk_to<typename T::value_type>(walk);
  else if constexpr (Recordlike<T>)
    return walk_fields(walk, static_cast<typename Record<T>::List*>(nullptr));
  else if constexpr (kind_of<T> == Kind::union_)
    return !for_each_index<T::members>(
        [&](auto i) { return !walk_to<typename UnionRecord<T>::template type<i>>(walk); });
  else
    return false;
}

template <class T>
consteval bool leads_to_record();

/// True for a type whose values can hold records or unions.
template <class T>
inline constexpr bool holds_records = leads_to_record<T>();

template <class T>
consteval bool leads_to_record() {
  using C = carried_t<T>;
  if constexpr (Scalar<C> || Stringlike<C>)
    return false;
  else if constexpr (Nullable<C>)
    return holds_records<held_t<C>>;
  else if constexpr (kind_of<C> == Kind::map)
    return holds_records<typename C::key_type> || holds_records<typename C::mapped_type>;
  else if constexpr (Elements<C>)
    return holds_records<typename C::value_type>;
  else
    return true;
}

template <class... F>
consteval bool any_holds_records(TypeList<void, F...>*) {
  const bool each[] = {holds_records<typename F::type>..., false};
  for (const bool is : each)
    if (is) return true;
  return false;
}

/// Most records hold no others, and need no walk.
template <class T>
consteval bool can_hold_itself() {
  constexpr bool walks = [] {
    if constexpr (Recordlike<T>)
      return any_holds_records(static_cast<typename Record<T>::List*>(nullptr));
    else
      return true;
  }();
  if constexpr (walks) {
    Walk walk{};
    walk.wanted = type_number<T>;
    return walk_parts<T>(walk);
  } else {
    return false;
  }
}

/// True when a value of the type can hold another one of it: the type itself bounds nesting
/// everywhere else.
template <class T>
inline constexpr bool is_recursive = can_hold_itself<T>();

}  // namespace seathrift::detail
