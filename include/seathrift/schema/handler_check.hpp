// SPDX-License-Identifier: Apache-2.0
#pragma once
// Does a handler fit a service: has it each method, with parameters and a result that match?

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

enum class Fit : unsigned char { yes, missing, parameters, result };

/// True for what shows a result that somebody else keeps until it is sent.
template <class Result, class Given>
inline constexpr bool is_view_of = false;
template <>
inline constexpr bool is_view_of<std::string, std::string_view> = true;
template <>
inline constexpr bool is_view_of<std::vector<std::byte>, std::span<const std::byte>> = true;

/// What a handler's method returns.
template <class Invoker, class Handler, class... P>
using given_by = decltype(std::declval<Invoker&>()(std::declval<Handler&>(), std::declval<P>()...));

/// What is kept elsewhere is sent from there: it need not be copied.
template <class Result, class Given>
inline constexpr bool gives =
    std::is_void_v<Result> || is_view_of<Result, Given> ||
    std::is_same_v<std::remove_cvref_t<Result>, std::remove_cvref_t<Given>> ||
    std::is_convertible_v<Given, Result>;

/// How a handler's method compares with the declared one; `named` is true when the handler has one
/// of that name, `inherited` when it is the declared one itself, which nobody defines.
template <class Invoker, class Handler, class Result, class... P>
consteval Fit fit_of(bool named, bool inherited, TypeList<void, P...>*) {
  if constexpr (!requires { typename given_by<Invoker, Handler, P...>; })
    return named ? Fit::parameters : Fit::missing;
  else if (inherited)
    return Fit::missing;
  else
    return gives<Result, given_by<Invoker, Handler, P...>> ? Fit::yes : Fit::result;
}
template <auto Pointer, class Handler, class Invoker>
consteval Fit handler_fit(bool named, bool inherited = false) {
  return fit_of<const Invoker, Handler, result_of<Pointer>>(
      named, inherited, static_cast<typename Signature<Pointer>::Parameters*>(nullptr));
}

/// The first of a service's methods that a handler lacks; `fit` is yes when there is none.
struct Misfit {
  std::size_t index = 0;
  Fit fit = Fit::yes;

  [[nodiscard]] consteval bool is(std::size_t i, Fit what) const {
    return i == index && fit == what;
  }
};

template <std::size_t Size>
consteval Misfit first_misfit(const Fit (&fits)[Size]) {
  for (std::size_t i = 0; i < Size; ++i)
    if (fits[i] != Fit::yes) return {i, fits[i]};
  return {};
}

/// Checks a handler against a service and its bases, saying what is missing.
template <class S, class Handler>
consteval bool check_handler() {
  if constexpr (std::is_void_v<S>)
    return true;
  else
    return check_handler<base_of<S>, Handler>() && seathrift_check_handler<Handler>(tag<S>{});
}

/// True when a handler has every method of a service; says nothing when it has not.
template <class S, class Handler>
consteval bool fits() {
  if constexpr (std::is_void_v<S>) {
    return true;
  } else {
    bool all = fits<base_of<S>, Handler>();
    seathrift_visit(
        tag<S>{}, [&]<auto Pointer, class Invoker>(Invoker) {
          all = all && handler_fit<Pointer, Handler, Invoker>(false) == Fit::yes;
        });
    return all;
  }
}

template <class Parameters>
inline constexpr bool all_travel = false;
template <class... P>
inline constexpr bool all_travel<TypeList<void, P...>> = (mappable<std::remove_cvref_t<P>>() &&
                                                          ...);

/// True for what does not travel for a reason that has been given.
template <class Parameters>
inline constexpr bool any_refused = false;
template <class... P>
inline constexpr bool any_refused<TypeList<void, P...>> =
    (refused_within<std::remove_cvref_t<P>>() || ...);

template <auto Pointer>
consteval bool parameters_accepted() {
  if constexpr (all_travel<typename Signature<Pointer>::Parameters>)
    return true;
  else
    return any_refused<typename Signature<Pointer>::Parameters>;
}

/// A result is there: an optional one, or a pointer, has no form on the wire.
template <auto Pointer>
consteval bool result_travels() {
  using Result = std::remove_cvref_t<result_of<Pointer>>;
  if constexpr (std::is_void_v<Result>)
    return true;
  else
    return mappable<Result>() && !Nullable<Result>;
}
template <auto Pointer>
consteval bool result_accepted() {
  if constexpr (result_travels<Pointer>())
    return true;
  else
    return refused_within<std::remove_cvref_t<result_of<Pointer>>>();
}

template <auto Pointer>
consteval bool returns_view() {
  constexpr Kind k = kind_of<std::remove_cvref_t<result_of<Pointer>>>;
  return k == Kind::text_view || k == Kind::binary_view;
}

template <class Exceptions>
inline constexpr bool throws_records = false;
template <class... E>
inline constexpr bool throws_records<TypeList<void, E...>> = ((kind_of<E> == Kind::record) && ...);

template <class Exceptions>
consteval bool throws_travel() {
  return throws_records<Exceptions>;
}

/// What a client received is thrown from an std::exception_ptr, which takes what can be copied.
template <class Exceptions>
inline constexpr bool throws_copied = false;
template <class... E>
inline constexpr bool throws_copied<TypeList<void, E...>> = (std::is_copy_constructible_v<E> &&
                                                             ...);

template <class...>
inline constexpr bool all_differ = true;
template <class E, class... More>
inline constexpr bool all_differ<E, More...> = (!__is_same(E, More) && ...) && all_differ<More...>;

/// False where one exception is listed twice without saying which ids it has.
template <class Exceptions, class Ids>
inline constexpr bool throws_once = false;
template <class... E, int... Given>
inline constexpr bool throws_once<TypeList<void, E...>, Ids<0, Given...>> =
    all_differ<E...> || ((Given != by_position) && ...);

template <auto Pointer, class Exceptions>
consteval bool method_travels() {
  return all_travel<typename Signature<Pointer>::Parameters> && result_travels<Pointer>() &&
         !returns_view<Pointer>() && throws_travel<Exceptions>() && throws_copied<Exceptions>;
}

/// A service whose declaration has been refused is asked nothing more.
template <class S, bool Declared>
consteval bool service_travels() {
  if constexpr (Declared)
    return seathrift_methods_travel(tag<S>{});
  else
    return false;
}

/// Checks the types that a service's methods and those of its bases carry, saying which is at
/// fault. False for what is no service.
template <class S>
consteval bool check_service() {
  if constexpr (std::is_void_v<S>)
    return true;
  else if constexpr (DescribedService<S>)
    return check_service<base_of<S>>() && service_travels<S, seathrift_check(tag<S>{})>();
  else
    return false;
}

template <class S>
inline constexpr bool is_service = !std::is_void_v<S> && check_service<S>();

}  // namespace seathrift::detail
