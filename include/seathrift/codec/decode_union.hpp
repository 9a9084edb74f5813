// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are unions, and what pointers point at, read?

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_container.hpp>
#include <seathrift/codec/decode_field.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// A union's I-th member, which is the one that it holds from then on.
template <std::size_t I, class T>
SEATHRIFT_ALWAYS_INLINE constexpr auto& choose(T& value) {
  using Member = typename UnionRecord<T>::template type<I>;
  auto& variant = variant_of(value);
  if (variant.index() != I + 1) {
    if constexpr (AllocatedBy<Member, T>) {
      make_part<Member>(value,
                        [&](const auto&... with) { variant.template emplace<I + 1>(with...); });
    } else {
      if constexpr (std::is_nothrow_default_constructible_v<Member>) {
        // Of a new union there is nothing to destroy, which emplace() would call a function for.
        if (!__builtin_is_constant_evaluated() && variant.index() == 0)
          return *std::get_if<I + 1>(
              ::new (static_cast<void*>(std::addressof(variant)))
                  std::remove_reference_t<decltype(variant)>(std::in_place_index<I + 1>));
      }
      variant.template emplace<I + 1>();
    }
  }
  return *std::get_if<I + 1>(&variant);
}

template <class T>
SEATHRIFT_COLD constexpr const std::byte* blame_member(Input& in, std::size_t i) noexcept {
  if (in.record == nullptr) {
    in.record = &UnionRecord<T>::name;
    in.field = &UnionRecord<T>::names[i];
  }
  return nullptr;
}

/// Reads the I-th member if it is next, in its predicted form.
template <Protocol P, std::size_t I, class T>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_alternative(Input& in, const std::byte* const end,
                                                          const std::byte*& at, T& value,
                                                          std::int32_t& last) {
  using Fields = UnionRecord<T>;
  using Member = typename Fields::template type<I>;
  constexpr Type type = type_of<Member>();
  constexpr bool in_head = P::bool_in_field && type == Type::boolean;
  constexpr int id = Fields::ids[I];
  if constexpr (!P::is_short(id, 0) || kind_of<Member> == Kind::pointer) {
    return Step::search;
  } else {
    constexpr std::size_t fixed = shape_of<P, Member>.fixed;
    constexpr std::size_t least = in_head ? 0 : fixed != 0 ? fixed : P::min_size(type);
    if (static_cast<std::size_t>(end - at) < P::field_head + least) return Step::search;
    if constexpr (in_head) {
      bool flag = false;
      if (!P::expect_bool(at, id, 0, flag)) return Step::search;
      take_bool(choose<I>(value), flag);
    } else {
      if (!P::is_field(at, type, id, 0)) return Step::search;
      const std::byte* from = at + P::field_head;
      // Behind the value is the end of the union, at least.
      const Step step = decode_content<P>(in, end, from, choose<I>(value), 1);
      if (step != Step::done) [[unlikely]]
        return step;
      at = from;
    }
    last = id;
    return Step::done;
  }
}

/// Reads the member that is next, as a writer of the union has it.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr Step decode_only_member(Input& in, const std::byte*& at, T& value,
                                                          std::int32_t& last) {
  const std::byte* const end = in.end;
  Step step = Step::search;
  for_each_index<UnionRecord<T>::size>([&](auto i) SEATHRIFT_INLINE_ON_CLANG {
    step = decode_alternative<P, i>(in, end, at, value, last);
    if (step == Step::error) [[unlikely]]
      blame_member<T>(in, i);
    return step == Step::search;
  });
  return step;
}

/// Reads a union from its next field on: the last member that this side knows, or none, unless one
/// was `found` before.
template <Protocol P, class T>
SEATHRIFT_NOINLINE constexpr const std::byte* search_union(Input& in, const std::byte* at, T& value,
                                                           std::int32_t last, bool found) {
  using Fields = UnionRecord<T>;
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (field.type == Type::stop) break;
    const bool unknown = for_each_index<Fields::size>([&](auto i) {
      using Member = typename Fields::template type<i>;
      if (Fields::ids[i] != field.id || type_of<Member>() != field.type) return true;
      auto& member = choose<i>(value);
      if constexpr (P::bool_in_field && type_of<Member>() == Type::boolean)
        take_bool(member, field.value);
      else
        at = decode_value<P>(in, at, member);
      if (at == nullptr) [[unlikely]]
        blame_member<T>(in, i);
      return false;
    });
    if (unknown)
      at = skip_field<P>(in, at, field);
    else
      found = true;
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  if (!found) variant_of(value).template emplace<0>();
  return at;
}

/// Reads a union, in place.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_choice(Input& in, const std::byte* at,
                                                                 T& value) {
  if constexpr (is_recursive<T>) {
    if (in.depth == 0) [[unlikely]]
      return fail(in, Errc::depth_limit, at);
    --in.depth;
  }
  Step step = Step::search;
  std::int32_t last = 0;
  if constexpr (!optimize_size) step = decode_only_member<P>(in, at, value, last);
  if (step == Step::done && at != in.end && *at == std::byte{0}) [[likely]]
    ++at;
  else
    at = step == Step::error ? nullptr : search_union<P>(in, at, value, last, step == Step::done);
  if constexpr (is_recursive<T>) ++in.depth;
  return at;
}

/// The same out of line: inlined, GCC 12 warns of strings that a lone variant does not hold.
template <Protocol P, class T>
SEATHRIFT_NOINLINE constexpr const std::byte* decode_union(Input& in, const std::byte* at,
                                                           T& value) {
  return decode_choice<P>(in, at, value);
}

/// Reads what a pointer points at. An empty struct stands for none, as Apache's C++ writers have
/// it.
template <Protocol P, class T>
constexpr inline const std::byte* decode_pointer(Input& in, const std::byte* at, T& value) {
  using Held = held_t<T>;
  if (at != in.end && *at == std::byte{0}) {
    value.reset();
    return at + 1;
  }
  if (!charge(in, 1, memory_of<P, Held> + node_overhead)) [[unlikely]]
    return fail(in, Errc::memory_limit, at, 1);
  constexpr bool shares = requires(const T& pointer) { pointer.use_count(); };
  if constexpr (!shares && std::is_same_v<typename T::element_type, Held>) {
    if (!value) value.reset(new Held());
    return decode_value<P>(in, at, *value);
  } else {
    // What others may share is left as it is.
    auto* const fresh = new Held();
    value.reset(fresh);
    return decode_value<P>(in, at, *fresh);
  }
}

}  // namespace seathrift::detail
