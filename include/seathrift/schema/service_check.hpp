// SPDX-License-Identifier: Apache-2.0
#pragma once
// Do the types travel that a service's methods carry?

#include <type_traits>

#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

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
inline constexpr bool throws_travel = false;
template <class... E>
inline constexpr bool throws_travel<TypeList<void, E...>> = ((kind_of<E> == Kind::record) && ...);

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
         !returns_view<Pointer>() && throws_travel<Exceptions> && throws_copied<Exceptions>;
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
