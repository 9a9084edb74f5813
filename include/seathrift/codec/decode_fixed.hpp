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
    const bool all = for_each_index<Record<T>::size>([&](auto k) __attribute__((always_inline)) {
      using Member = field_type<T, k>;
      constexpr int id = field_at<T, k>::id;
      constexpr int last = last_written<T, k>();
      if constexpr (type_of<Member>() == Type::boolean) {
        bool flag = false;
        if (!P::expect_bool(from, id, last, flag)) [[unlikely]]
          return false;
        take_bool(field_at<T, k>::get(value), flag);
        return true;
      } else
        return P::expect_field(from, type_of<Member>(), id, last) &&
               decode_fixed<P>(from, field_at<T, k>::get(value));
    });
    if (!all || *from != std::byte{0}) [[unlikely]]
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
    if (std::is_constant_evaluated()) {
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
