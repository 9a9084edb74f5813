// SPDX-License-Identifier: Apache-2.0
#pragma once
// What are the fields of an aggregate that no macro describes? The one door to Boost.PFR, and the
// fields' names.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/pfr/core.hpp>

#include <seathrift/config.hpp>
#include <seathrift/schema/field.hpp>

namespace seathrift::detail {

template <class T>
consteval std::size_t aggregate_size() {
  return boost::pfr::tuple_size_v<T>;
}

/// Becomes any base of T.
template <class T>
struct AnyBaseOf {
  template <class Base>
  requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>) operator Base() const;
};

/// An aggregate that begins with a base class, as Boost.PFR can't take it.
template <class T>
concept HasBase = requires {
  T{AnyBaseOf<T>{}};
};

/// A field found by its position: ids are 1, 2, 3 … in order.
template <class T, std::size_t I>
struct PositionField {
  using type = boost::pfr::tuple_element_t<I, T>;
  static constexpr int id = static_cast<int>(I) + 1;
  static constexpr bool required = false;

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return boost::pfr::get<I>(record);
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
consteval std::string_view printed() {
  return __PRETTY_FUNCTION__;
}

template <class T, std::size_t I>
consteval std::string_view aggregate_field_name() {
  constexpr std::string_view text =
      printed<MemberAddress{&boost::pfr::get<I>(undefined_object<T>.value)}>();
  constexpr auto end = text.substr(0, text.rfind('}')).find_last_not_of(")}") + 1;
  constexpr auto begin = text.substr(0, end).find_last_of(".:>") + 1;
  return text.substr(begin, end - begin);
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace seathrift::detail
