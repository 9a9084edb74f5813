// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does the search read one head and one value, or pass over it? Without asking for its end,
// where that is not near the message's.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include <seathrift/codec/field_table.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

/// A protocol that reads heads and numbers faster where `near_window` bytes are there.
template <class P>
concept Peeking = requires {
  P::near_window;
  P::near_head;
};

template <Protocol P>
SEATHRIFT_ALWAYS_INLINE bool peek_key(const std::byte*& at, std::int32_t last, std::uint32_t& key,
                                      bool& flag) {
  if constexpr (Peeking<P>) return P::peek_key(at, last, key, flag);
  return false;
}
template <Protocol P, class Number>
SEATHRIFT_ALWAYS_INLINE bool peek_number(const std::byte*& at, Number& number) {
  if constexpr (Peeking<P>) return P::read_near(at, number);
  return false;
}
template <class P>
inline constexpr std::size_t near_window = 0;
template <Peeking P>
inline constexpr std::size_t near_window<P> = P::near_window;
template <class P>
inline constexpr std::size_t near_head = 0;
template <Peeking P>
inline constexpr std::size_t near_head<P> = P::near_head;

/// The last place in `in` that has so many bytes.
SEATHRIFT_ALWAYS_INLINE std::uintptr_t last_with(const Input& in, std::size_t bytes) {
  return reinterpret_cast<std::uintptr_t>(in.end) - bytes;
}

