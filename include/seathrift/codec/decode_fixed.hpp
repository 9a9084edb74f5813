// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value taken whose bytes are known to be there?

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// Takes a boolean that was part of its field's head.
template <class T>
SEATHRIFT_ALWAYS_INLINE constexpr void take_bool(T& value, bool flag) {
  if constexpr (Customised<T>) {
    Surrogate<T> carried{};
    take_bool(carried, flag);
    value = Custom<T>::from_thrift(std::move(carried));
  } else {
    value = flag;
  }
}

/// Takes a scalar that was read as T or, for an enum, as its number. False when the enum is too
/// small for the number: another value would be there than was sent.
template <class T, class Number>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool take_number(T& value, Number number) noexcept {
  value = static_cast<T>(number);
  if constexpr (std::is_enum_v<T> && sizeof(T) < sizeof(Number))
    return static_cast<Number>(value) == number;
  else
    return true;
}

template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed(const std::byte*& at, T& value);

template <Protocol P, class T, class F, std::size_t K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed_field(const std::byte*& at, T& value) {
  constexpr const FieldPlan& plan = plan_of<P, T>.fields[K];
  auto& member = F::get(value);
  if constexpr (plan.boolean) {
    bool flag = false;
    if (!P::expect_bool(at, plan.id, plan.before, flag)) [[unlikely]]
      return false;
    take_bool(member, flag);
    return true;
  } else {
    if (!P::is_field(at, plan.type, plan.id, plan.before)) [[unlikely]]
      return false;
    at += P::field_head;
    return decode_fixed<P>(at, member);
  }
}

template <Protocol P, std::size_t From, class T, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed_fields(const std::byte*& at, T& value,
                                                           TypeList<void, F...>*,
                                                           std::index_sequence<K...>) {
  return (decode_fixed_field<P, T, F, From + K>(at, value) && ...);
}

template <Protocol P, std::size_t From, class T>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed_record(const std::byte*& at, T& value) {
  using Some = Portion<wire_fields<T>, From>;
  const bool all =
      decode_fixed_fields<P, From>(at, value, static_cast<typename Some::type*>(nullptr),
                                   std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Record<T>::size)
    return all && decode_fixed_record<P, Some::end>(at, value);
  else
    return all;
}

/// Reads a type whose values all have one size; its bytes are there. False when a field's head is
/// another one.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed(const std::byte*& at, T& value) {
  if constexpr (Customised<T>) {
    Surrogate<T> carried{};
    if (!decode_fixed<P>(at, carried)) [[unlikely]]
      return false;
    value = Custom<T>::from_thrift(std::move(carried));
    return true;
  } else if constexpr (std::is_enum_v<T>) {
    std::int32_t number = 0;
    P::read_fixed(at, number);
    return take_number(value, number);
  } else if constexpr (Scalar<T>) {
    P::read_fixed(at, value);
    return true;
  } else {
    const std::byte* from = at;
    if (!decode_fixed_record<P, 0>(from, value) || *from != std::byte{0}) [[unlikely]]
      return false;
    at = from + 1;
    return true;
  }
}

/// Takes a string's bytes, which are there.
template <class T>
SEATHRIFT_ALWAYS_INLINE constexpr void take_bytes(T& value, const std::byte* from,
                                                  std::size_t size) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::text) {
    if (__builtin_is_constant_evaluated()) {
      value.clear();
      for (std::size_t i = 0; i < size; ++i) value.push_back(static_cast<char>(from[i]));
    } else {
      value.assign(reinterpret_cast<const char*>(from), size);
    }
  } else if constexpr (k == Kind::text_view) {
    value = {reinterpret_cast<const char*>(from), size};
  } else if constexpr (k == Kind::binary) {
    value.assign(from, from + size);
  } else {
    value = {from, size};
  }
}

}  // namespace seathrift::detail
