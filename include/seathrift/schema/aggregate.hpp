// SPDX-License-Identifier: Apache-2.0
#pragma once
// What are the fields of an aggregate that no macro describes? How many, of which types, and what
// are they called?

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/pfr/detail/core17_generated.hpp>

#include <seathrift/config.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// Becomes a value of any type.
struct AnyValue {
  template <class T>
  operator T() const {
    __builtin_unreachable();
  }
};
template <std::size_t>
using AnyValueAt = AnyValue;

template <class T, std::size_t... I>
consteval bool is_made_of(std::index_sequence<I...>) {
  return requires { T{AnyValueAt<I>{}...}; };
}
/// True when T can be made of so many values. Its members have defaults, so fewer do, too.
template <class T, std::size_t Size>
inline constexpr bool takes_values = is_made_of<T>(std::make_index_sequence<Size>{});

/// The number of members between `AtLeast`, which T has, and `Below`, which is one too many.
template <class T, std::size_t AtLeast, std::size_t Below>
consteval std::size_t members_between() {
  if constexpr (constexpr std::size_t middle = (AtLeast + Below) / 2; middle == AtLeast)
    return AtLeast;
  else if constexpr (takes_values<T, middle>)
    return members_between<T, middle, Below>();
  else
    return members_between<T, AtLeast, middle>();
}
template <class T, std::size_t Guess = 4>
consteval std::size_t member_count() {
  if constexpr (Guess > 128)
    return Guess;
  else if constexpr (takes_values<T, Guess>)
    return member_count<T, Guess * 2>();
  else
    return members_between < T, Guess == 4 ? 0 : Guess / 2, Guess > ();
}

// A C array takes the values of several members, which is how their number was found; but `{}`
// stands for all of it, so that those behind it are too many.
template <class T, std::size_t... Before, std::size_t... Behind>
consteval bool takes_empty(std::index_sequence<Before...>, std::index_sequence<Behind...>) {
  return requires { T{AnyValueAt<Before>{}..., {}, AnyValueAt<Behind>{}...}; };
}
template <class T, std::size_t Size>
consteval bool has_array() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return (
        (!takes_empty<T>(std::make_index_sequence<I>{}, std::make_index_sequence<Size - 1 - I>{}) &&
         takes_empty<T>(std::make_index_sequence<I>{}, std::index_sequence<>{})) ||
        ...);
  }
  (std::make_index_sequence<Size>{});
}

/// Becomes any base of T.
template <class T>
struct AnyBaseOf {
  template <class Base>
  requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>) operator Base() const;
};
struct NoValue {};

/// An aggregate that begins with a base class, and not with a member that takes anything.
template <class T>
concept HasBase = requires {
  T{AnyBaseOf<T>{}};
}
&&!requires { T{NoValue{}}; };

/// Boost.PFR 1.81 takes aggregates of up to so many members.
inline constexpr std::size_t most_members = 100;

/// References to the members of an aggregate, which has so many. The number is counted here: with
/// its own counting, Boost.PFR fails where members are no plain values.
template <std::size_t Size, class T>
constexpr auto tie_members(T& aggregate) noexcept {
  return boost::pfr::detail::tie_as_tuple(aggregate, boost::pfr::detail::size_t_<Size>{});
}

template <class... Types>
TypeList<void, Types...> referred_types(
    const boost::pfr::detail::sequence_tuple::tuple<Types&...>&);
template <class T, std::size_t Size>
using member_types = decltype(referred_types(tie_members<Size>(std::declval<T&>())));

template <std::size_t I, std::size_t Size, class T>
SEATHRIFT_ALWAYS_INLINE constexpr auto& member_at(T& aggregate) noexcept {
  return boost::pfr::detail::sequence_tuple::get<I>(tie_members<Size>(aggregate));
}

/// Stands for a member as a pointer to it would.
template <std::size_t I, std::size_t Size>
struct Position {
  template <class T>
  SEATHRIFT_ALWAYS_INLINE friend constexpr auto& operator->*(T* aggregate, Position) noexcept {
    return member_at<I, Size>(*aggregate);
  }
};

/// A field found by its position: ids are 1, 2, 3 … in order.
template <class T, std::size_t I, std::size_t Size>
struct PositionField {
  using type = typename member_types<T, Size>::template at<I>;
  static constexpr int id = static_cast<int>(I) + 1;
  static constexpr bool required = false;
  static constexpr Position<I, Size> member{};

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return member_at<I, Size>(record);
  }
};

// The names. An object that is never defined has addresses all the same; the compiler prints that
// of a field, its name at the end, as the argument of a template.
template <class T>
struct Holder {
  T value;
};

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

template <class T>
extern const Holder<T> undefined_object;

template <class T>
struct MemberAddress {
  const T* to;
};
template <class T>
MemberAddress(const T*) -> MemberAddress<T>;

template <auto Of>
struct Constant;

/// False for an aggregate with a bit-field, which would have to be read to be referred to. (No
/// comparison of the address: GCC's sanitizer makes that no constant.)
template <class T, std::size_t Size>
concept HasAddresses = requires {
  typename Constant<MemberAddress{&member_at<0, Size>(undefined_object<T>.value)}>;
};

template <auto Of>
consteval std::string_view printed() {
  return __PRETTY_FUNCTION__;
}

template <class T, std::size_t I, std::size_t Size>
consteval std::string_view aggregate_field_name() {
  constexpr std::string_view text =
      printed<MemberAddress{&member_at<I, Size>(undefined_object<T>.value)}>();
  constexpr auto end = text.substr(0, text.rfind('}')).find_last_not_of(")}") + 1;
  constexpr auto begin = text.substr(0, end).find_last_of(".:>") + 1;
  return text.substr(begin, end - begin);
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace seathrift::detail
