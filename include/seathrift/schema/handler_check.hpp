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

}  // namespace seathrift::detail
