// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a field become that is not in the message? What a new record has in its place.

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// True when a new record can be made in a constant expression. (Clang 14 takes the second question
/// alone for true where it is not.)
template <class T>
inline constexpr bool has_constant_default = __is_literal_type(T) && requires {
  typename std::bool_constant<(static_cast<void>(T{}), true)>;
};

template <class Member>
[[nodiscard]] constexpr bool is_set(const Member& member) {
  if constexpr (Nullable<Member>)
    return static_cast<bool>(member);
  else
    return true;
}

template <class T, class... F>
[[nodiscard]] constexpr std::array<bool, sizeof...(F) + 1> fields_set(const T& value,
                                                                      TypeList<void, F...>*) {
  return {is_set(F::get(value))..., false};
}

/// Which fields a new record has set.
template <class T>
[[nodiscard]] constexpr auto set_when_new() {
  return fields_set(T{}, static_cast<wire_fields<T>*>(nullptr));
}
template <class T>
inline constexpr auto set_by_constant_default = set_when_new<T>();

/// Whether a new record has the field set, where only running its constructor tells: it runs once.
template <class T>
[[nodiscard]] inline bool set_by_default(std::size_t k) {
  static const auto set = set_when_new<T>();
  return set[k];
}

template <class T, class F>
SEATHRIFT_COLD constexpr void take_default(T& value) {
  T fresh = new_part<T>(value);
  F::get(value) = std::move(F::get(fresh));
}

/// What the K-th field, F, which is nullable, becomes when it is not in the message: what a new
/// record has in its place.
template <class T, class F, std::size_t K>
constexpr void leave_out(T& value) {
  auto& member = F::get(value);
  if constexpr (has_constant_default<T>) {
    if constexpr (set_by_constant_default<T>[K])
      take_default<T, F>(value);
    else
      member.reset();
  } else {
    if (!std::is_constant_evaluated() && !set_by_default<T>(K)) [[likely]]
      member.reset();
    else
      take_default<T, F>(value);
  }
}

/// Gives a value back the content of a new one. (Inlined, GCC 12 warns of strings in optionals that
/// are none.)
template <class T>
SEATHRIFT_NOINLINE constexpr void restore(T& value, T& fresh) {
  value = std::move(fresh);
}

}  // namespace seathrift::detail
