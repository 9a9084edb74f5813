// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is made of the methods of a service?

#include <array>
#include <string_view>
#include <type_traits>

#include <seathrift/schema/declared.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/macros/type.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/names.hpp>
#include <seathrift/schema/service_check.hpp>
#include <seathrift/schema/stub.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

// clang-format off

// ---- service: its bases, of which there is at most one
#define SEATHRIFT_BASE(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_BASE_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_BASE_E(x) SEATHRIFT_BASE_E1(SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))
#define SEATHRIFT_BASE_E1(...) SEATHRIFT_BASE_E2(__VA_ARGS__)
#define SEATHRIFT_BASE_E2(...) __VA_OPT__(, __VA_ARGS__)
#define SEATHRIFT_BASE_T(x)

// ---- service: m(service, name, parameters …) for each method
#define SEATHRIFT_METHOD(m, c, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_, SEATHRIFT_ITEM(x))(m, c, x)
#define SEATHRIFT_METHOD_E(m, c, x)
#define SEATHRIFT_METHOD_T(m, c, x) SEATHRIFT_METHOD_T1(m, c, SEATHRIFT_UNWRAP x)
#define SEATHRIFT_METHOD_T1(...) SEATHRIFT_METHOD_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_T2(m, ...) m(__VA_ARGS__)

// ---- a parameter: name or (id, name); an exception: Type or (id, Type) or (id, Type, name)
#define SEATHRIFT_PARAMETER_NAME_N(x) x
#define SEATHRIFT_PARAMETER_NAME_T(x) SEATHRIFT_SECOND x
#define SEATHRIFT_PARAMETER_ID(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_ID_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_ID_O(x)
#define SEATHRIFT_PARAMETER_ID_H(x)
#define SEATHRIFT_PARAMETER_ID_N(x) , ::seathrift::detail::by_position
#define SEATHRIFT_PARAMETER_ID_T(x) , SEATHRIFT_FIRST x
#define SEATHRIFT_PARAMETER_TEXT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_TEXT_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_PARAMETER_TEXT_O(x)
#define SEATHRIFT_PARAMETER_TEXT_H(x)
#define SEATHRIFT_PARAMETER_TEXT_N(x) {#x, sizeof #x - 1},
#define SEATHRIFT_PARAMETER_TEXT_T(x) SEATHRIFT_TEXT(SEATHRIFT_SECOND x),
#define SEATHRIFT_PARAMETER_COUNT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_COUNT_, SEATHRIFT_ITEM(x))
#define SEATHRIFT_PARAMETER_COUNT_O
#define SEATHRIFT_PARAMETER_COUNT_H
#define SEATHRIFT_PARAMETER_COUNT_N +1
#define SEATHRIFT_PARAMETER_COUNT_T +1
#define SEATHRIFT_PARAMETER(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_PARAMETER_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_PARAMETER_O(c, i, x)
#define SEATHRIFT_PARAMETER_H(c, i, x)
#define SEATHRIFT_PARAMETER_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> x
#define SEATHRIFT_PARAMETER_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i ::seathrift::detail::stub_parameter_t<c, i> SEATHRIFT_SECOND x
#define SEATHRIFT_ARGUMENT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ARGUMENT_, SEATHRIFT_ITEM(x))(c, i, x)
#define SEATHRIFT_ARGUMENT_O(c, i, x)
#define SEATHRIFT_ARGUMENT_H(c, i, x)
#define SEATHRIFT_ARGUMENT_N(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(x)
#define SEATHRIFT_ARGUMENT_T(c, i, x) SEATHRIFT_COMMA_BEFORE_##i static_cast<::seathrift::detail::stub_parameter_t<c, i>&&>(SEATHRIFT_SECOND x)
#define SEATHRIFT_THROWS(m, x) SEATHRIFT_JOIN(SEATHRIFT_THROWS_, SEATHRIFT_ITEM(x))(m, x)
#define SEATHRIFT_THROWS_O(m, x)
#define SEATHRIFT_THROWS_N(m, x)
#define SEATHRIFT_THROWS_T(m, x)
#define SEATHRIFT_THROWS_H(m, x) SEATHRIFT_EACH_INMOST(m, ~, SEATHRIFT_JOIN(SEATHRIFT_INSIDE_, x))
#define SEATHRIFT_THROW_IDS(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_ID, x)
#define SEATHRIFT_THROW_ID(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_ID_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_ID_N(x) SEATHRIFT_PARAMETER_ID_N(x)
#define SEATHRIFT_THROW_ID_X(x) SEATHRIFT_PARAMETER_ID_N(x)
#define SEATHRIFT_THROW_ID_T(x) SEATHRIFT_PARAMETER_ID_T(x)
#define SEATHRIFT_THROW_TYPES(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_TYPE, x)
#define SEATHRIFT_THROW_TYPE(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_TYPE_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_TYPE_N(x) , x
#define SEATHRIFT_THROW_TYPE_X(x) , x
#define SEATHRIFT_THROW_TYPE_T(x) , SEATHRIFT_SECOND x
#define SEATHRIFT_THROW_TEXTS(c, i, x) SEATHRIFT_THROWS(SEATHRIFT_THROW_TEXT, x)
#define SEATHRIFT_THROW_TEXT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_THROW_TEXT_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_THROW_TEXT_N(x) "",
#define SEATHRIFT_THROW_TEXT_X(x) "",
#define SEATHRIFT_THROW_TEXT_T(x) SEATHRIFT_THROW_TEXT_T1(SEATHRIFT_UNWRAP x, , ~)
#define SEATHRIFT_THROW_TEXT_T1(...) SEATHRIFT_THROW_TEXT_T2(__VA_ARGS__)
#define SEATHRIFT_THROW_TEXT_T2(id, type, name, ...) #name,
#define SEATHRIFT_ONEWAY(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_ONEWAY_, SEATHRIFT_ITEM(x))
#define SEATHRIFT_ONEWAY_O +1
#define SEATHRIFT_ONEWAY_H
#define SEATHRIFT_ONEWAY_N
#define SEATHRIFT_ONEWAY_T

