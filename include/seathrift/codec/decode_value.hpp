// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value read? Expect each field where a writer of the same type puts it; at the first
// surprise, search.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/codec/bulk.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

// Functions that read a value return the position behind it, or nullptr, the error being in `in`.
// The end is passed by value where it is compared often: `in` escapes to functions that are not
// inlined, and would be loaded each time.
template <Protocol P, class T>
constexpr const std::byte* decode_value(Input& in, const std::byte* at, T& value);
template <Protocol P, class T>
constexpr const std::byte* decode_record(Input& in, const std::byte* at, T& value);
template <Protocol P, class T>
constexpr const std::byte* decode_fields(Input& in, const std::byte* at, T& value);
/// The general path, in search.hpp: reads the record from its K-th field on, whatever comes.
template <Protocol P, class T>
constexpr const std::byte* search_record(Input& in, const std::byte* at, T& value, std::size_t k,
                                         std::int32_t last);

/// How the predicted path went on: it read the field, saw something else there, or met an error
/// within the field.
enum class Step : std::uint8_t { done, search, error };

/// Takes a boolean that was part of its field's head.
template <class T>
SEATHRIFT_ALWAYS_INLINE constexpr void take_bool(T& value, bool flag) {
  if constexpr (Customised<T>) {
    Surrogate<T> carried{};
    take_bool(carried, flag);
    value = Custom<T>::from_thrift(std::move(carried));
  } else {
    value = flag;
  }
}

/// Reads a type whose values all have one size; its bytes are there. False when a field's head is
/// another one.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr bool decode_fixed(const std::byte*& at, T& value) {
  if constexpr (Customised<T>) {
    Surrogate<T> carried{};
    if (!decode_fixed<P>(at, carried)) [[unlikely]]
      return false;
    value = Custom<T>::from_thrift(std::move(carried));
    return true;
  } else if constexpr (std::is_enum_v<T>) {
    std::int32_t number = 0;
    P::read_fixed(at, number);
    value = static_cast<T>(number);
    return true;
  } else if constexpr (Scalar<T>) {
    P::read_fixed(at, value);
    return true;
  } else {
    const std::byte* from = at;
    const bool all = for_each_index<Record<T>::size>([&](auto k) __attribute__((always_inline)) {
      using Member = field_type<T, k>;
      constexpr int id = field_at<T, k>::id;
      constexpr int last = last_written<T, k>();
      if constexpr (type_of<Member>() == Type::boolean) {
        bool flag = false;
        if (!P::expect_bool(from, id, last, flag)) [[unlikely]]
          return false;
        take_bool(field_at<T, k>::get(value), flag);
        return true;
      } else
        return P::expect_field(from, type_of<Member>(), id, last) &&
               decode_fixed<P>(from, field_at<T, k>::get(value));
    });
    if (!all || *from != std::byte{0}) [[unlikely]]
      return false;
    at = from + 1;
    return true;
  }
}

/// Takes a string's bytes, which are there.
template <class T>
SEATHRIFT_ALWAYS_INLINE constexpr void take_bytes(T& value, const std::byte* from,
                                                  std::size_t size) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::text) {
    if (std::is_constant_evaluated()) {
      value.clear();
      for (std::size_t i = 0; i < size; ++i) value.push_back(static_cast<char>(from[i]));
    } else {
      value.assign(reinterpret_cast<const char*>(from), size);
    }
  } else if constexpr (k == Kind::text_view) {
    value = {reinterpret_cast<const char*>(from), size};
  } else if constexpr (k == Kind::binary) {
    value.assign(from, from + size);
  } else {
    value = {from, size};
  }
}

/// What a nullable field becomes when it is not in the message: what a new record has in its place.
/// True when a new record can be made in a constant expression. (Clang 14 takes the second question
/// alone for true where it is not.)
template <class T>
inline constexpr bool has_constant_default = __is_literal_type(T) && requires {
  typename std::bool_constant<(static_cast<void>(T{}), true)>;
};

template <class T, std::size_t K>
[[nodiscard]] constexpr bool is_set_in(const T& value) {
  return static_cast<bool>(field_at<T, K>::get(value));
}
template <class T, std::size_t K>
inline const bool is_set_by_default = is_set_in<T, K>(T{});

template <class T, std::size_t K>
SEATHRIFT_COLD constexpr void take_default(field_type<T, K>& member) {
  T fresh{};
  member = std::move(field_at<T, K>::get(fresh));
}