/// Reads a number to where one of the type, or an enum of its width, stands. Where it is not `Near`
/// the end, the protocol's window is there.
template <Protocol P, class Number, bool Near>
SEATHRIFT_ALWAYS_INLINE const std::byte* read_number(Input& in, const std::byte* at, void* to) {
  Number number{};
  if (Near || !peek_number<P>(at, number)) [[unlikely]] {
    at = P::read_scalar(in, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  std::memcpy(to, &number, sizeof number);
  return at;
}

/// What boost::uuids::uuid is, where its header may not be included.
struct UuidBytes {
  unsigned char data[16];
};

template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* read_rare_text(Input& in, const std::byte* at, void* to) {
  std::size_t size = 0;
  at = P::read_string(in, at, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  static_cast<std::string*>(to)->assign(reinterpret_cast<const char*>(at), size);
  return at + size;
}

/// Gives a text its bytes. A kept one often has the length already: a short one is then written
/// over without a call.
SEATHRIFT_ALWAYS_INLINE void take_text(std::string& text, const std::byte* from, std::size_t size) {
  if (size <= 16 && text.size() == size)
    copy_bytes(reinterpret_cast<std::byte*>(text.data()), from, size);
  else
    text.assign(reinterpret_cast<const char*>(from), size);
}

template <Protocol P, bool Near>
SEATHRIFT_ALWAYS_INLINE const std::byte* read_text(Input& in, const std::byte* at, void* to) {
  if constexpr (Peeking<P> && !Near) {
    const std::byte* from = at;
    std::size_t size = 0;
    if (P::read_size(from, size) && size <= static_cast<std::size_t>(in.end - from)) [[likely]] {
      take_text(*static_cast<std::string*>(to), from, size);
      return from + size;
    }
  }
  return read_rare_text<P>(in, at, to);
}

/// Reads the value of a field that is known; of a record, by `enter(type, member)`, of a list of
/// records by `enter_list(type, member)`.
template <Protocol P, bool Near, class Enter, class EnterList>
SEATHRIFT_ALWAYS_INLINE const std::byte* read_known(Input& in, const std::byte* at,
                                                    const FieldEntry& field, std::uint64_t code,
                                                    void* member, bool flag, Enter enter,
                                                    EnterList enter_list) {
  switch (way_of(code)) {
    case Way::maybe_boolean:
      member = value_in<std::optional<bool>>(member);
      [[fallthrough]];
    case Way::boolean:
      if constexpr (!P::bool_in_field) return read_number<P, bool, Near>(in, at, member);
      *static_cast<bool*>(member) = flag;
      return at;
    case Way::maybe_i8:
      member = field.type->engage(member);
      [[fallthrough]];
    case Way::i8:
      return read_number<P, std::int8_t, Near>(in, at, member);
    case Way::maybe_i16:
      member = field.type->engage(member);
      [[fallthrough]];
    case Way::i16:
      return read_number<P, std::int16_t, Near>(in, at, member);
    case Way::maybe_enum:
      return read_number<P, std::int32_t, Near>(in, at, field.type->engage(member));
    case Way::maybe_i32:
      member = value_in<std::optional<std::int32_t>>(member);
      [[fallthrough]];
    case Way::i32:
      return read_number<P, std::int32_t, Near>(in, at, member);
    case Way::maybe_i64:
      member = value_in<std::optional<std::int64_t>>(member);
      [[fallthrough]];
    case Way::i64:
      return read_number<P, std::int64_t, Near>(in, at, member);
    case Way::maybe_real:
      member = value_in<std::optional<double>>(member);
      [[fallthrough]];
    case Way::real:
      return read_number<P, double, Near>(in, at, member);
    case Way::uuid:
      return read_number<P, UuidBytes, true>(in, at, member);
    case Way::maybe_text:
      member = value_in<std::optional<std::string>>(member);
      [[fallthrough]];
    case Way::text:
      return read_text<P, Near>(in, at, member);
    case Way::maybe_record:
      member = field.type->engage(member);
      [[fallthrough]];
    case Way::record:
      return enter(*field.type, member);
    case Way::records:
      return enter_list(*field.type, member);
    case Way::maybe_called:
      member = field.type->engage(member);
      [[fallthrough]];
    case Way::called:
      return field.type->decode(in, at, member, flag);
  }
  __builtin_unreachable();
}

/// Passes over the value of a field that is not known, and is no number or text; its head begins at
/// `head`.
template <Protocol P>
SEATHRIFT_NOINLINE const std::byte* pass_over_rare(Input& in, const std::byte* at, Type type,
                                                   const std::byte* head) {
  if constexpr (requires { P::has_type(type); }) {
    if (!P::has_type(type)) [[unlikely]] {
      FieldHead field;
      std::int32_t last = 0;
      return P::read_field(in, head, last, field);
    }
  }
  return skip_value<P>(in, at, type);
}

/// Passes over a value that is plain, and seen at once to be there, where the protocol's window is.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE bool pass_near(const Input& in, const std::byte*& at, Type type) {
  if constexpr (Peeking<P>) return P::pass_near(at, type, in.end);
  return false;
}

/// Passes over the value of a field that is not known; its head begins at `head`.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE const std::byte* pass_over(Input& in, const std::byte* at, Type type,
                                                   const std::byte* head) {
  constexpr auto bit = [](Type each) { return std::uint64_t{1} << static_cast<unsigned>(each); };
  constexpr std::uint64_t plain = bit(Type::i8) | bit(Type::i16) | bit(Type::i32) | bit(Type::i64) |
                                  bit(Type::real) | bit(Type::string) | bit(Type::uuid) |
                                  (P::bool_in_field ? 0 : bit(Type::boolean));
  if ((plain >> (static_cast<unsigned>(type) & 63) & 1) != 0 && static_cast<unsigned>(type) < 64)
      [[likely]]
    return P::skip_scalar(in, at, type);
  if (P::bool_in_field && type == Type::boolean) return at;
  return pass_over_rare<P>(in, at, type, head);
}

/// A field's head: its type, which may be one that there is not, its id, and the value of a
/// boolean.
struct KeyRead {
  const std::byte* behind;
  std::uint32_t key;
  bool flag;
};

/// Reads a field's head near the end of the message, or one that is rare.
template <Protocol P>
SEATHRIFT_COLD KeyRead read_rare_key(Input& in, const std::byte* at, std::int32_t last) {
  FieldHead field;
  at = P::read_field(in, at, last, field);
  return {at, field_key(field.type, field.id), field.value};
}

}  // namespace seathrift::detail
