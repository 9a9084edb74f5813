// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be wrong with a struct or union that is to travel: with its fields, their types, their
// ids?

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/union.hpp>

namespace seathrift::detail {

/// What can be wrong with a struct (those before `unknown`) or with one of its fields.
enum class Fault : std::uint8_t {
  none,
  no_class,
  union_,
  no_default,
  no_fields,
  unknown,
  id_zero,
  id_wide,
  id_twice,
  no_member,
  unsigned_,
  required_optional,
  indirect,
  number,
  wide_enum,
  bytes,
  keys,
  undefined,
  circular,
  unmapped,
  refused,
};

/// The first fault of a struct, and the field that it is the fault of.
struct FirstFault {
  Fault fault = Fault::none;
  std::size_t index = 0;

  [[nodiscard]] constexpr bool is(Fault what) const { return fault == what; }
  [[nodiscard]] constexpr bool is(std::size_t i, Fault what) const {
    return i == index && fault == what;
  }
};

/// What keeps a member from being a field, whatever is described further on.
template <class Member, bool Required>
inline constexpr Fault stored_fault =
    std::is_void_v<Member> || std::is_function_v<Member> || std::is_const_v<Member>
        ? Fault::no_member
    : UnsignedNumber<Member>         ? Fault::unsigned_
    : Required&& is_optional<Member> ? Fault::required_optional
                                     : Fault::none;

/// True for a type that is only declared, and for what holds one.
template <class T>
consteval bool holds_undefined() {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::wrapper || k == Kind::pointer)
    return holds_undefined<held_t<T>>();
  else if constexpr (Elements<T>)
    return holds_undefined<typename T::value_type>();
  else if constexpr (k == Kind::map)
    return holds_undefined<typename T::key_type>() || holds_undefined<typename T::mapped_type>();
  else
    return std::is_class_v<T> && !is_complete<T>;
}

/// Why a type does not travel.
template <class T>
consteval Fault why_unmapped() {
  if constexpr (std::is_array_v<T> || std::is_pointer_v<T>)
    return Fault::indirect;
  else if constexpr (std::is_arithmetic_v<T>)
    return UnsignedNumber<T> ? Fault::unsigned_ : Fault::number;
  else if constexpr (WideEnum<T>)
    return Fault::wide_enum;
  else if constexpr (ScatteredBytes<T>)
    return Fault::bytes;
  else if constexpr (Customised<T> || is_complete<Custom<T>>)
    return Fault::circular;
  else if constexpr (holds_undefined<T>())
    return Fault::undefined;
  else if constexpr (kind_of<T> == Kind::set || kind_of<T> == Kind::map)
    return tells_keys<T>() ? Fault::unmapped : Fault::keys;
  else
    return Fault::unmapped;
}

template <class T>
inline constexpr Fault type_fault = [] {
  if constexpr (mappable<T>())
    return Fault::none;
  else if constexpr (refused_within<T>())
    return Fault::refused;
  else
    return why_unmapped<T>();
}();

/// The first of the ids that can't be one, or that one before it is.
constexpr FirstFault id_fault(const int* ids, std::size_t size) {
  int largest = -32769;
  for (std::size_t i = 0; i < size; ++i) {
    const int id = ids[i];
    if (id == 0) return {Fault::id_zero, i};
    if (id < -32768 || id > 32767) return {Fault::id_wide, i};
    if (id > largest) {
      largest = id;
      continue;
    }
    for (std::size_t j = 0; j < i; ++j)
      if (ids[j] == id) return {Fault::id_twice, i};
  }
  return {};
}

constexpr FirstFault first_of(const Fault* faults, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    if (faults[i] != Fault::none) return {faults[i], i};
  return {};
}

}  // namespace seathrift::detail