template <class T, std::size_t K>
constexpr void leave_out(field_type<T, K>& member) {
  if constexpr (requires { Record<T>::always_empty; }) return member.reset();
  if constexpr (has_constant_default<T>) {
    // Clang 14 refuses the bare call here, not the same one as an argument of a template.
    if constexpr (!std::bool_constant<is_set_in<T, K>(T{})>::value) {
      member.reset();
      return;
    }
  } else if (!std::is_constant_evaluated()) {
    if (!is_set_by_default<T, K>) [[likely]] {
      member.reset();
      return;
    }
  }
  take_default<T, K>(member);
}

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
      value = static_cast<Member>(number);
    } else {
      if (!P::expect_field(from, type, id, last)) [[unlikely]]
        return Step::search;
      std::conditional_t<std::is_enum_v<Member>, std::int32_t, Member> number{};
      if (!P::read_varying(from, number)) [[unlikely]]
        return Step::search;
      value = static_cast<Member>(number);
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

// ---- containers

/// Takes the room of `size` elements from the budget. What a number of them takes in memory is
/// known; the message holds `expected_size` bytes of each at most, or the container grows with what
/// arrives.
template <class P, class Element>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool fits_at_once(const Input& in,
                                                                  const std::byte* at,
                                                                  std::size_t size) noexcept {
  constexpr std::size_t expected = expected_size<P, Element>();
  if constexpr (expected == least_size<P, Element>())
    return true;
  else
    return std::uint64_t{size} * expected <= in.room(at);
}

/// Passes over `size` elements of another type than the declared one.
template <Protocol P>
SEATHRIFT_COLD constexpr const std::byte* skip_elements(Input& in, const std::byte* at,
                                                        std::size_t size, Type first,
                                                        Type second = Type::stop) {
  for (std::size_t i = 0; i < size && at != nullptr; ++i) {
    at = skip_value<P>(in, at, first);
    if (at != nullptr && second != Type::stop) at = skip_value<P>(in, at, second);
  }
  return at;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_sequence(Input& in, const std::byte* at, T& value) {
  using Element = typename T::value_type;
  Type element = Type::stop;
  std::size_t size = 0;
  const std::byte* const start = at;
  at = P::read_list(in, at, element, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  if (element != type_of<Element>()) [[unlikely]] {
    if constexpr (kind_of<T> == Kind::array)
      value = T{};
    else
      value.clear();
    return skip_elements<P>(in, at, size, element);
  }
  if (!charge(in, size, sizeof(Element))) [[unlikely]]
    return fail(in, Errc::memory_limit, start, size);
  if constexpr (kind_of<T> == Kind::array) {
    if (size != value.size()) [[unlikely]]
      return fail(in, Errc::invalid_data, start, size);
  }
  if constexpr (is_bulk<P, T>) {
    if (!std::is_constant_evaluated()) {
      decode_bulk<P>(at, value, size);
      return at + size * sizeof(Element);
    }
  }
  if constexpr (kind_of<T> == Kind::array) {
    for (auto& each : value) {
      at = decode_value<P>(in, at, each);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
    return at;
  } else if constexpr (std::is_same_v<Element, bool>) {
    value.clear();
    for (std::size_t i = 0; i < size; ++i) {
      bool each = false;
      P::read_fixed(at, each);
      value.push_back(each);
    }
    return at;
  } else {
    if constexpr (requires { value.resize(size); }) {
      if (fits_at_once<P, Element>(in, at, size)) [[likely]] {
        value.resize(size);
        for (auto& each : value) {
          at = decode_value<P>(in, at, each);
          if (at == nullptr) [[unlikely]]
            return nullptr;
        }
        return at;
      }
    }
    value.clear();
    for (std::size_t i = 0; i < size; ++i) {
      value.emplace_back();
      at = decode_value<P>(in, at, value.back());
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
    return at;
  }
}

/// What a tree or hash container takes for an element beside the element itself.
inline constexpr std::size_t node_overhead = 48;

template <Protocol P, class T>
constexpr inline const std::byte* decode_set(Input& in, const std::byte* at, T& value) {
  using Key = typename T::key_type;
  Type element = Type::stop;
  std::size_t size = 0;
  const std::byte* const start = at;
  at = P::read_list(in, at, element, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  value.clear();
  if (element != type_of<Key>()) [[unlikely]]
    return skip_elements<P>(in, at, size, element);
  if (!charge(in, size, sizeof(Key) + node_overhead)) [[unlikely]]
    return fail(in, Errc::memory_limit, start, size);
  for (std::size_t i = 0; i < size; ++i) {
    Key key{};
    at = decode_value<P>(in, at, key);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    value.insert(value.end(), std::move(key));
  }
  return at;
}

/// Gives a value back the content of a new one. (Inlined, GCC 12 warns of strings in optionals that
/// are none.)
template <class T>
SEATHRIFT_NOINLINE constexpr void restore(T& value, T& fresh) {
  value = std::move(fresh);
}

/// Adds an entry with a fresh value behind the last one, where a peer that writes in order has it;
/// a key that is there gets a fresh value too: the last one counts.
template <class T, class... KeyParts>
constexpr auto& fresh_entry(T& map, KeyParts&&... key) {
  const std::size_t before = map.size();
  const auto entry =
      map.emplace_hint(map.end(), std::piecewise_construct,
                       std::forward_as_tuple(std::forward<KeyParts>(key)...), std::tuple<>());
  if (map.size() == before) [[unlikely]] {
    typename T::mapped_type fresh{};
    restore(entry->second, fresh);
  }
  return entry->second;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_map(Input& in, const std::byte* at, T& value) {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  Type key_type = Type::stop;
  Type mapped_type = Type::stop;
  std::size_t size = 0;
  const std::byte* const start = at;
  at = P::read_map(in, at, key_type, mapped_type, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  value.clear();
  if (size == 0) return at;
  if (key_type != type_of<Key>() || mapped_type != type_of<Mapped>()) [[unlikely]]
    return skip_elements<P>(in, at, size, key_type, mapped_type);
  if (!charge(in, size, sizeof(typename T::value_type) + node_overhead)) [[unlikely]]
    return fail(in, Errc::memory_limit, start, size);
  for (std::size_t i = 0; i < size; ++i) {
    if constexpr (kind_of<Key> == Kind::text) {
      std::size_t length = 0;
      at = P::read_string(in, at, length);
      if (at == nullptr) [[unlikely]]
        return nullptr;
      const char* const text = reinterpret_cast<const char*>(at);
      at = decode_value<P>(in, at + length, fresh_entry(value, text, length));
    } else {
      Key key{};
      at = decode_value<P>(in, at, key);
      if (at == nullptr) [[unlikely]]
        return nullptr;
      at = decode_value<P>(in, at, fresh_entry(value, std::move(key)));
    }
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  return at;
}

// ---- unions and pointers

/// Reads a union: the last member that this side knows, or none.
template <Protocol P, class T>
constexpr inline const std::byte* decode_union(Input& in, const std::byte* at, T& value) {
  using Fields = UnionRecord<T>;
  if (!open_level<T>(in)) [[unlikely]]
    return fail(in, Errc::depth_limit, at);
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
      if (variant.index() != i + 1) variant.template emplace<i + 1>();
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
  close_level<T>(in);
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
  if (!charge(in, 1, sizeof(Held) + node_overhead)) [[unlikely]]
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

template <Protocol P, class T>
constexpr inline const std::byte* decode_value(Input& in, const std::byte* at, T& value) {
  constexpr Kind k = kind_of<T>;
  if constexpr (!mappable<T>()) {
    return nullptr;  // has been refused already, in words
  } else if constexpr (k == Kind::custom) {
    Surrogate<T> carried{};
    at = decode_value<P>(in, at, carried);
    if (at != nullptr) [[likely]]
      value = Custom<T>::from_thrift(std::move(carried));
    return at;
  } else if constexpr (k == Kind::enumeration) {
    std::int32_t number = 0;
    at = P::read_scalar(in, at, number);
    value = static_cast<T>(number);
    return at;
  } else if constexpr (Scalar<T>) {
    return P::read_scalar(in, at, value);
  } else if constexpr (Stringlike<T>) {
    std::size_t size = 0;
    at = P::read_string(in, at, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    take_bytes(value, at, size);
    return at + size;
  } else if constexpr (k == Kind::sequence || k == Kind::array) {
    return decode_sequence<P>(in, at, value);
  } else if constexpr (k == Kind::set) {
    return decode_set<P>(in, at, value);
  } else if constexpr (k == Kind::map) {
    return decode_map<P>(in, at, value);
  } else if constexpr (k == Kind::union_) {
    return decode_union<P>(in, at, value);
  } else if constexpr (k == Kind::pointer) {
    return decode_pointer<P>(in, at, value);
  } else {
    return decode_record<P>(in, at, value);
  }
}

}  // namespace seathrift::detail
