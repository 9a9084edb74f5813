// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are types listed, hundreds of them, so that neither compiler takes long or gives up?

#include <cstddef>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// The number of an element, as a type.
template <std::size_t I>
using Index = std::integral_constant<std::size_t, I>;

/// A list of types with access by number in constant depth. The macros begin it with `void`, so
/// that each element can bring its comma.
template <class... Types>
struct TypeList;

template <class Indices, class... Types>
struct IndexedTypes;

template <std::size_t I, class T>
struct IndexedType {
  using type = T;
};

template <std::size_t... I, class... Types>
struct IndexedTypes<std::index_sequence<I...>, Types...> : IndexedType<I, Types>... {};

template <std::size_t I, class T>
IndexedType<I, T> pick_type(IndexedType<I, T>*);

template <class... Types>
struct TypeList<void, Types...> {
  static constexpr std::size_t size = sizeof...(Types);
  using Indexed = IndexedTypes<std::index_sequence_for<Types...>, Types...>;
  template <std::size_t I>
  using at = typename decltype(pick_type<I>(static_cast<Indexed*>(nullptr)))::type;
};

/// The part of a list that begins with the From-th type: the longest that a fold over it takes.
/// (Clang 14 stops at 256.)
template <class List, std::size_t From = 0, std::size_t Until = List::size>
struct Portion {
  static constexpr std::size_t size = Until - From < 128 ? Until - From : 128;
  static constexpr std::size_t end = From + size;
  template <std::size_t... I>
  static TypeList<void, typename List::template at<From + I>...> pick(std::index_sequence<I...>);
  using type = decltype(pick(std::make_index_sequence<size>{}));
};
template <class List, std::size_t Until>
requires(Until == List::size && Until <= 128) struct Portion<List, 0, Until> {
  static constexpr std::size_t size = Until;
  static constexpr std::size_t end = Until;
  using type = List;
};

/// Calls `step` with each Index below `Size` until one returns false; true when none did. A fold of
/// more than 256 would stop Clang 14, so it goes by portions.
template <std::size_t Size, std::size_t From = 0, class Step>
SEATHRIFT_ALWAYS_INLINE constexpr bool for_each_index(Step&& step) {
  constexpr std::size_t portion = Size - From < 64 ? Size - From : 64;
  const bool all = [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
    return (step(Index<From + I>{}) && ...);
  }
  (std::make_index_sequence<portion>{});
  if constexpr (From + portion < Size)
    return all && for_each_index<Size, From + portion>(step);
  else
    return all;
}

}  // namespace seathrift::detail
