// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of a service's method at compile time?

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// The signature of a declared member function. It is never defined, so its pointer is only ever a
/// template argument.
template <auto Pointer>
struct Signature;

template <class R, class S, class... A, R (S::*Pointer)(A...)>
struct Signature<Pointer> {
  using Result = R;
  using Service = S;
  using Parameters = TypeList<void, A...>;
  static constexpr std::size_t arity = sizeof...(A);
};
template <class R, class S, class... A, R (S::*Pointer)(A...) const>
struct Signature<Pointer> {
  using Result = R;
  using Service = S;
  using Parameters = TypeList<void, A...>;
  static constexpr std::size_t arity = sizeof...(A);
};

/// A member function that is not static.
template <auto Pointer>
concept PlainMethod = requires {
  Signature<Pointer>::arity;
};

/// A reference that a parameter may be: to what the method does not change.
template <class Parameter>
inline constexpr bool is_input =
    !std::is_lvalue_reference_v<Parameter> || std::is_const_v<std::remove_reference_t<Parameter>>;
template <class Parameters>
inline constexpr bool all_input = false;
template <class... P>
inline constexpr bool all_input<TypeList<void, P...>> = (is_input<P> && ...);

/// True when nothing leaves the method but by its result, which is a value.
template <class Signature>
inline constexpr bool by_value =
    !std::is_reference_v<typename Signature::Result> && all_input<typename Signature::Parameters>;

template <auto Pointer>
using result_of = typename Signature<Pointer>::Result;

/// What a stub takes for a declared parameter: a class by value becomes a reference, so that
/// nothing is copied and braces still work.
template <class Parameter>
struct stub_parameter {
  using type = std::conditional_t<std::is_scalar_v<Parameter> || std::is_reference_v<Parameter> ||
                                      std::is_same_v<Parameter, std::string_view>,
                                  Parameter, const Parameter&>;
};
struct NoSuchParameter {};
template <class Parameters, std::size_t I, bool = (I < Parameters::size)>
struct parameter_at {
  using type = NoSuchParameter;
};
template <class Parameters, std::size_t I>
struct parameter_at<Parameters, I, true> {
  using type = typename Parameters::template at<I>;
};

template <auto Pointer, std::size_t I>
using stub_parameter_t = typename stub_parameter<
    typename parameter_at<typename Signature<Pointer>::Parameters, I>::type>::type;

/// Stands for the id of a parameter or exception that was given none: its position, from 1.
inline constexpr int by_position = std::numeric_limits<int>::min();

/// The ids of a method's parameters, or of its exceptions; the macro begins the list with a 0.
template <int, int... Given>
struct Ids {
  static constexpr std::size_t size = sizeof...(Given);
  static constexpr std::array<int, size + 1> values = [] {
    std::array<int, size + 1> ids = {Given..., 0};
    for (std::size_t i = 0; i < size; ++i)
      if (ids[i] == by_position) ids[i] = static_cast<int>(i) + 1;
    return ids;
  }();
  static constexpr bool valid = [] {
    for (std::size_t i = 0; i < size; ++i) {
      if (values[i] == 0 || values[i] < -32768 || values[i] > 32767) return false;
      for (std::size_t j = 0; j < i; ++j)
        if (values[i] == values[j]) return false;
    }
    return true;
  }();
};

/// A name for the pointer of a method, as a type.
template <auto Pointer>
struct PointerTag {};

/// A method: its pointer, parameters' ids, declared exceptions and whether it has an answer.
template <auto Pointer, bool Oneway, class ParameterIds, class ThrowIds, class ThrowTypes>
struct Method : Signature<Pointer> {
  using Tag = PointerTag<Pointer>;
  static constexpr bool oneway = Oneway;
  using Parameter_ids = ParameterIds;
  using Throw_ids = ThrowIds;
  using Throws = ThrowTypes;
  /// Texts of the method: its own name, those of its parameters, those of its exceptions.
  static constexpr std::size_t texts = 1 + ParameterIds::size + ThrowIds::size;
};

