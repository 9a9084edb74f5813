// SPDX-License-Identifier: Apache-2.0
#pragma once
// What are the fields of a type that travels as a Thrift struct? One answer for macros, plain
// aggregates and unions.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <seathrift/schema/aggregate.hpp>
#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/fault.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

/// The fields of T: `List` of them (each with type, id, required, get), its `size` and its
/// `field<I>`, `names`, and `name` for messages.
template <class T>
struct Record;

template <Described T>
struct Record<T> {
  /// What does not travel has been refused, and has no fields from here on.
  static constexpr bool travels = check_travels<T>();
  using List = typename fields_of<T, travels>::List;
  static constexpr std::size_t size = List::size;
  template <std::size_t I>
  using field = typename List::template at<I>;
  static constexpr std::string_view name = seathrift_name(tag<T>{});
  static constexpr auto names = seathrift_names(tag<T>{});
};

template <class... Types>
consteval Fault members_fault(TypeList<void, Types...>) {
  constexpr Fault faults[] = {type_fault<Types>..., Fault::none};
  return first_of(faults, sizeof...(Types)).fault;
}

/// The number of fields of an aggregate that has no base class and can be made. What of it can't be
/// taken apart is refused here, and has none.
template <class T>
consteval std::size_t whole_fields() {
  constexpr std::size_t size = member_count<T>();
  constexpr bool counted = size <= most_members;
  static_assert(
      counted,
      "seathrift: a plain aggregate has more than 100 fields; describe it with SEATHRIFT_STRUCT");
  if constexpr (counted) {
    constexpr bool array = has_array<T, size>();
    static_assert(
        !array,
        "seathrift: a plain aggregate has a C array; use std::array, std::vector or std::string");
    if constexpr (!array) {
      constexpr bool whole = HasAddresses<T, size>;
      static_assert(
          whole,
          "seathrift: a plain aggregate has bit-fields; let each field be a member of its own");
      return whole ? size : 0;
    }
  }
  return 0;
}

/// The number of an aggregate's fields; none where one of them can't travel.
template <class T>
consteval std::size_t aggregate_fields() {
  constexpr bool derived = HasBase<T>;
  static_assert(!derived,
                "seathrift: a plain aggregate has a base class; describe it with SEATHRIFT_STRUCT");
  constexpr bool constructible = std::is_default_constructible_v<T>;
  static_assert(
      derived || constructible,
      "seathrift: a plain aggregate has a member without a default constructor, or a reference; "
      "give it a default, or let the struct hold a value");
  if constexpr (!derived && constructible && !std::is_empty_v<T>) {
    if constexpr (constexpr std::size_t size = whole_fields<T>(); size != 0) {
      constexpr Fault fault = members_fault(member_types<T, size>{});
      static_assert(fault == Fault::none || fault == Fault::refused,
                    "seathrift: a field of a plain aggregate has a type that Thrift does not have; "
                    "describe the aggregate with SEATHRIFT_STRUCT to learn which, and use a signed "
                    "integer, double, string, container or struct");
      return fault == Fault::none ? size : 0;
    }
  }
  return 0;
}

template <class T, std::size_t... I>
TypeList<void, PositionField<T, I, sizeof...(I)>...> position_fields(std::index_sequence<I...>);

template <PlainAggregate T>
struct Record<T> {
  static constexpr std::size_t size = aggregate_fields<T>();
  static constexpr bool travels = size != 0 || std::is_empty_v<T>;
  using List = decltype(position_fields<T>(std::make_index_sequence<size>{}));
  template <std::size_t I>
  using field = PositionField<T, I, size>;
  static constexpr std::string_view name = last_part(type_name<T>());
  static constexpr std::array<std::string_view, size + 1> names =
      []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<std::string_view, size + 1>{aggregate_field_name<T, I, size>()..., ""};
  }
  (std::make_index_sequence<size>{});
};

/// The members of a union: field I is alternative I + 1 of the variant.
template <class T>
struct UnionRecord {
  static constexpr bool travels = check_union<T, true>();
  static_assert(travels || true);
  static constexpr std::size_t size = T::members;
  static constexpr std::string_view name = seathrift_name(tag<T>{});
  static constexpr auto names = seathrift_names(tag<T>{});
  static constexpr auto ids = seathrift_ids(tag<T>{});
  template <std::size_t I>
  using type = std::variant_alternative_t<I + 1, typename T::Variant>;
};

}  // namespace seathrift::detail
