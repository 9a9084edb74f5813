// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a message carry? A method's arguments, its result or an exception: records, as any
// struct.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// One value of several, told apart by its place. (A std::tuple of the same costs the compiler ten
/// times as much.)
template <std::size_t I, class T>
struct Slot {
  T value;
};

template <std::size_t I, class T>
SEATHRIFT_ALWAYS_INLINE constexpr auto& slot(Slot<I, T>& slot) noexcept {
  return slot.value;
}
template <std::size_t I, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const auto& slot(const Slot<I, T>& slot) noexcept {
  return slot.value;
}

/// A method's arguments: references where they are sent, values where they are received. `At` names
/// them in errors; it is void where they are sent, so that methods of one signature share what
/// writes them.
template <class ParameterIds, class At, class Indices, class... T>
struct Arguments;
template <class ParameterIds, class At, std::size_t... I, class... T>
struct Arguments<ParameterIds, At, std::index_sequence<I...>, T...> : Slot<I, T>... {};

/// A field that is a slot.
template <std::size_t I, class T, int Id>
struct SlotField {
  using type = std::remove_cvref_t<T>;
  static constexpr int id = Id;
  static constexpr bool required = false;

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return slot<I>(record);
  }
};

template <class ParameterIds, class At, std::size_t... I, class... T>
struct Record<Arguments<ParameterIds, At, std::index_sequence<I...>, T...>> {
  /// Made for one message: what is not in that is as it was made.
  static constexpr bool always_new = true;
  using List = TypeList<void, SlotField<I, T, ParameterIds::values[I]>...>;
  static constexpr std::size_t size = sizeof...(T);
  template <std::size_t K>
  using field = typename List::template at<K>;
  static constexpr std::string_view text(std::size_t i) {
    if constexpr (std::is_void_v<At>)
      return i == 0 ? "arguments" : "";
    else
      return At::text(i);
  }
  static constexpr std::string_view name = text(0);
  static constexpr std::array<std::string_view, size + 1> names = {text(1 + I)..., ""};
};

/// What a server answers: a struct whose one field is the result, with id 0, or an exception.
template <int Id, class T>
struct Answer : Slot<0, const T&> {};
/// The answer of a void method.
using EmptyAnswer = Arguments<Ids<0>, void, std::index_sequence<>>;

template <int Id, class T>
struct Record<Answer<Id, T>> {
  using List = TypeList<void, SlotField<0, T, Id>>;
  static constexpr std::size_t size = 1;
  template <std::size_t I>
  using field = typename List::template at<I>;
  static constexpr std::string_view name = "reply";
};

}  // namespace seathrift::detail