template <class S>
using methods_of = decltype(seathrift_methods(tag<S>{}));

template <class S>
using base_of = typename decltype(seathrift_base(tag<S>{}))::type;

template <class S>
concept DescribedService = requires {
  seathrift_is_service(tag<S>{});
};

/// What SEATHRIFT_SERVICE names in extends(…): one service at most.
template <class S, class...>
struct bases {
  using type = void;
  static constexpr std::size_t size = 0;
  static constexpr bool described = true;
  static constexpr bool derived = true;
};
template <class S, class Base, class... More>
struct bases<S, Base, More...> {
  static constexpr std::size_t size = 1 + sizeof...(More);
  static constexpr bool described = DescribedService<Base>;
  static constexpr bool other = !std::is_same_v<S, Base>;
  using type = std::conditional_t<described && other, Base, void>;
  static constexpr bool derived = other && std::is_convertible_v<S*, Base*>;
};

/// Becomes any service that S derives from.
template <class S>
struct AnyServiceOf {
  template <DescribedService Base>
  requires(std::is_base_of_v<Base, S> && !std::is_same_v<Base, S>) operator Base() const;
};

/// A service, seen as an aggregate, whose base is one, too.
template <class S>
concept DerivesFromService = requires {
  S{AnyServiceOf<S>{}};
};

template <class... Methods>
consteval std::array<std::size_t, sizeof...(Methods) + 1> first_texts(TypeList<void, Methods...>*) {
  const std::size_t texts[] = {Methods::texts..., 0};
  std::array<std::size_t, sizeof...(Methods) + 1> first{};
  for (std::size_t i = 0; i < sizeof...(Methods); ++i) first[i + 1] = first[i] + texts[i];
  return first;
}

/// The methods of one service, its bases not included.
template <class S>
struct Service {
  using List = methods_of<S>;
  static constexpr std::size_t size = List::size;
  template <std::size_t I>
  using method = typename List::template at<I>;
  static constexpr auto texts = seathrift_names(tag<S>{});
  static constexpr std::string_view name = seathrift_name(tag<S>{});

  /// Where the texts of each method begin.
  static constexpr std::array<std::size_t, size + 1> first_text =
      first_texts(static_cast<List*>(nullptr));
  static constexpr std::string_view method_name(std::size_t i) { return texts[first_text[i]]; }
};

/// Where a method stands: which service declares it, at which place.
template <class S, std::size_t I>
struct MethodAt {
  using Service = S;
  using Method = typename detail::Service<S>::template method<I>;
  static constexpr std::string_view name = detail::Service<S>::method_name(I);
  static constexpr std::string_view text(std::size_t i) {
    return detail::Service<S>::texts[detail::Service<S>::first_text[I] + i];
  }
};

/// The place of the method that a pointer names; the list's size when it names none.
template <auto Pointer, class... Methods>
consteval std::size_t place_of(TypeList<void, Methods...>*) {
  constexpr bool same[] = {__is_same(PointerTag<Pointer>, typename Methods::Tag)..., true};
  std::size_t i = 0;
  while (!same[i]) ++i;
  return i;
}

/// True when the service, or one that it extends, lists the method that a pointer names.
template <class S, auto Pointer>
consteval bool lists_method() {
  if constexpr (std::is_void_v<S>)
    return false;
  else if constexpr (place_of<Pointer>(static_cast<methods_of<S>*>(nullptr)) < Service<S>::size)
    return true;
  else
    return lists_method<base_of<S>, Pointer>();
}

/// Finds a method by the pointer that names it.
template <auto Pointer, class S = typename Signature<Pointer>::Service>
using method_at = MethodAt<S, place_of<Pointer>(static_cast<methods_of<S>*>(nullptr))>;

}  // namespace seathrift::detail
