// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a field become that is not in the message? What a new record has in its place.

#include <atomic>
#include <type_traits>
#include <utility>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// True when a new record can be made in a constant expression. (Clang 14 takes the second question
/// alone for true where it is not.)
template <class T>
inline constexpr bool has_constant_default = __is_literal_type(T) && requires {
  typename std::bool_constant<(static_cast<void>(T{}), true)>;
};

template <class T, std::size_t K>
[[nodiscard]] constexpr bool is_set_in(const T& value) {
  return static_cast<bool>(field_at<T, K>::get(value));
}

/// Whether a new record has the field empty, where only running its constructor tells: found out
/// the first time that the field is not in a message.
template <class T, std::size_t K>
inline std::atomic<bool> is_empty_by_default = false;

template <class T, std::size_t K>
SEATHRIFT_COLD constexpr void take_default(field_type<T, K>& member) {
  T fresh{};
  if (!std::is_constant_evaluated())
    is_empty_by_default<T, K>.store(!is_set_in<T, K>(fresh), std::memory_order_relaxed);
  member = std::move(field_at<T, K>::get(fresh));
}

/// What a nullable field becomes when it is not in the message: what a new record has in its place.
template <class T, std::size_t K>
constexpr void leave_out(field_type<T, K>& member) {
  if constexpr (requires { Record<T>::always_empty; }) return member.reset();
  if constexpr (has_constant_default<T>) {
    // Clang 14 refuses the bare call here, not the same one as an argument of a template.
    if constexpr (!std::bool_constant<is_set_in<T, K>(T{})>::value) {
      member.reset();
      return;
    }
  } else if (!std::is_constant_evaluated()) {
    if (is_empty_by_default<T, K>.load(std::memory_order_relaxed)) [[likely]] {
      member.reset();
      return;
    }
  }
  take_default<T, K>(member);
}

/// Gives a value back the content of a new one. (Inlined, GCC 12 warns of strings in optionals that
/// are none.)
template <class T>
SEATHRIFT_NOINLINE constexpr void restore(T& value, T& fresh) {
  value = std::move(fresh);
}

}  // namespace seathrift::detail
