// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a record read? Expect each field where a writer of the same type puts it; at the first
// surprise, search.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// How the predicted path went on: it read the field, saw something else there, or met an error
/// within the field.
enum class Step : std::uint8_t { done, search, error };

/// Reads the K-th field, whose window has been checked, into `value`.
template <Protocol P, class T, std::size_t K, class Member>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_field(Input& in, const std::byte* const end,
                                                    const std::byte*& at, Member& value,
                                                    std::int32_t& last) {
  constexpr int id = field_at<T, K>::id;
  constexpr Type type = type_of<Member>();
  const std::byte* from = at;
  if constexpr (type == Type::boolean) {
    bool flag = false;
    if (!P::expect_bool(from, id, last, flag)) [[unlikely]]
      return Step::search;
    take_bool(value, flag);
  } else if constexpr (fixed_size<P, Member>() != 0) {
    if (!P::expect_field(from, type, id, last)) [[unlikely]]
      return Step::search;
    if (!decode_fixed<P>(from, value)) [[unlikely]]
      return Step::search;
  } else if constexpr (Scalar<Member>) {
    if (static_cast<std::size_t>(end - from) < P::field_head + P::varying_window) [[unlikely]] {
      // Near the end of the message: the same, one byte after the other.
      if (from == end || !P::expect_field(from, type, id, last)) return Step::search;
      std::conditional_t<std::is_enum_v<Member>, std::int32_t, Member> number{};
      from = P::read_near_end(in, from, number);
      if (from == nullptr) return Step::error;
      if (!take_number(value, number)) [[unlikely]]
        return Step::search;
    } else {
      if (!P::expect_field(from, type, id, last)) [[unlikely]]
        return Step::search;
      std::conditional_t<std::is_enum_v<Member>, std::int32_t, Member> number{};
      if (!P::read_varying(from, number)) [[unlikely]]
        return Step::search;
      if (!take_number(value, number)) [[unlikely]]
        return Step::search;
    }
  } else if constexpr (Stringlike<Member>) {
    if (!P::expect_field(from, type, id, last)) [[unlikely]]
      return Step::search;
    std::size_t size = 0;
    if (!P::read_size(from, size)) [[unlikely]] {
      from = P::read_string(in, from, size);
      if (from == nullptr) return Step::error;
    }
    // The length's check covers the window of what comes behind the string.
    constexpr std::size_t next = window<P, T, K + 1>();
    const auto room = static_cast<std::size_t>(end - from);
    if (room < next || room - next < size) [[unlikely]]
      return Step::search;
    take_bytes(value, from, size);
    from += size;
  } else {
    if (!P::expect_field(from, type, id, last)) [[unlikely]]
      return Step::search;
    if constexpr (is_small<Member> && !is_recursive<Member>)
      from = decode_fields<P>(in, from, value);
    else
      from = decode_value<P>(in, from, value);
    if (from == nullptr) [[unlikely]]
      return Step::error;
  }
  at = from;
  last = id;
  return Step::done;
}

