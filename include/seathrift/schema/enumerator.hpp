// SPDX-License-Identifier: Apache-2.0
#pragma once
// What are an enum's values called?

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/tag.hpp>

namespace seathrift {

/// One value of an enum, with its name.
struct Enumerator {
  std::string_view name;
  std::int64_t value;
};

namespace detail {

template <class E>
concept DescribedEnum = std::is_enum_v<E> && requires {
  seathrift_enumerators(tag<E>{});
};

template <class T>
concept UnsignedNumber = std::unsigned_integral<T> && !std::same_as<T, bool>;

/// True for a value that the 32 bits as which it travels can hold.
template <class E>
requires(std::is_enum_v<E>) consteval bool fits_32_bits(E value) {
  const auto number = static_cast<std::int64_t>(value);
  return number >= INT32_MIN && number <= INT32_MAX;
}

template <class E>
inline constexpr auto enumerator_list = seathrift_enumerators(tag<E>{});

}  // namespace detail

/// The enumerators that SEATHRIFT_ENUM named, in the order it named them.
template <detail::DescribedEnum E>
[[nodiscard]] constexpr auto enumerators() {
  std::array<Enumerator, detail::enumerator_list<E>.size() - 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = detail::enumerator_list<E>[i];
  return all;
}

/// The name of an enum's value; empty when it has none, as a value from a newer peer.
template <detail::DescribedEnum E>
[[nodiscard]] constexpr std::string_view name_of(E value) noexcept {
  for (const Enumerator& each : detail::enumerator_list<E>)
    if (!each.name.empty() && each.value == static_cast<std::int64_t>(value)) return each.name;
  return {};
}

/// For an enum that has no SEATHRIFT_ENUM, and is told so.
template <class E>
requires(std::is_enum_v<E> && !detail::DescribedEnum<E>) constexpr std::string_view name_of(E) {
  static_assert(
      detail::DescribedEnum<E>,
      "seathrift: name_of of an enum that is not described; write SEATHRIFT_ENUM(...) behind it, "
      "in its namespace");
  return {};
}
template <class E>
requires(!detail::DescribedEnum<E>) constexpr std::array<Enumerator, 0> enumerators() {
  static_assert(
      detail::DescribedEnum<E>,
      "seathrift: enumerators of what is no described enum; write SEATHRIFT_ENUM(...) behind it, "
      "in its namespace");
  return {};
}

}  // namespace seathrift
