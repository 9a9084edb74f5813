// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a record read? Expect each field where a writer of the same type puts it; at the first
// surprise, search.

#include <cstddef>
#include <cstdint>
#include <memory>
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

/// Reads a number that may take one byte or ten.
template <Protocol P, class Number>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_varying(Input& in, const std::byte*& at,
                                                      Number& value, bool near_end) {
  std::conditional_t<std::is_enum_v<Number>, std::int32_t, Number> number{};
  if (near_end) [[unlikely]] {
    at = P::read_near_end(in, at, number);
    if (at == nullptr) return Step::error;
  } else if (!P::read_varying(at, number)) [[unlikely]] {
    return Step::search;
  }
  return take_number(value, number) ? Step::done : Step::search;
}

/// Reads the value of a field behind its head. Bytes behind the field's that its window has,
/// `Next`, are not those of a string.
template <Protocol P, std::size_t Next, class Member>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_content(Input& in, const std::byte* const end,
                                                      const std::byte*& at, Member& value) {
  if constexpr (shape_of<P, Member>.fixed != 0) {
    if (!decode_fixed<P>(at, value)) [[unlikely]]
      return Step::search;
  } else if constexpr (Scalar<Member>) {
    const auto room = static_cast<std::size_t>(end - at);
    return decode_varying<P>(in, at, value, room < P::varying_window);
  } else if constexpr (Stringlike<Member>) {
    std::size_t size = 0;
    if (!P::read_size(at, size)) [[unlikely]] {
      at = P::read_string(in, at, size);
      if (at == nullptr) return Step::error;
    }
    // The length's check covers the window of what comes behind the string.
    const auto room = static_cast<std::size_t>(end - at);
    if (room < Next || room - Next < size) [[unlikely]]
      return Step::search;
    take_bytes(value, at, size);
    at += size;
  } else {
    if constexpr (is_small<Member> && !is_recursive<Member> && !Elsewhere<P, Member>)
      at = decode_fields<P>(in, at, value, in_wire_order<Member>);
    else
      at = decode_value<P>(in, at, value);
    if (at == nullptr) [[unlikely]]
      return Step::error;
  }
  return Step::done;
}

/// Where the predicted path is: at which byte, nullptr after an error, behind which id, and which
/// field stopped it.
struct Progress {
  const std::byte* at;
  std::int32_t last = 0;
  /// The heads of the batch that is being read were all as predicted so far.
  bool plain = true;
  std::size_t stopped = 0;

  SEATHRIFT_ALWAYS_INLINE constexpr bool stop(std::size_t k, Step step) noexcept {
    stopped = k;
    if (step == Step::error) at = nullptr;
    return false;
  }
};

/// Reads the K-th field, F, if it is there, in its predicted form. False stops the predicted path.
template <Protocol P, class T, class F, std::size_t K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_member(Progress& go, Input& in,
                                                     const std::byte* const end, T& value) {
  using Member = typename F::type;
  constexpr const FieldPlan& plan = plan_of<P, T>.fields[K];
  constexpr std::size_t next = plan_of<P, T>.fields[K + 1].window;
  auto& member = F::get(value);
  const std::byte* at = go.at;
  if constexpr (!plan.regular) {
    // A head of more than one byte, in Compact: rare enough to be left to the search.
    return go.stop(K, Step::search);
  } else if constexpr (Nullable<Member>) {
    const auto room = static_cast<std::size_t>(end - at);
    bool is_there = room >= plan.least;
    bool flag = false;
    if (is_there) {
      if constexpr (plan.in_head)
        is_there = P::expect_bool(at, plan.id, go.last, flag);
      else
        is_there = P::is_field(at, plan.type, plan.id, go.last);
    } else if (room == 0) {
      return go.stop(K, Step::search);
    }
    if (!is_there) {
      if constexpr (plan.required) return go.stop(K, Step::search);
      return leave_out<T>(member) || go.stop(K, Step::search);
    }
    Step step = Step::done;
    if constexpr (kind_of<Member> == Kind::pointer) {
      at = decode_value<P>(in, at + P::field_head, member);
      if (at == nullptr) [[unlikely]]
        step = Step::error;
    } else {
      engage(member, value);
      if constexpr (plan.in_head) {
        take_bool(*member, flag);
      } else {
        at += P::field_head;
        // The window of this field alone is there: what follows begins one of its own.
        step = decode_content<P, next>(in, end, at, *member);
      }
    }
    if (step != Step::done) [[unlikely]]
      return go.stop(K, step);
  } else {
    constexpr bool varies = plan.window == 0;
    const auto room = static_cast<std::size_t>(end - at);
    if constexpr (varies || plan.begins_window) {
      if (room < (varies ? P::field_head : plan.window)) [[unlikely]]
        return go.stop(K, Step::search);
    }
    // A method's arguments keep what they were made with, where the batch was none.
    if constexpr (plan.batch != 0 && !made_for_message<T>) {
      constexpr bool first = plan.batch_first == K;
      if constexpr (first) go.plain = true;
      go.plain &= P::is_field(at, plan.type, plan.id, first ? go.last : plan.before);
      at += P::field_head;
      go.plain &= decode_fixed<P>(at, member);
      go.at = at;
      if constexpr (!plan.ends_batch) return true;
      if (!go.plain) [[unlikely]] {
        go.at -= plan.batch;
        return go.stop(plan.batch_first, Step::search);
      }
    } else if constexpr (plan.in_head) {
      bool flag = false;
      if (!P::expect_bool(at, plan.id, go.last, flag)) [[unlikely]]
        return go.stop(K, Step::search);
      take_bool(member, flag);
    } else {
      if (!P::is_field(at, plan.type, plan.id, go.last)) [[unlikely]]
        return go.stop(K, Step::search);
      at += P::field_head;
      Step step = Step::done;
      if constexpr (varies && Scalar<Member>)
        step = decode_varying<P>(in, at, member, room < P::field_head + P::varying_window);
      else
        step = decode_content<P, next>(in, end, at, member);
      if (step != Step::done) [[unlikely]]
        return go.stop(K, step);
    }
  }
  go.at = at;
  go.last = plan.id;
  return true;
}

