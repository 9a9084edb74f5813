// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens when a record is not as predicted? Its fields are looked up, in any order, by a
// table that is data: one loop serves all records of a protocol.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// What the search knows of a field: `decode` is shared by all fields of one type.
struct FieldEntry {
  const std::byte* (*decode)(Input&, const std::byte*, void* member, bool value);
  std::int16_t id;
  Type type;
  bool required;
};

/// Which fields have been met.
class Seen {
 public:
  static constexpr std::size_t most = 512;

  constexpr explicit Seen(std::size_t first) noexcept {
    for (std::size_t i = 0; i < first; ++i) set(i);
  }
  constexpr void set(std::size_t i) noexcept { bits_[i / 64] |= std::uint64_t{1} << (i % 64); }
  [[nodiscard]] constexpr bool operator[](std::size_t i) const noexcept {
    return (bits_[i / 64] >> (i % 64) & 1) != 0;
  }

 private:
  std::uint64_t bits_[most / 64] = {};
};

/// Reads a field's value into a member of the type; of a boolean whose value is its head, `value`.
template <Protocol P, class Member>
constexpr const std::byte* decode_into(Input& in, const std::byte* at, Member& member, bool value) {
  if constexpr (is_optional<Member>) {
    if (!member) member.emplace();
    return decode_into<P>(in, at, *member, value);
  } else if constexpr (P::bool_in_field && type_of<Member>() == Type::boolean) {
    take_bool(member, value);
    return at;
  } else {
    return decode_value<P>(in, at, member);
  }
}

template <Protocol P, class Member>
const std::byte* decode_erased(Input& in, const std::byte* at, void* member, bool value) {
  return decode_into<P>(in, at, *static_cast<Member*>(member), value);
}

template <Protocol P, class T>
inline constexpr auto field_table = [] {
  std::array<FieldEntry, Record<T>::size + 1> table{};
  for_each_field<T>([&](auto k) {
    using F = field_at<T, k>;
    table[k] = {&decode_erased<P, typename F::type>, static_cast<std::int16_t>(F::id),
                type_of<typename F::type>(), F::required};
  });
  return table;
}();

/// Reads fields until the record ends. `members` are the fields' addresses, in the order of the
/// table.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* search_fields(Input& in, const std::byte* at,
                                                  std::span<const FieldEntry> table,
                                                  void* const* members, Seen& seen, std::size_t k,
                                                  std::int32_t last, std::size_t& failed) {
  FieldHead field;
  for (;;) {
    failed = table.size();
    at = P::read_field(in, at, last, field);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (field.type == Type::stop) return at;
    // From the field behind the last one met: a writer that leaves fields out or adds some still
    // has an order.
    std::size_t i = k;
    std::size_t left = table.size();
    for (; left != 0; --left, i = i + 1 < table.size() ? i + 1 : 0) {
      if (i >= table.size()) i = 0;
      if (table[i].id == field.id) break;
    }
    if (left == 0 || table[i].type != field.type) {
      at = skip_field<P>(in, at, field);
      if (at == nullptr) [[unlikely]]
        return nullptr;
      continue;
    }
    failed = i;
    at = table[i].decode(in, at, members[i], field.value);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    seen.set(i);
    k = i + 1;
  }
}

/// The search in a constant expression, where there are no addresses without a type.
template <Protocol P, class T>
constexpr const std::byte* search_constant(Input& in, const std::byte* at, T& value, Seen& seen,
                                           std::int32_t last) {
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr || field.type == Type::stop) return at;
    bool known = false;
    for_each_index<Record<T>::size>([&](auto k) {
      if (field_at<T, k>::id != field.id || type_of<field_type<T, k>>() != field.type) return true;
      known = true;
      seen.set(k);
      at = decode_into<P>(in, at, field_at<T, k>::get(value), field.value);
      return false;
    });
    if (at != nullptr && !known) at = skip_field<P>(in, at, field);
    if (at == nullptr) return nullptr;
  }
}

/// True of a method's arguments and replies.
template <class T>
inline constexpr bool made_for_message = requires {
  Record<T>::always_new;
}
|| requires { Record<T>::always_empty; };

template <Protocol P, class T>
SEATHRIFT_COLD constexpr const std::byte* search_record(Input& in, const std::byte* at, T& value,
                                                        std::size_t k, std::int32_t last) {
  constexpr std::size_t size = Record<T>::size;
  static_assert(size <= Seen::most);
  Seen seen(k < size ? k : size);
  // Asked in the condition itself: what can't be in a constant expression is spared the second
  // search, and none of it is compiled.
  if constexpr (__is_literal_type(T) && !made_for_message<T>) {
    if (std::is_constant_evaluated()) {
      at = search_constant<P>(in, at, value, seen, last);
      if (at == nullptr) return blame<T>(in, size);
    }
  }
  if (!std::is_constant_evaluated()) {
    void* members[size + 1];
    members[size] = nullptr;
    for_each_field<T>([&](auto i) {
      members[i] = const_cast<void*>(static_cast<const void*>(&field_at<T, i>::get(value)));
    });
    std::size_t failed = size;
    at = search_fields<P>(in, at, {field_table<P, T>.data(), size}, members, seen, k, last, failed);
    if (at == nullptr) return blame<T>(in, failed);
  }
  std::size_t absent = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (seen[i]) continue;
    ++absent;
    if (field_table<P, T>[i].required) {
      fail(in, Errc::missing_required, at);
      return blame<T>(in, i);
    }
  }
  if constexpr (requires { Record<T>::always_new; }) {
    return at;
  } else if constexpr (requires { Record<T>::always_empty; }) {
    for_each_field<T>([&](auto i) {
      if (!seen[i]) field_at<T, i>::get(value).reset();
    });
  } else if (absent != 0) {
    T fresh{};
    for_each_field<T>([&](auto i) {
      if (!seen[i]) restore(field_at<T, i>::get(value), field_at<T, i>::get(fresh));
    });
  }
  return at;
}

}  // namespace seathrift::detail