/// Reads the K-th field if it is there, in its predicted form.
template <Protocol P, class T, std::size_t K>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_member(Input& in, const std::byte* const end,
                                                     const std::byte*& at, T& value,
                                                     std::int32_t& last) {
  using Member = field_type<T, K>;
  constexpr int id = field_at<T, K>::id;
  auto& member = field_at<T, K>::get(value);
  if constexpr (!is_regular<P, T, K>()) {
    // A head of more than one byte, in Compact: rare enough to be left to the search.
    return Step::search;
  } else if constexpr (Nullable<Member>) {
    using Held = held_t<Member>;
    constexpr std::size_t fixed = fixed_size<P, Held>();
    constexpr bool in_head = P::bool_in_field && type_of<Held>() == Type::boolean;
    constexpr std::size_t least = P::field_head + (in_head      ? 0
                                                   : fixed != 0 ? fixed
                                                                : P::min_size(type_of<Held>()));
    const std::byte* from = at;
    constexpr bool required = field_at<T, K>::required;
    if constexpr (required) {
      if (static_cast<std::size_t>(end - at) < least) return Step::search;
    }
    if (static_cast<std::size_t>(end - at) < least)
      return end == at ? Step::search : (leave_out<T, K>(member), Step::done);
    bool is_there = false;
    if constexpr (in_head) {
      bool unused = false;
      is_there = P::expect_bool(from, id, last, unused);
    } else {
      is_there = P::expect_field(from, type_of<Held>(), id, last);
    }
    if (!is_there) {
      if constexpr (required) return Step::search;
      leave_out<T, K>(member);
      return Step::done;
    }
    if constexpr (kind_of<Member> == Kind::pointer) {
      from = decode_value<P>(in, from, member);
      if (from == nullptr) [[unlikely]]
        return Step::error;
      at = from;
      last = id;
      return Step::done;
    } else {
      if (!member) member.emplace();
      // The window of this field alone is there: what follows begins one of its own.
      return decode_field<P, T, K>(in, end, at, *member, last);
    }
  } else {
    constexpr std::size_t wanted = window<P, T, K>();
    if constexpr (begins_window<P, T, K>() && wanted != 0) {
      if (static_cast<std::size_t>(end - at) < wanted) [[unlikely]]
        return Step::search;
    }
    return decode_field<P, T, K>(in, end, at, member, last);
  }
}

/// Names the record and field of an error, once.
template <class T>
SEATHRIFT_COLD constexpr const std::byte* blame(Input& in, std::size_t k) noexcept {
  if (in.record == nullptr) {
    in.record = &Record<T>::name;
    if (k < Record<T>::size) in.field = &Record<T>::names[wire_order<T>[k]];
  }
  return nullptr;
}

/// Opens a level of a type that can hold itself.
template <class T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool open_level(Input& in) noexcept {
  if constexpr (is_recursive<T>) {
    if (in.depth == 0) [[unlikely]]
      return false;
    --in.depth;
  }
  return true;
}
template <class T>
SEATHRIFT_ALWAYS_INLINE constexpr void close_level(Input& in) noexcept {
  if constexpr (is_recursive<T>) ++in.depth;
}

/// Reads a record, field by field as predicted.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_fields(Input& in, const std::byte* at,
                                                                 T& value) {
  if (!open_level<T>(in)) [[unlikely]] {
    fail(in, Errc::depth_limit, at);
    return blame<T>(in, Record<T>::size);
  }
  constexpr std::size_t size = Record<T>::size;
  const std::byte* const end = in.end;
  std::int32_t last = 0;
  std::size_t k = size;
  Step step = Step::done;
  const bool all = for_each_index<size>([&](auto i) __attribute__((always_inline)) {
    step = decode_member<P, T, i>(in, end, at, value, last);
    if (step == Step::done) [[likely]]
      return true;
    k = i;
    return false;
  });
  if (all) [[likely]] {
    // The last window ends with the stop byte.
    if constexpr (size == 0 || begins_window<P, T, size>()) {
      if (at != end && *at == std::byte{0}) [[likely]] {
        close_level<T>(in);
        return at + 1;
      }
    } else {
      if (*at == std::byte{0}) [[likely]] {
        close_level<T>(in);
        return at + 1;
      }
    }
  } else if (step == Step::error) {
    return blame<T>(in, k);
  }
  at = search_record<P>(in, at, value, k, last);
  close_level<T>(in);
  return at;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_record(Input& in, const std::byte* at, T& value) {
  return decode_fields<P>(in, at, value);
}

/// Reads the body of a message: what is read once is read in place.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_body(Input& in, const std::byte* at,
                                                               T& value) {
  if constexpr (Recordlike<T>)
    return decode_fields<P>(in, at, value);
  else
    return decode_value<P>(in, at, value);
}

}  // namespace seathrift::detail
