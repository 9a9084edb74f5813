// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a service declared in IDL?

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <seathrift/idl/declarations.hpp>
#include <seathrift/idl/literal_text.hpp>
#include <seathrift/idl/type_text.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// One `id: type name` of a method's parameters or exceptions.
template <class T>
void put_argument(std::string& text, std::size_t i, int id, std::string_view name,
                  const Declarations& all) {
  if (i > 0) text += ", ";
  put_number(text, id);
  text += ": ";
  put_type<T>(text, all);
  (text += ' ') += name;
}

/// Thrift ignores requiredness and defaults of parameters, so none are written. An exception that
/// the macro gives no name is `error1`, by its place.
template <class S, std::size_t I>
void put_method(std::string& text, const Declarations& all) {
  using Place = MethodAt<S, I>;
  using Method = typename Place::Method;
  text += Method::oneway ? "  oneway " : "  ";
  if constexpr (std::is_void_v<typename Method::Result>)
    text += "void";
  else
    put_type<std::remove_cvref_t<typename Method::Result>>(text, all);
  ((text += ' ') += Place::name) += '(';
  for_each_index<Method::arity>([&](auto i) {
    using Parameter = std::remove_cvref_t<typename Method::Parameters::template at<i>>;
    put_argument<Parameter>(text, i, Method::Parameter_ids::values[i], Place::text(1 + i), all);
    return true;
  });
  text += ')';
  if constexpr (Method::Throw_ids::size > 0) {
    text += " throws (";
    for_each_index<Method::Throw_ids::size>([&](auto i) {
      const std::string_view given = Place::text(1 + Method::arity + i);
      const std::string invented = "error" + std::to_string(i + 1);
      put_argument<typename Method::Throws::template at<i>>(text, i, Method::Throw_ids::values[i],
                                                            given.empty() ? invented : given, all);
      return true;
    });
    text += ')';
  }
  text += ",\n";
}

template <DescribedService S>
void write_service(std::string& text, const Declaration& self, const Declarations& all) {
  (text += "service ") += self.name;
  if constexpr (!std::is_void_v<base_of<S>>) (text += " extends ") += all.name_of<base_of<S>>();
  text += " {\n";
  for_each_index<Service<S>::size>([&](auto i) {
    put_method<S, i>(text, all);
    return true;
  });
  text += "}\n";
}

}  // namespace seathrift::detail
