// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a field read where it is predicted? By its type and form: what is compiled does not name
// the record, so that all records share it.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// How the predicted path went on: it read the field, saw something else there, met an error within
/// the field, or read the field and can't tell what is behind it.
enum class Step : std::uint8_t { done, search, error, search_behind };

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

/// What the heads behind a field need of its id: nothing, where they are not counted from it.
template <class P>
SEATHRIFT_ALWAYS_INLINE constexpr std::int32_t last_id(int id) noexcept {
  return P::field_head != P::max_field_head ? id : 0;
}

/// Reads the value of a field behind its head. Bytes behind the field's that its window has,
/// `next`, are not those of a string.
template <Protocol P, class Member>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_content(Input& in, const std::byte* const end,
                                                      const std::byte*& at, Member& value,
                                                      [[maybe_unused]] std::size_t next) {
  if constexpr (shape_of<P, Member>.fixed != 0 && Recordlike<Member>) {
    const std::byte* behind = at;
    const bool all = decode_fixed_record<P, 0>(behind, value);
    if (all && *behind == std::byte{0}) [[likely]] {
      at = behind + 1;
      return Step::done;
    }
    // One of another version is no reason to leave the path, but has another size.
    constexpr std::size_t size = Record<Member>::size;
    at = search_record<P>(in, all ? behind : at, value, all ? size : 0,
                          all ? last_id<P>(plan_of<P, Member>.fields[size].before) : 0);
    if (at == nullptr) return Step::error;
    if (static_cast<std::size_t>(end - at) < next) return Step::search_behind;
  } else if constexpr (shape_of<P, Member>.fixed != 0) {
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
    if (room < next || room - next < size) [[unlikely]]
      return Step::search;
    take_bytes(value, at, size);
    at += size;
  } else {
    if constexpr (is_small<Member> && !is_recursive<Member> && !Elsewhere<P, Member>)
      at = decode_in_place<P>(in, at, value);
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
  const std::byte* const end;
  std::int32_t last = 0;
  /// The heads of the batch that is being read were all as predicted so far.
  bool plain = true;
  std::size_t stopped = 0;

  SEATHRIFT_ALWAYS_INLINE constexpr bool stop(std::size_t k, Step step) noexcept {
    stopped = k;
    if (step == Step::error) at = nullptr;
    return false;
  }
  /// The same where the field's value may have been read, up to `behind`.
  SEATHRIFT_ALWAYS_INLINE constexpr bool stop(std::size_t k, Step step, const std::byte* behind,
                                              std::int32_t id) noexcept {
    if (step != Step::search_behind) return stop(k, step);
    at = behind;
    last = id;
    return stop(k + 1, Step::search);
  }
  /// True when the record ends behind its fields, of which there are `size`. The last window has
  /// the stop byte in it, unless that one `begins_window`.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool meets_stop(std::size_t size,
                                                                  bool begins_window) noexcept {
    stopped = size;
    return (!begins_window || at != end) && *at == std::byte{0};
  }
};

/// What decides, beside its type, which code reads a field.
struct FieldForm {
  bool regular;
  bool required;
  bool begins_window;
  bool has_window;
  bool in_batch;
  bool begins_batch;
  bool ends_batch;
  /// What is not in the message stays as it is.
  bool stays;
};
/// The form of the k-th field of a record whose fields stay as they are where they are absent, or
/// don't.
[[nodiscard]] consteval FieldForm form_of(const FieldPlan& plan, std::size_t k, bool stays) {
  // A method's arguments keep what they were made with, where the batch was none.
  const bool batched = plan.batch != 0 && !stays;
  return {plan.regular,
          plan.required,
          plan.begins_window,
          plan.window != 0,
          batched,
          batched && plan.batch_first == k,
          batched && plan.ends_batch,
          stays};
}

/// What a record that has no allocator gives its fields' values.
struct NoHolder {};

/// Reads the k-th field if it is there, in its predicted form. False stops the predicted path.
template <Protocol P, FieldForm Form, class Member, class Holder>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_member(
    Progress& go, Input& in, Member& member, std::size_t k, const FieldPlan& plan, std::size_t next,
    [[maybe_unused]] const Holder* holder, [[maybe_unused]] const Atomic<bool>& is_empty) {
  constexpr Type type = type_of<Member>();
  const std::byte* at = go.at;
  if constexpr (!Form.regular) {
    // A head of more than one byte, in Compact: rare enough to be left to the search.
    return go.stop(k, Step::search);
  } else if constexpr (Nullable<Member>) {
    constexpr bool in_head = P::bool_in_field && type == Type::boolean;
    const auto room = static_cast<std::size_t>(go.end - at);
    bool is_there = room >= plan.least;
    bool flag = false;
    if (is_there) {
      if constexpr (in_head)
        is_there = P::expect_bool(at, plan.id, go.last, flag);
      else
        is_there = P::is_field(at, type, plan.id, go.last);
    } else if (room == 0) {
      return go.stop(k, Step::search);
    }
    if (!is_there) {
      if constexpr (Form.required)
        return go.stop(k, Step::search);
      else if constexpr (Form.stays)
        return true;
      else
        return leave_out(member, is_empty) || go.stop(k, Step::search);
    }
    Step step = Step::done;
    if constexpr (kind_of<Member> == Kind::pointer) {
      at = decode_value<P>(in, at + P::field_head, member);
      if (at == nullptr) [[unlikely]]
        step = Step::error;
    } else {
      if constexpr (Allocating<Holder>)
        engage(member, *holder);
      else if (!member)
        member.emplace();
      if constexpr (in_head) {
        take_bool(*member, flag);
      } else {
        at += P::field_head;
        // The window of this field alone is there: what follows begins one of its own.
        step = decode_content<P>(in, go.end, at, *member, next);
      }
    }
    if (step != Step::done) [[unlikely]]
      return go.stop(k, step, at, last_id<P>(plan.id));
  } else {
    constexpr bool varies = !Form.has_window;
    constexpr bool in_head = P::bool_in_field && type == Type::boolean;
    const auto room = static_cast<std::size_t>(go.end - at);
    if constexpr (varies || Form.begins_window) {
      if (room < (varies ? P::field_head : plan.window)) [[unlikely]]
        return go.stop(k, Step::search);
    }
    if constexpr (Form.in_batch) {
      if constexpr (Form.begins_batch) go.plain = true;
      go.plain &= P::is_field(at, type, plan.id, Form.begins_batch ? go.last : plan.before);
      at += P::field_head;
      go.plain &= decode_fixed<P>(at, member);
      go.at = at;
      if constexpr (!Form.ends_batch) return true;
      if (!go.plain) [[unlikely]] {
        go.at -= plan.batch;
        return go.stop(plan.batch_first, Step::search);
      }
    } else if constexpr (in_head) {
      bool flag = false;
      if (!P::expect_bool(at, plan.id, go.last, flag)) [[unlikely]]
        return go.stop(k, Step::search);
      take_bool(member, flag);
    } else {
      if (!P::is_field(at, type, plan.id, go.last)) [[unlikely]]
        return go.stop(k, Step::search);
      at += P::field_head;
      Step step = Step::done;
      if constexpr (varies && Scalar<Member>)
        step = decode_varying<P>(in, at, member, room < P::field_head + P::varying_window);
      else
        step = decode_content<P>(in, go.end, at, member, next);
      if (step != Step::done) [[unlikely]]
        return go.stop(k, step, at, last_id<P>(plan.id));
    }
  }
  go.at = at;
  go.last = last_id<P>(plan.id);
  return true;
}

}  // namespace seathrift::detail
