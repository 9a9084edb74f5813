// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which C++ type stands for which Thrift type?

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <seathrift/core/type.hpp>
#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_name.hpp>
#include <seathrift/schema/union.hpp>

/// Who has one includes its header, which would be a large one for all others.
namespace boost::uuids {
struct uuid;
}

namespace seathrift::detail {

/// How the codec treats a type. `wrapper` is std::optional, `pointer` an owning smart pointer to a
/// record.
enum class Kind : std::uint8_t {
  unmapped,
  boolean,
  integer,
  enumeration,
  real,
  uuid,
  text,
  text_view,
  binary,
  binary_view,
  sequence,
  array,
  set,
  map,
  record,
  union_,
  wrapper,
  pointer,
  custom,
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// True for a pointer that ends its object as `delete` does: std::unique_ptr says so, and
/// std::shared_ptr knows how by itself.
template <class T>
consteval bool deletes_by_default() {
  if constexpr (requires { typename T::deleter_type; })
    return last_part(type_name<typename T::deleter_type>()).starts_with("default_delete<");
  else
    return requires(const T& pointer) { pointer.use_count(); };
}
/// std::unique_ptr and std::shared_ptr of one object, told by what they can do: <memory> is a large
/// header, which whoever has one includes.
template <class T>
concept Owning = requires {
  typename T::element_type;
}
&&requires(T& pointer, typename T::element_type* object) {
  requires std::is_same_v<decltype(pointer.get()), typename T::element_type*>;
  pointer.reset(object);
  *pointer;
  static_cast<bool>(pointer);
}
&&deletes_by_default<T>();
template <class T>
inline constexpr bool is_owner = Owning<T>;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

template <class T>
inline constexpr bool is_string = false;
template <class Traits, class Allocator>
inline constexpr bool is_string<std::basic_string<char, Traits, Allocator>> = true;

template <class T>
inline constexpr bool is_span = false;
template <class T, std::size_t N>
inline constexpr bool is_span<std::span<T, N>> = true;

template <class T>
concept SignedInteger = std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> ||
    std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t> ||
    (std::same_as<T, long long> && sizeof(T) == 8);

template <class T>
concept Ranged = requires(T& range) {
  range.begin();
  range.end();
  range.size();
  typename T::value_type;
};

template <class T>
concept MapLike = Ranged<T> && requires {
  typename T::key_type;
  typename T::mapped_type;
};

template <class T>
concept SetLike = Ranged<T> && requires {
  typename T::key_type;
} && !MapLike<T>;

template <class T>
concept SequenceLike = Ranged<T> && !MapLike<T> && !SetLike<T> && requires(T & sequence) {
  sequence.emplace_back();
  sequence.clear();
};

/// An enum whose values the 32 bits as which it travels can't all hold.
template <class T>
concept WideEnum = std::is_enum_v<T> && sizeof(T) > 4;

/// Bytes that don't stand side by side, as a Thrift binary does.
template <class T>
concept ScatteredBytes =
    SequenceLike<T> && std::same_as<typename T::value_type, std::byte> && !requires(T & bytes) {
  bytes.data();
};

/// A type that one of the macros describes.
template <class T>
concept Described = requires {
  seathrift_described(tag<T>{});
};

/// An aggregate that no macro describes.
template <class T>
concept PlainAggregate = !Described<T> && std::is_class_v<T> && std::is_aggregate_v<T>;

/// Of a type that is no class.
template <class T>
consteval Kind scalar_kind() {
  if constexpr (std::same_as<T, bool>)
    return Kind::boolean;
  else if constexpr (SignedInteger<T>)
    return Kind::integer;
  else if constexpr (std::same_as<T, std::byte>)
    return Kind::unmapped;
  else if constexpr (std::is_enum_v<T>)
    return WideEnum<T> ? Kind::unmapped : Kind::enumeration;
  else
    return std::same_as<T, double> ? Kind::real : Kind::unmapped;
}

template <class T>
consteval Kind kind() {
  if constexpr (Customised<T>)
    return Kind::custom;
  else if constexpr (!std::is_class_v<T>)
    return scalar_kind<T>();
  else if constexpr (is_string<T>)
    return Kind::text;
  else if constexpr (is_optional<T>)
    return Kind::wrapper;
  else if constexpr (Described<T>)
    return UnionType<T> ? Kind::union_ : Kind::record;
  else if constexpr (std::same_as<T, boost::uuids::uuid>)
    return Kind::uuid;
  else if constexpr (std::same_as<T, std::string_view>)
    return Kind::text_view;
  else if constexpr (std::same_as<T, std::span<const std::byte>>)
    return Kind::binary_view;
  else if constexpr (is_owner<T>)
    return Kind::pointer;
  else if constexpr (is_array<T>)
    return Kind::array;
  else if constexpr (UnionType<T>)
    return Kind::unmapped;
  else if constexpr (MapLike<T>)
    return Kind::map;
  else if constexpr (SetLike<T>)
    return Kind::set;
  else if constexpr (SequenceLike<T>) {
    if constexpr (std::same_as<typename T::value_type, std::byte>)
      return ScatteredBytes<T> ? Kind::unmapped : Kind::binary;
    else
      return Kind::sequence;
  } else if constexpr (is_span<T> || !is_complete<T> || is_complete<Custom<T>>)
    return Kind::unmapped;  // Its Custom lacks what makes it one.
  else if constexpr (PlainAggregate<T>)
    return Kind::record;
  else
    return Kind::unmapped;
}

template <class T>
inline constexpr Kind kind_of = kind<T>();

/// One value of fixed width in memory: what the codec stores and loads at once.
template <class T>
concept Scalar = (kind_of<T> == Kind::boolean || kind_of<T> == Kind::integer ||
                  kind_of<T> == Kind::enumeration || kind_of<T> == Kind::real ||
                  kind_of<T> == Kind::uuid);

/// Bytes with a length in front.
template <class T>
concept Stringlike = (kind_of<T> == Kind::text || kind_of<T> == Kind::text_view ||
                      kind_of<T> == Kind::binary || kind_of<T> == Kind::binary_view);

template <class T>
concept Recordlike = (kind_of<T> == Kind::record);

template <class T>
concept Elements = (kind_of<T> == Kind::sequence || kind_of<T> == Kind::array ||
                    kind_of<T> == Kind::set);

/// What a field may leave away: it is written when it holds something.
template <class T>
concept Nullable = (kind_of<T> == Kind::wrapper || kind_of<T> == Kind::pointer);

/// The type in an optional or behind an owning pointer; any other type itself.
template <class T>
struct held {
  using type = T;
};
template <class T>
requires(is_optional<T>) struct held<T> {
  using type = typename T::value_type;
};
template <class T>
requires(is_owner<T>) struct held<T> {
  using type = std::remove_const_t<typename T::element_type>;
};
template <class T>
using held_t = typename held<T>::type;

/// The Thrift type that a C++ type travels as.
template <class T>
consteval Type type_of() {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom)
    return type_of<Surrogate<T>>();
  else if constexpr (k == Kind::wrapper || k == Kind::pointer)
    return type_of<held_t<T>>();
  else if constexpr (k == Kind::boolean)
    return Type::boolean;
  else if constexpr (k == Kind::real)
    return Type::real;
  else if constexpr (k == Kind::uuid)
    return Type::uuid;
  else if constexpr (k == Kind::enumeration)
    return Type::i32;
  else if constexpr (k == Kind::integer)
    return sizeof(T) == 1   ? Type::i8
           : sizeof(T) == 2 ? Type::i16
           : sizeof(T) == 4 ? Type::i32
                            : Type::i64;
  else if constexpr (Stringlike<T>)
    return Type::string;
  else if constexpr (k == Kind::sequence || k == Kind::array)
    return Type::list;
  else if constexpr (k == Kind::set)
    return Type::set;
  else if constexpr (k == Kind::map)
    return Type::map;
  else
    return Type::structure;
}

}  // namespace seathrift::detail
