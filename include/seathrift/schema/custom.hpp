// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a type of the user's own travel as one that Thrift knows?

#include <concepts>
#include <type_traits>
#include <utility>

namespace seathrift {

/// The customisation point for types that Thrift does not know: specialise it with two functions.
///
///     template <>
///     struct seathrift::Custom<Celsius> {
///       static double to_thrift(const Celsius& value) { return value.degrees; }
///       static Celsius from_thrift(double value) { return {value}; }
///     };
///
/// The result of `to_thrift` decides the type on the wire; it may be anything that can be a field,
/// and a reference into `value` where no copy is wanted. `from_thrift` takes that type. Both may
/// throw: an exception of theirs leaves encode and decode as it is.
template <class T>
struct Custom;

namespace detail {

template <class T>
concept Customised = requires(const T& value) {
  Custom<T>::to_thrift(value);
};

/// The type that a customised type travels as.
template <Customised T>
using Surrogate = std::remove_cvref_t<decltype(Custom<T>::to_thrift(std::declval<const T&>()))>;

/// A customised type that comes back from what it travels as.
template <class T>
concept Restorable = requires(Surrogate<T>& carried) {
  { Custom<T>::from_thrift(std::move(carried)) } -> std::convertible_to<T>;
};

}  // namespace detail
}  // namespace seathrift
