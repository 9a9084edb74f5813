// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a message carry? A method's arguments, its result or an exception: records, as any
// struct.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/wire_order.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

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

/// What stands for the names of a method and its parameters until those take their place
/// (`name_arguments`): methods with the same ids and types share what reads and writes them.
inline constexpr std::array<std::string_view, 66> argument_names = {"arguments"};

/// Puts the names of a method and its parameters in the place of those that stand for any.
SEATHRIFT_COLD inline void name_arguments(Input& in, const std::string_view* texts) noexcept {
  if (in.record != argument_names.data()) return;
  if (in.field != nullptr) in.field = texts + (in.field - in.record);
  in.record = texts;
}

/// A method's arguments, or its answer, as a record.
template <class Ids, class Indices, class... T>
struct Arguments;
template <class Ids, std::size_t... I, class... T>
struct Arguments<Ids, std::index_sequence<I...>, T...> : Slot<I, T>... {};

/// Stands for a slot as a pointer to its value would.
template <std::size_t I>
struct SlotNumber {
  template <class Record>
  SEATHRIFT_ALWAYS_INLINE friend constexpr auto& operator->*(Record* record, SlotNumber) noexcept {
    return slot<I>(*record);
  }
};

/// A field that is a slot.
template <std::size_t I, class T, int Id>
struct SlotField {
  using type = std::remove_cvref_t<T>;
  static constexpr int id = Id;
  static constexpr bool required = false;
  static constexpr SlotNumber<I> member{};

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return slot<I>(record);
  }
};

template <class Ids, std::size_t... I, class... T>
struct Record<Arguments<Ids, std::index_sequence<I...>, T...>> {
  /// What does not travel was refused where the service is described.
  static constexpr bool travels = true;
  /// Made for one message: what is not in that is as it was made.
  static constexpr bool always_new = true;
  using List = TypeList<void, SlotField<I, T, Ids::values[I]>...>;
  static constexpr std::size_t size = sizeof...(T);
  template <std::size_t K>
  using field = typename List::template at<K>;
  static constexpr const std::string_view& name = argument_names[0];
  static constexpr const std::string_view* names = argument_names.data() + 1;
};

/// What a server's answer looks like: a struct whose one field is the result, with id 0, or an
/// exception.
template <int Id, class T>
using Answer = Arguments<Ids<0, Id>, std::index_sequence<0>, T>;
/// The answer of a void method.
using EmptyAnswer = Arguments<Ids<0>, std::index_sequence<>>;

/// True where values go by a table of functions for their types: where one of them takes longer
/// than to look that up. Numbers and strings alone have a function of their own, as a record.
template <class... T>
inline constexpr bool goes_by_table = optimize_size || !((Scalar<T> || Stringlike<T>)&&...);

/// The order in which values travel that have these ids.
template <class Ids>
inline constexpr auto order_of = order_by_id<Ids::size>(Ids::values);

}  // namespace seathrift::detail
