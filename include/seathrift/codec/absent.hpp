// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a field become that is not in the message? What a new record has in its place.

#include <cstddef>
#include <utility>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// True of a method's arguments: what is not in the message is as it was made.
template <class T>
inline constexpr bool made_for_message = requires {
  Record<T>::always_new;
};

/// What is known of a new record. Only running its constructor tells, which the search does when it
/// first misses a field; for each protocol by itself, as what can be made blank depends on that.
struct NewRecord {
  Atomic<bool> is_known = false;
  /// It has no optional set: one that is not in a message is then emptied in passing.
  Atomic<bool> is_empty = false;
  /// All that can be is zero, or holds nothing.
  Atomic<bool> is_blank = false;
  /// Those of the first fields that are, and may be absent: a bit each, as many as are lock-free.
  Atomic<std::size_t> blank = 0;
};
template <class P, class T>
inline constinit NewRecord new_record;

/// A container or string, which can be emptied.
template <class T>
concept Clearable = (kind_of<T> == Kind::text || kind_of<T> == Kind::binary ||
                     kind_of<T> == Kind::sequence || kind_of<T> == Kind::set ||
                     kind_of<T> == Kind::map);

template <class T>
concept Blankable = Nullable<T> || Clearable<T> || Scalar<T>;

template <class Member>
[[nodiscard]] constexpr bool is_blank(const Member& member) {
  if constexpr (Nullable<Member>)
    return !member;
  else if constexpr (Clearable<Member>)
    return member.empty();
  else if constexpr (Scalar<Member>)
    return member == Member{};
  else
    return false;
}

template <Blankable Member>
constexpr void make_blank(Member& member) {
  if constexpr (Nullable<Member>)
    member.reset();
  else if constexpr (Clearable<Member>)
    member.clear();
  else
    member = Member{};
}

/// Makes a field that is nullable what it is when it is not in the message; false leaves that to
/// the search.
template <class Member>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool leave_out(Member& member,
                                                               const Atomic<bool>& is_empty) {
  if (__builtin_is_constant_evaluated()) return false;
  if (!is_empty.load(Order::relaxed)) [[unlikely]]
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
