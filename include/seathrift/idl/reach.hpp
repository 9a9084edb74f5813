// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which types are reached from a service or a struct?

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <seathrift/idl/declarations.hpp>
#include <seathrift/idl/identifier.hpp>
#include <seathrift/idl/service_declaration.hpp>
#include <seathrift/idl/type_declaration.hpp>
#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift::detail {

template <class T>
concept DescribedException = requires {
  seathrift_is_exception(tag<T>{});
};

/// A declaration of T without what it mentions; a macro's name counts more than the compiler's,
/// which differs between compilers for templates.
template <class T>
[[nodiscard]] Declaration declaration_of(Form form, decltype(Declaration::write) write) {
  const ScopedName printed = split_name(type_name<T>());
  std::string_view spelled = printed.last;
  if constexpr (Described<T>) spelled = split_name(seathrift_name(tag<T>{})).last;
  return {&type_key<T>, form, printed.scope, spelled, write};
}

/// Adds what a value of type T consists of, and says in `mentions` what it names.
template <class T>
void reach(Declarations& all, std::vector<Mention>& mentions, Hold hold);

template <class T>
void reach_fields(Declarations& all, std::vector<Mention>& mentions) {
  if constexpr (kind_of<T> == Kind::union_) {
    for_each_index<UnionRecord<T>::size>([&](auto i) {
      reach<typename UnionRecord<T>::template type<i>>(all, mentions, Hold::by_value);
      return true;
    });
  } else {
    for_each_index<Record<T>::size>([&](auto i) {
      reach<typename Record<T>::template field<i>::type>(all, mentions, Hold::by_value);
      return true;
    });
  }
}

/// Adds an enum, struct, union or exception with all that it reaches, unless it is there.
template <class T>
void declare(Declarations& all) {
  if (all.find(&type_key<T>)) return;
  std::vector<Mention> mentions;
  if constexpr (std::is_enum_v<T>) {
    all.begin(declaration_of<T>(Form::enumeration, &write_enum<T>));
  } else if constexpr (kind_of<T> == Kind::union_) {
    all.begin(declaration_of<T>(Form::union_, &write_union<T>));
    reach_fields<T>(all, mentions);
  } else {
    constexpr Form form = DescribedException<T> ? Form::exception : Form::structure;
    all.begin(declaration_of<T>(form, &write_record<T>));
    reach_fields<T>(all, mentions);
  }
  all.complete(&type_key<T>, std::move(mentions));
}

template <class T>
void reach(Declarations& all, std::vector<Mention>& mentions, Hold hold) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    reach<Surrogate<T>>(all, mentions, hold);
  } else if constexpr (Nullable<T>) {
    reach<held_t<T>>(all, mentions, k == Kind::wrapper ? hold : Hold::loosely);
  } else if constexpr (Elements<T>) {
    reach<typename T::value_type>(all, mentions, hold == Hold::in_map ? hold : Hold::loosely);
  } else if constexpr (k == Kind::map) {
    reach<typename T::key_type>(all, mentions, Hold::in_map);
    reach<typename T::mapped_type>(all, mentions, Hold::in_map);
  } else if constexpr (k == Kind::record || k == Kind::union_ || DescribedEnum<T>) {
    declare<T>(all);
    mentions.push_back({&type_key<T>, hold});
  }
}

template <class S, std::size_t I>
void reach_method(Declarations& all) {
  using Method = typename Service<S>::template method<I>;
  std::vector<Mention> none;
  if constexpr (!std::is_void_v<typename Method::Result>)
    reach<std::remove_cvref_t<typename Method::Result>>(all, none, Hold::by_value);
  for_each_index<Method::arity>([&](auto i) {
    reach<std::remove_cvref_t<typename Method::Parameters::template at<i>>>(all, none,
                                                                            Hold::by_value);
    return true;
  });
  for_each_index<Method::Throw_ids::size>([&](auto i) {
    using Thrown = typename Method::Throws::template at<i>;
    reach<Thrown>(all, none, Hold::by_value);
    // A plain struct may be thrown, too; IDL knows it as an exception then.
    all.find(&type_key<Thrown>)->form = Form::exception;
    return true;
  });
}

/// Adds a service with its bases and all types that their methods reach.
template <class S>
void declare_service(Declarations& all) {
  if constexpr (!std::is_void_v<base_of<S>>) declare_service<base_of<S>>(all);
  all.begin(declaration_of<S>(Form::service, &write_service<S>));
  for_each_index<Service<S>::size>([&](auto i) {
    reach_method<S, i>(all);
    return true;
  });
  all.complete(&type_key<S>, {});
}

}  // namespace seathrift::detail
