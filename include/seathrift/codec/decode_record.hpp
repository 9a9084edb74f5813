// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a record read? Expect each field where a writer of the same type puts it; at the first
// surprise, search.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// How the predicted path went on: it read the field, saw something else there, or met an error
/// within the field.
enum class Step : std::uint8_t { done, search, error };

/// Reads a field, whose window has been checked, into `value`. Bytes behind the field's that its
/// window has, `Next`, are not those of a string.
template <Protocol P, int Id, std::size_t Next, class Member>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_field(Input& in, const std::byte* const end,
                                                    const std::byte*& at, Member& value,
                                                    std::int32_t& last) {
  constexpr Type type = type_of<Member>();
  const std::byte* from = at;
  if constexpr (type == Type::boolean) {
    bool flag = false;
    if (!P::expect_bool(from, Id, last, flag)) [[unlikely]]
      return Step::search;
    take_bool(value, flag);
  } else if constexpr (shape_of<P, Member>.fixed != 0) {
    if (!P::expect_field(from, type, Id, last)) [[unlikely]]
      return Step::search;
    if (!decode_fixed<P>(from, value)) [[unlikely]]
      return Step::search;
  } else if constexpr (Scalar<Member>) {
    std::conditional_t<std::is_enum_v<Member>, std::int32_t, Member> number{};
    if (static_cast<std::size_t>(end - from) < P::field_head + P::varying_window) [[unlikely]] {
      // Near the end of the message: the same, one byte after the other.
      if (from == end || !P::expect_field(from, type, Id, last)) return Step::search;
      from = P::read_near_end(in, from, number);
      if (from == nullptr) return Step::error;
    } else {
      if (!P::expect_field(from, type, Id, last)) [[unlikely]]
        return Step::search;
      if (!P::read_varying(from, number)) [[unlikely]]
        return Step::search;
    }
    if (!take_number(value, number)) [[unlikely]]
      return Step::search;
  } else if constexpr (Stringlike<Member>) {
    if (!P::expect_field(from, type, Id, last)) [[unlikely]]
      return Step::search;
    std::size_t size = 0;
    if (!P::read_size(from, size)) [[unlikely]] {
      from = P::read_string(in, from, size);
      if (from == nullptr) return Step::error;
    }
    // The length's check covers the window of what comes behind the string.
    const auto room = static_cast<std::size_t>(end - from);
    if (room < Next || room - Next < size) [[unlikely]]
      return Step::search;
    take_bytes(value, from, size);
    from += size;
  } else {
    // A Custom type's number may take one byte or ten, and has no window.
    if constexpr (Scalar<carried_t<Member>>)
      if (from == end) [[unlikely]]
        return Step::search;
    if (!P::expect_field(from, type, Id, last)) [[unlikely]]
      return Step::search;
    if constexpr (is_small<Member> && !is_recursive<Member> && !Elsewhere<P, Member>)
      from = decode_fields<P>(in, from, value);
    else
      from = decode_value<P>(in, from, value);
    if (from == nullptr) [[unlikely]]
      return Step::error;
  }
  at = from;
  last = Id;
  return Step::done;
}

/// Where the predicted path is: at which byte, behind which id, and which field stopped it, why.
struct Progress {
  const std::byte* at;
  std::int32_t last = 0;
  std::size_t stopped = 0;
  Step why = Step::done;

  SEATHRIFT_ALWAYS_INLINE constexpr bool stop(std::size_t k, Step step) noexcept {
    stopped = k;
    why = step;
    return false;
  }
};