#define SEATHRIFT_METHOD_TYPE(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TYPE_NOW, c, x)
#define SEATHRIFT_METHOD_TYPE_NOW(c, name, ...)                                                                        \
  , ::seathrift::detail::Method<&seathrift_S::name, (0 SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__)) != 0,   \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>, \
                                ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>>
#define SEATHRIFT_METHOD_TEXT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TEXT_NOW, c, x)
#define SEATHRIFT_METHOD_TEXT_NOW(c, name, ...) {#name, sizeof #name - 1}, SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TEXTS, ~, __VA_ARGS__)
#define SEATHRIFT_METHOD_NAME(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_METHOD_NAME_, SEATHRIFT_ITEM(x))(x)
#define SEATHRIFT_METHOD_NAME_E(x) "",
#define SEATHRIFT_METHOD_NAME_T(x) SEATHRIFT_METHOD_NAME_T1(SEATHRIFT_UNWRAP x, ~)
#define SEATHRIFT_METHOD_NAME_T1(...) SEATHRIFT_METHOD_NAME_T2(__VA_ARGS__)
#define SEATHRIFT_METHOD_NAME_T2(name, ...) {#name, sizeof #name - 1},
#define SEATHRIFT_METHOD_CHECK(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_CHECK_NOW, (c, i), x)
#define SEATHRIFT_METHOD_CHECK_NOW(ci, ...) SEATHRIFT_METHOD_CHECK_1(SEATHRIFT_UNWRAP ci, __VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_1(...) SEATHRIFT_METHOD_CHECK_2(__VA_ARGS__)
#define SEATHRIFT_METHOD_CHECK_2(c, i, name, ...)                                                                      \
  static_assert(!::seathrift::detail::reserved_name(#name), "seathrift: method '" #name "' of " #c " has a name that Client keeps for itself; rename it"); \
  static_assert(::seathrift::detail::first_name<typename seathrift_B::type>(seathrift_list.data(), i), "seathrift: method '" #name "' of " #c " has the name of another one of it or of its base, and on the wire they would be one; list it once, or rename it"); \
  if constexpr (requires { &seathrift_S::name; }) {                                                                    \
    static_assert(::seathrift::detail::PlainMethod<&seathrift_S::name>, "seathrift: '" #name "' of " #c " is static, or is no function; declare it as a member function"); \
    if constexpr (::seathrift::detail::PlainMethod<&seathrift_S::name>) {                                              \
      using seathrift_M = ::seathrift::detail::Signature<&seathrift_S::name>;                                          \
      using seathrift_I = ::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_IDS, ~, __VA_ARGS__)>;       \
      constexpr bool seathrift_named = ::seathrift::detail::distinct_names({SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_TEXT, ~, __VA_ARGS__) ""}); \
      static_assert(seathrift_named, "seathrift: what SEATHRIFT_SERVICE(" #c ") lists behind '" #name "' are not the names of its parameters, each once; write (" #name ", num1, num2), or with ids (" #name ", (1, num1), (2, num2))"); \
      static_assert(!seathrift_named || seathrift_M::arity == (0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_COUNT, ~, __VA_ARGS__)), "seathrift: '" #name "' of " #c " has another number of parameters than SEATHRIFT_SERVICE names; name each parameter once, one called oneway with its id: (1, oneway)"); \
      static_assert(::seathrift::detail::by_value<seathrift_M>, "seathrift: '" #name "' of " #c " returns a reference, or takes one to change what it refers to; return by value, and take parameters by value or const&"); \
      static_assert(::std::is_same_v<typename seathrift_M::Service, seathrift_S>, "seathrift: '" #name "' of " #c " belongs to a base of it; list it there, and write extends(the base) here"); \
      static_assert(::seathrift::detail::Ids<0 SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER_ID, ~, __VA_ARGS__)>::valid, "seathrift: two parameters of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(seathrift_I::valid, "seathrift: two exceptions of '" #name "' of " #c " have one id, or one has id 0 or one beyond 16 bits; number them from 1"); \
      static_assert(::seathrift::detail::throws_once<::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>, seathrift_I>, "seathrift: '" #name "' of " #c " throws one exception twice; list it once"); \
      constexpr int seathrift_oneway = 0 SEATHRIFT_EACH_INNER(SEATHRIFT_ONEWAY, ~, __VA_ARGS__);                       \
      static_assert(seathrift_oneway <= 1, "seathrift: '" #name "' of " #c " is oneway twice; say it once");           \
      static_assert(seathrift_oneway == 0 || (::std::is_void_v<typename seathrift_M::Result> && seathrift_I::size == 0), "seathrift: '" #name "' of " #c " is oneway but has a result or throws; nobody would receive it: make it void without throws, or drop oneway"); \
      seathrift_all = seathrift_all && seathrift_named;                                                                \
    } else {                                                                                                           \
      seathrift_all = false;                                                                                           \
    }                                                                                                                  \
  } else {                                                                                                             \
    static_assert(::seathrift::detail::NotFound<seathrift_S>, "seathrift: " #c " has no public method '" #name "', or overloads it; declare it once, with a name of its own"); \
    seathrift_all = false;                                                                                             \
  }
#define SEATHRIFT_METHOD_TRAVELS(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_METHOD_TRAVELS_NOW, c, x)
#define SEATHRIFT_METHOD_TRAVELS_NOW(c, name, ...)                                                                     \
  {                                                                                                                    \
  using seathrift_X = ::seathrift::detail::TypeList<void SEATHRIFT_EACH_INNER(SEATHRIFT_THROW_TYPES, ~, __VA_ARGS__)>; \
  static_assert(::seathrift::detail::parameters_accepted<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " has a parameter of a type that Thrift does not have, or that is only declared; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(!::seathrift::detail::parameters_accepted<&seathrift_S::name>() || ::seathrift::detail::result_accepted<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a type that Thrift does not have; use one of the documented types, describe it with SEATHRIFT_STRUCT, or specialise seathrift::Custom"); \
  static_assert(!::seathrift::detail::returns_view<&seathrift_S::name>(), "seathrift: '" #name "' of " #c " returns a view, whose bytes nobody would keep; return std::string or std::vector<std::byte>"); \
  static_assert(::seathrift::detail::throws_travel<seathrift_X>, "seathrift: '" #name "' of " #c " throws a type that is no described struct; write SEATHRIFT_EXCEPTION(...) behind it, in its namespace"); \
  static_assert(::seathrift::detail::throws_copied<seathrift_X>, "seathrift: '" #name "' of " #c " throws what can't be copied, so that a client could not throw it; let it hold a std::shared_ptr instead of a std::unique_ptr"); \
  seathrift_all = seathrift_all && ::seathrift::detail::method_travels<&seathrift_S::name, seathrift_X>();             \
  }
#define SEATHRIFT_STUB(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_STUB_NOW, c, x)
#define SEATHRIFT_STUB_NOW(c, name, ...)                                                                               \
  ::seathrift::detail::result_of<&seathrift_S::name> name(SEATHRIFT_EACH_INNER(SEATHRIFT_PARAMETER, (&seathrift_S::name), __VA_ARGS__)) { \
    return static_cast<seathrift_Link*>(this)->template seathrift_call<&seathrift_S::name>(SEATHRIFT_EACH_INNER(SEATHRIFT_ARGUMENT, (&seathrift_S::name), __VA_ARGS__)); \
  }
#define SEATHRIFT_INVOKER(name) [](auto& seathrift_handler, auto&&... seathrift_a) -> decltype(seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...)) { return seathrift_handler.name(static_cast<decltype(seathrift_a)>(seathrift_a)...); }
#define SEATHRIFT_VISIT(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_VISIT_NOW, c, x)
#define SEATHRIFT_VISIT_NOW(c, name, ...) seathrift_visitor.template operator()<&seathrift_S::name>(SEATHRIFT_INVOKER(name));
// What fits is asked first, of all methods, so that of several that do not the first alone is named.
#define SEATHRIFT_FIT(c, i, x) SEATHRIFT_JOIN(SEATHRIFT_FIT_, SEATHRIFT_ITEM(x))(i)
#define SEATHRIFT_FIT_E(i) ::seathrift::detail::Fit::yes,
#define SEATHRIFT_FIT_T(i) seathrift_fit_##i,
#define SEATHRIFT_ASK(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_ASK_NOW, i, x)
#define SEATHRIFT_ASK_NOW(i, name, ...)                                                                                \
  [[maybe_unused]] constexpr auto seathrift_invoker_##i = SEATHRIFT_INVOKER(name);                                     \
  constexpr auto seathrift_fit_##i = ::seathrift::detail::handler_fit<&seathrift_S::name, seathrift_H, decltype(seathrift_invoker_##i)>(requires { &seathrift_H::name; }, \
      requires { requires __is_base_of(seathrift_S, seathrift_H); requires __is_same(decltype(&seathrift_S::name), decltype(&seathrift_H::name)); });
#define SEATHRIFT_HANDLER(c, i, x) SEATHRIFT_METHOD(SEATHRIFT_HANDLER_NOW, (c, i), x)
#define SEATHRIFT_HANDLER_NOW(ci, name, ...) SEATHRIFT_HANDLER_NOW1(SEATHRIFT_UNWRAP ci, name)
#define SEATHRIFT_HANDLER_NOW1(...) SEATHRIFT_HANDLER_NOW2(__VA_ARGS__)
#define SEATHRIFT_HANDLER_NOW2(c, i, name)                                                                             \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::missing), "seathrift: the handler of " #c " has no public method '" #name "', or none of that name that fits; add it with the parameters and result that " #c " declares, and pass the handler itself, std::ref of it, or a factory taking const ConnectionInfo&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::parameters), "seathrift: method '" #name "' of the handler of " #c " takes other parameters than " #c "::" #name ", or the handler is const and it is not; let them match, by value or const&"); \
  static_assert(!seathrift_misfit.is(i, ::seathrift::detail::Fit::result), "seathrift: method '" #name "' of the handler of " #c " returns another type than " #c "::" #name "; let it match");

#define SEATHRIFT_SERVICE_0(S, T, ...) SEATHRIFT_NO_TYPE(SEATHRIFT_SERVICE, (method))
#define SEATHRIFT_SERVICE_1(S, T, ...)                                                                                 \
  SEATHRIFT_REFUSE(SEATHRIFT_METHOD_FORM, "SEATHRIFT_SERVICE(" #S ")", __VA_ARGS__)                                    \
  void seathrift_refused(::seathrift::detail::tag<S>);                                                                 \
  SEATHRIFT_SERVICE_(S, T, )
#define SEATHRIFT_SERVICE_(S, T, ...)                                                                                  \
  SEATHRIFT_TYPE_TEXT(SEATHRIFT_SERVICE, S)                                                                            \
  SEATHRIFT_TYPE(S, T)                                                                                                 \
  SEATHRIFT_AT_LINE(SEATHRIFT_SERVICE, S, T)                                                                           \
  static_assert(::std::is_class_v<T>, "seathrift: " #S " is no class, or no name of one; write struct " #S " with the methods as functions, and SEATHRIFT_SERVICE behind it"); \
  [[maybe_unused]] constexpr void seathrift_is_service(SEATHRIFT_TAG(T)) {}                                            \
  [[maybe_unused]] constexpr auto seathrift_base(SEATHRIFT_TAG(T)) { return ::seathrift::detail::bases<T SEATHRIFT_EACH(SEATHRIFT_BASE, ~, __VA_ARGS__)>{}; } \
  [[maybe_unused]] constexpr auto seathrift_listed(SEATHRIFT_TAG(T)) {                                                 \
    return ::std::to_array<::std::string_view>({SEATHRIFT_EACH(SEATHRIFT_METHOD_NAME, S, __VA_ARGS__) {}});            \
  }                                                                                                                    \
  static_assert(::seathrift::detail::each_method_named(seathrift_listed(SEATHRIFT_TAG(T){})), "seathrift: SEATHRIFT_SERVICE(" #S ") lists a method by what is no name; write each as (name, its parameters' names ...), its name without its type or class"); \
  template <class seathrift_S = T>                                                                                     \
  consteval bool seathrift_check(SEATHRIFT_TAG(T)) {                                                                   \
    bool seathrift_all = true;                                                                                         \
    [[maybe_unused]] constexpr auto seathrift_list = seathrift_listed(SEATHRIFT_TAG(T){});                             \
    using seathrift_B = decltype(seathrift_base(::seathrift::detail::tag<seathrift_S>{}));                             \
    static_assert(::seathrift::detail::is_name(#S), "seathrift: SEATHRIFT_SERVICE(" #S ") is not given a bare name; declare the service at namespace scope, and put the macro behind it, in its namespace"); \
    static_assert(!::seathrift::detail::is_hidden<seathrift_S>(), "seathrift: " #S " is in an anonymous namespace, but its methods need linkage; give the namespace a name"); \
    static_assert(seathrift_B::size <= 1, "seathrift: " #S " extends more than one service; in Thrift it can extend one"); \
    static_assert(seathrift_B::described, "seathrift: what " #S " extends is no service; write SEATHRIFT_SERVICE(...) behind the base, in its namespace"); \
    static_assert(seathrift_B::derived, "seathrift: " #S " extends a service that it does not derive from; write struct " #S " : the base"); \
    static_assert(seathrift_B::size != 0 || ::seathrift::detail::Refused<seathrift_S> || !::seathrift::detail::DerivesFromService<seathrift_S>, "seathrift: " #S " derives from a service that it does not extend; write SEATHRIFT_SERVICE(" #S ", extends(the base), ...)"); \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_CHECK, S, __VA_ARGS__)                                                             \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  static_assert(seathrift_check(::seathrift::detail::tag<T>{}) || true);                                               \
  template <class seathrift_S = T>                                                                                     \
  auto seathrift_methods(SEATHRIFT_TAG(T))                                                                             \
      -> ::seathrift::detail::TypeList<void SEATHRIFT_EACH(SEATHRIFT_METHOD_TYPE, S, __VA_ARGS__)>;                    \
  SEATHRIFT_NAMES(S, T, SEATHRIFT_METHOD_TEXT, __VA_ARGS__)                                                            \
  template <class seathrift_S = T>                                                                                     \
  consteval bool seathrift_methods_travel(SEATHRIFT_TAG(T)) {                                                          \
    bool seathrift_all = true;                                                                                         \
    SEATHRIFT_EACH(SEATHRIFT_METHOD_TRAVELS, S, __VA_ARGS__)                                                           \
    return seathrift_all;                                                                                              \
  }                                                                                                                    \
  template <class seathrift_Link, class seathrift_S = T>                                                               \
  struct seathrift_stub_##S : ::seathrift::detail::stub_of<::seathrift::detail::base_of<seathrift_S>, seathrift_Link> { \
    SEATHRIFT_EACH(SEATHRIFT_STUB, S, __VA_ARGS__)                                                                     \
  };                                                                                                                   \
  template <class seathrift_Link>                                                                                      \
  ::std::type_identity<seathrift_stub_##S<seathrift_Link>> seathrift_stub(SEATHRIFT_TAG(T), seathrift_Link*);          \
  template <class seathrift_V, class seathrift_S = T>                                                                  \
  constexpr void seathrift_visit(SEATHRIFT_TAG(T), [[maybe_unused]] seathrift_V&& seathrift_visitor) {                 \
    SEATHRIFT_EACH(SEATHRIFT_VISIT, S, __VA_ARGS__)                                                                    \
  }                                                                                                                    \
  template <class seathrift_H, class seathrift_S = T>                                                                  \
  consteval bool seathrift_check_handler(SEATHRIFT_TAG(T)) {                                                           \
    SEATHRIFT_EACH(SEATHRIFT_ASK, S, __VA_ARGS__)                                                                      \
    constexpr ::seathrift::detail::Fit seathrift_fits[] = {SEATHRIFT_EACH(SEATHRIFT_FIT, S, __VA_ARGS__) ::seathrift::detail::Fit::yes}; \
    constexpr auto seathrift_misfit = ::seathrift::detail::first_misfit(seathrift_fits);                               \
    SEATHRIFT_EACH(SEATHRIFT_HANDLER, S, __VA_ARGS__)                                                                  \
    return seathrift_misfit.fit == ::seathrift::detail::Fit::yes;                                                      \
  }
// clang-format on
