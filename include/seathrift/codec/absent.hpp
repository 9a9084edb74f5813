// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a field become that is not in the message? What a new record has in its place.

#include <atomic>
#include <type_traits>
#include <utility>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// True of a method's arguments: what is not in the message is as it was made.
template <class T>
inline constexpr bool made_for_message = requires {
  Record<T>::always_new;
};

/// True when a new record is known to have no optional set: one that is not in a message is then
/// emptied in passing. Only running the record's constructor tells, which the search does when it
/// first misses a field.
template <class T>
inline constinit std::atomic<bool> absent_is_empty = false;

template <class Member>
[[nodiscard]] constexpr bool is_set(const Member& member) {
  if constexpr (Nullable<Member>)
    return static_cast<bool>(member);
  else
    return false;
}

/// Makes a field that is nullable what it is when it is not in the message; false leaves that to
/// the search.
template <class Member>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool leave_out(Member& member,
                                                               const std::atomic<bool>& is_empty) {
  if (__builtin_is_constant_evaluated()) return false;
  if (!is_empty.load(std::memory_order_relaxed)) [[unlikely]]
    return false;
  member.reset();
  return true;
}

/// Gives a value back the content of a new one. (Inlined, GCC 12 warns of strings in optionals that
/// are none.)
template <class T>
SEATHRIFT_NOINLINE constexpr void restore(T& value, T& fresh) {
  value = std::move(fresh);
}

}  // namespace seathrift::detail