/// Reads the K-th field, F, if it is there, in its predicted form. False stops the predicted path.
template <Protocol P, class T, class F, std::size_t K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_member(Progress& go, Input& in,
                                                     const std::byte* const end, T& value) {
  using Member = typename F::type;
  constexpr const FieldPlan& plan = plan_of<P, T>.fields[K];
  auto& member = F::get(value);
  Step step = Step::search;
  if constexpr (!plan.regular) {
    // A head of more than one byte, in Compact: rare enough to be left to the search.
  } else if constexpr (Nullable<Member>) {
    const auto room = static_cast<std::size_t>(end - go.at);
    bool is_there = room >= plan.least;
    if (is_there) {
      const std::byte* from = go.at;
      bool unused = false;
      if constexpr (plan.in_head)
        is_there = P::expect_bool(from, plan.id, go.last, unused);
      else
        is_there = P::expect_field(from, plan.type, plan.id, go.last);
      if constexpr (kind_of<Member> == Kind::pointer) {
        if (is_there) {
          go.at = decode_value<P>(in, from, member);
          if (go.at == nullptr) [[unlikely]]
            return go.stop(K, Step::error);
          go.last = plan.id;
          return true;
        }
      }
    } else if (room == 0) {
      return go.stop(K, Step::search);
    }
    if (!is_there) {
      if constexpr (plan.required) return go.stop(K, Step::search);
      return leave_out<T>(member) || go.stop(K, Step::search);
    }
    if constexpr (kind_of<Member> != Kind::pointer) {
      engage(member, value);
      // The window of this field alone is there: what follows begins one of its own.
      step = decode_field<P, plan.id, plan_of<P, T>.fields[K + 1].window>(in, end, go.at, *member,
                                                                          go.last);
    }
  } else {
    if constexpr (plan.begins_window && plan.window != 0) {
      if (static_cast<std::size_t>(end - go.at) < plan.window) [[unlikely]]
        return go.stop(K, Step::search);
    }
    step = decode_field<P, plan.id, plan_of<P, T>.fields[K + 1].window>(in, end, go.at, member,
                                                                        go.last);
  }
  if (step == Step::done) [[likely]]
    return true;
  return go.stop(K, step);
}

template <Protocol P, class T, std::size_t From, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_portion(Progress& go, Input& in,
                                                      [[maybe_unused]] const std::byte* const end,
                                                      [[maybe_unused]] T& value,
                                                      TypeList<void, F...>*,
                                                      std::index_sequence<K...>) {
  return (decode_member<P, T, F, From + K>(go, in, end, value) && ...);
}

/// Reads the fields from the From-th on, until one is not as predicted.
template <Protocol P, class T, std::size_t From = 0>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_members(Progress& go, Input& in,
                                                      const std::byte* const end, T& value) {
  using Some = Portion<wire_fields<T>, From>;
  const bool all =
      decode_portion<P, T, From>(go, in, end, value, static_cast<typename Some::type*>(nullptr),
                                 std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Record<T>::size)
    return all && decode_members<P, T, Some::end>(go, in, end, value);
  else
    return all;
}

/// What errors say of a record.
struct RecordNames {
  const std::string_view* name;
  const std::string_view* fields;
  const std::uint16_t* order;
  std::size_t size;
};
template <class T>
inline constexpr RecordNames names_of = {&Record<T>::name, Record<T>::names.data(),
                                         wire_order<T>.data(), Record<T>::size};

/// Names the record and its K-th field, if there is one, as the place of an error, once.
SEATHRIFT_COLD constexpr const std::byte* blame(Input& in, const RecordNames& names,
                                                std::size_t k) noexcept {
  if (in.record == nullptr) {
    in.record = names.name;
    if (k < names.size) in.field = names.fields + names.order[k];
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
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_predicted(Input& in, const std::byte* at,
                                                                    T& value) {
  constexpr std::size_t size = Record<T>::size;
  const std::byte* const end = in.end;
  Progress go{at};
  if (decode_members<P>(go, in, end, value)) [[likely]] {
    // The last window ends with the stop byte.
    const bool is_there = !plan_of<P, T>.fields[size].begins_window || go.at != end;
    if (is_there && *go.at == std::byte{0}) [[likely]]
      return go.at + 1;
    go.stopped = size;
  } else if (go.why == Step::error) {
    return blame(in, names_of<T>, go.stopped);
  }
  return search_record<P>(in, go.at, value, go.stopped, go.last);
}

/// Reads a record.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_fields(Input& in, const std::byte* at,
                                                                 T& value) {
  if (!open_level<T>(in)) [[unlikely]] {
    fail(in, Errc::depth_limit, at);
    return blame(in, names_of<T>, Record<T>::size);
  }
  if constexpr (optimize_size)
    at = search_record<P>(in, at, value, 0, 0);
  else
    at = decode_predicted<P>(in, at, value);
  close_level<T>(in);
  return at;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_record(Input& in, const std::byte* at, T& value) {
  if constexpr (Elsewhere<P, T>)
    return RecordCodec<P, T>::decode(in, at, value);
  else
    return decode_fields<P>(in, at, value);
}

/// Reads the body of a message: what is read once is read in place.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_body(Input& in, const std::byte* at,
                                                               T& value) {
  if constexpr (Recordlike<T> && !Elsewhere<P, T>)
    return decode_fields<P>(in, at, value);
  else
    return decode_value<P>(in, at, value);
}

}  // namespace seathrift::detail