template <Protocol P, class T, std::size_t From, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_portion(Progress& go, Input& in,
                                                      const std::byte* const end, T& value,
                                                      TypeList<void, F...>*,
                                                      std::index_sequence<K...>) {
  return (decode_member<P, T, F, From + K>(go, in, end, value) && ...);
}

/// Reads the fields from the From-th on of a record that has more than one fold takes.
template <Protocol P, class T, std::size_t From>
constexpr bool decode_rest(Progress& go, Input& in, const std::byte* const end, T& value) {
  using Some = Portion<wire_fields<T>, From>;
  const bool all =
      decode_portion<P, T, From>(go, in, end, value, static_cast<typename Some::type*>(nullptr),
                                 std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Record<T>::size)
    return all && decode_rest<P, T, Some::end>(go, in, end, value);
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

SEATHRIFT_COLD constexpr const std::byte* too_deep(Input& in, const std::byte* at,
                                                   const RecordNames& names) noexcept {
  fail(in, Errc::depth_limit, at);
  return blame(in, names, names.size);
}

/// True of records that are read by the search alone: all, or arguments among which is something
/// that takes longer than to look it up.
template <Protocol P, class T>
inline constexpr bool decodes_by_table = optimize_size ||
                                         (made_for_message<T> && !plan_of<P, T>.shape.flat);

/// Reads a record, field by field as predicted, until the first surprise. `first` are the first
/// fields, mostly all. They are a parameter so that this is the one function that all of them are
/// inlined into: GCC optimises each level of functions in between again.
template <Protocol P, class T, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_fields(
    Input& in, const std::byte* at, T& value,
    [[maybe_unused]] IndexedTypes<std::index_sequence<K...>, F...>* first) {
  if constexpr (is_recursive<T>) {
    if (in.depth == 0) [[unlikely]]
      return too_deep(in, at, names_of<T>);
    --in.depth;
  }
  if constexpr (decodes_by_table<P, T>) {
    at = search_record<P>(in, at, value, 0, 0);
  } else {
    constexpr std::size_t size = Record<T>::size;
    const std::byte* const end = in.end;
    Progress go{at};
    bool predicted = (decode_member<P, T, F, K>(go, in, end, value) && ...);
    if constexpr (sizeof...(F) < size)
      predicted = predicted && decode_rest<P, T, sizeof...(F)>(go, in, end, value);
    if (predicted) [[likely]] {
      // The last window ends with the stop byte.
      const bool is_there = !plan_of<P, T>.fields[size].begins_window || go.at != end;
      predicted = is_there && *go.at == std::byte{0};
      go.stopped = size;
    }
    if (predicted) [[likely]]
      at = go.at + 1;
    else
      at = search_record<P>(in, go.at, value, go.stopped, go.last);
  }
  if constexpr (is_recursive<T>) ++in.depth;
  return at;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_record(Input& in, const std::byte* at, T& value) {
  if constexpr (Elsewhere<P, T>)
    return RecordCodec<P, T>::decode(in, at, std::addressof(value), false);
  else
    return decode_fields<P>(in, at, value, in_wire_order<T>);
}

/// Reads the body of a message: what is read once is read in place.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_body(Input& in, const std::byte* at,
                                                               T& value) {
  if constexpr (Recordlike<T> && !Elsewhere<P, T>)
    return decode_fields<P>(in, at, value, in_wire_order<T>);
  else
    return decode_value<P>(in, at, value);
}

}  // namespace seathrift::detail
