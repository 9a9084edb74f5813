// SPDX-License-Identifier: Apache-2.0
#pragma once
// Can the values of a C++ type travel?

#include <concepts>

#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

/// True for std::less, but not for what a user specialised it to, which has not the types that the
/// library's own has.
template <class Compare>
consteval bool is_less() {
  if constexpr (
      requires { typename Compare::is_transparent; } ||
      requires { typename Compare::second_argument_type; })
    return type_name<Compare>().starts_with("std::less<");
  else
    return false;
}

/// False for a set or map that can't tell its keys apart: by std::less of a class without `<`, or
/// by std::hash of one that it does not know.
template <class T>
consteval bool tells_keys() {
  using Key = typename T::key_type;
  if constexpr (kind_of<Key> != Kind::record && kind_of<Key> != Kind::union_)
    return true;
  else if constexpr (requires { typename T::hasher; })
    return requires(const typename T::hasher& hash, const Key& key) { hash(key); };
  else if constexpr (is_less<typename T::key_compare>())
    return requires(const Key& key) { key < key; };
  else
    return true;
}

template <class T, class... Within>
consteval bool custom_travels();

/// False for what a macro describes wrongly, and has said so.
template <class T>
consteval bool is_well_described();

/// True when values of the type can travel. Of a record it says yes without looking inside: its
/// fields are checked where it is used first, so that records may refer to each other. `Within` are
/// the user's own types on the way here: one that leads back to itself does not end.
template <class T, class... Within>
consteval bool mappable() {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::unmapped)
    return false;
  else if constexpr (k == Kind::custom)
    return custom_travels<T, Within...>();
  else if constexpr (k == Kind::wrapper)
    return mappable<held_t<T>, Within...>() && !Nullable<held_t<T>>;
  else if constexpr (k == Kind::pointer)
    return kind_of<held_t<T>> == Kind::record || kind_of<held_t<T>> == Kind::union_;
  else if constexpr (k == Kind::set)
    return mappable<typename T::value_type, Within...>() &&
           kind_of<typename T::value_type> != Kind::wrapper && tells_keys<T>();
  else if constexpr (Elements<T>)
    return mappable<typename T::value_type, Within...>() &&
           kind_of<typename T::value_type> != Kind::wrapper;
  else if constexpr (k == Kind::map)
    return mappable<typename T::key_type, Within...>() &&
           mappable<typename T::mapped_type, Within...>() &&
           kind_of<typename T::key_type> != Kind::wrapper &&
           kind_of<typename T::mapped_type> != Kind::wrapper && tells_keys<T>();
  else if constexpr ((k == Kind::record || k == Kind::union_) && Described<T>)
    return is_well_described<T>();
  else
    return true;
}

template <class T, class... Within>
consteval bool custom_travels() {
  if constexpr ((std::same_as<T, Within> || ...) || !Restorable<T>)
    return false;
  else
    return mappable<Surrogate<T>, T, Within...>() && !Nullable<Surrogate<T>>;
}

/// True for what does not travel because of a description that has been refused: nothing more is
/// said of it. Asked of what is not mappable alone.
template <class T>
consteval bool refused_within() {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::wrapper || k == Kind::pointer)
    return refused_within<held_t<T>>();
  else if constexpr (Elements<T>)
    return refused_within<typename T::value_type>();
  else if constexpr (k == Kind::map)
    return refused_within<typename T::key_type>() || refused_within<typename T::mapped_type>();
  else if constexpr (requires { seathrift_is_service(tag<T>{}); })
    return false;
  else if constexpr ((k == Kind::record || k == Kind::union_) && Described<T>)
    return !is_well_described<T>();
  else
    return false;
}

}  // namespace seathrift::detail
