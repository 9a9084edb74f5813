// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be encoded and decoded by itself? What can be a message's body; all else is refused in a
// line.

#include <type_traits>

#include <seathrift/codec/shape.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/union.hpp>

namespace seathrift::detail {

/// What can be a message's body: a struct, an exception, a union, or what travels as one.
template <class T>
concept Encodable = mappable<T>() &&
    (kind_of<carried_t<T>> == Kind::record || kind_of<carried_t<T>> == Kind::union_);

/// True when the fields of a message's body travel; says which does not.
template <class T>
consteval bool body_travels() {
  if constexpr (kind_of<T> == Kind::union_)
    return UnionRecord<T>::travels;
  else
    return Record<T>::travels;
}

template <class P, class T>
consteval bool check_encodable() {
  // By way of a variable: else GCC lists each requirement that is not met.
  constexpr bool is_protocol = seathrift::Protocol<P>;
  static_assert(is_protocol,
                "seathrift: the first argument of encode or decode is no protocol; write "
                "encode<Compact>(value), "
                "decode<Compact, Work>(bytes)");
  constexpr bool defined = is_complete<T>;
  static_assert(defined || Described<T>,
                "seathrift: what is encoded or decoded is only declared; define it before");
  if constexpr (is_protocol && defined) {
    constexpr bool is_encodable = Encodable<T> && !DescribedService<T>;
    if constexpr (is_encodable)
      return body_travels<carried_t<T>>();
    else
      static_assert(
          refused_within<carried_t<T>>(),
          "seathrift: what is encoded or decoded is no struct; put the value into one, or describe "
          "its class with SEATHRIFT_STRUCT or SEATHRIFT_UNION");
  }
  return false;
}

/// The same of what is decoded into.
template <class P, class T>
consteval bool check_decodable() {
  constexpr bool variable = !std::is_const_v<T>;
  static_assert(variable,
                "seathrift: what is decoded into is const; pass an object that can change");
  if constexpr (variable)
    return check_encodable<P, T>();
  else
    return false;
}

/// The same of what is decoded and returned.
template <class P, class T>
consteval bool check_returned() {
  if constexpr (check_decodable<P, T>()) {
    constexpr bool movable = std::is_move_constructible_v<T>;
    static_assert(movable,
                  "seathrift: what is decoded can be neither moved nor copied to who asked for it; "
                  "decode_to an object that is there");
    return movable;
  }
  return false;
}

}  // namespace seathrift::detail
