// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are unions, and what pointers point at, read?

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/decode_container.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// Reads a union: the last member that this side knows, or none.
template <Protocol P, class T>
constexpr inline const std::byte* decode_union(Input& in, const std::byte* at, T& value) {
  using Fields = UnionRecord<T>;
  if constexpr (is_recursive<T>) {
    if (in.depth == 0) [[unlikely]]
      return fail(in, Errc::depth_limit, at);
    --in.depth;
  }
  bool found = false;
  std::int32_t last = 0;
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (field.type == Type::stop) break;
    bool known = false;
    for_each_index<Fields::size>([&](auto i) {
      using Member = typename Fields::template type<i>;
      if (Fields::ids[i] != field.id || type_of<Member>() != field.type) return true;
      known = found = true;
      auto& variant = variant_of(value);
      if (variant.index() != i + 1) {
        if constexpr (AllocatedBy<Member, T>)
          variant.template emplace<i + 1>(new_part<Member>(value));
        else
          variant.template emplace<i + 1>();
      }
      auto& member = *std::get_if<i + 1>(&variant);
      if constexpr (P::bool_in_field && type_of<Member>() == Type::boolean)
        take_bool(member, field.value);
      else
        at = decode_value<P>(in, at, member);
      if (at == nullptr && in.record == nullptr) {
        in.record = &Fields::name;
        in.field = &Fields::names[i];
      }
      return false;
    });
    if (at != nullptr && !known) at = skip_field<P>(in, at, field);
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  if (!found) variant_of(value).template emplace<0>();
  if constexpr (is_recursive<T>) ++in.depth;
  return at;
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
  if constexpr (std::is_same_v<T, std::unique_ptr<Held>>) {
    if (!value) value = std::make_unique<Held>();
    return decode_value<P>(in, at, *value);
  } else {
    // What others may share is left as it is.
    auto fresh = [] {
      if constexpr (requires(const T& pointer) { pointer.use_count(); })
        return std::make_shared<Held>();
      else
        return std::make_unique<Held>();
    }();
    at = decode_value<P>(in, at, *fresh);
    value = std::move(fresh);
    return at;
  }
}

}  // namespace seathrift::detail
