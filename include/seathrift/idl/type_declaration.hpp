// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is an enum, a struct, a union or an exception declared in IDL?

#include <concepts>
#include <string>
#include <string_view>

#include <seathrift/idl/declarations.hpp>
#include <seathrift/idl/literal.hpp>
#include <seathrift/idl/literal_text.hpp>
#include <seathrift/idl/type_text.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// Of two names for one value the second is left in a comment: Java would not compile both.
template <DescribedEnum E>
void write_enum(std::string& text, const Declaration& self, const Declarations&) {
  ((text += "enum ") += self.name) += " {\n";
  for (const Enumerator& each : enumerators<E>()) {
    const std::string_view first = name_of(static_cast<E>(each.value));
    text += first == each.name ? "  " : "  // ";
    (text += each.name) += " = ";
    put_number(text, each.value);
    text += ",\n";
  }
  text += "}\n";
}

template <class T>
void put_field_head(std::string& text, int id, const char* requiredness, const Declarations& all) {
  text += "  ";
  put_number(text, id);
  (text += ": ") += requiredness;
  put_type<T>(text, all);
  text += kind_of<T> == Kind::pointer ? " & " : " ";
}

/// The default of a field, where it is not that of the type; a remark where IDL cannot say it.
template <class T>
void put_default(std::string& text, const T& value, const Declarations& all) {
  if (is_zero(value, all)) {
    text += ",\n";
    return;
  }
  const Literal literal = literal_of(value, all);
  if (literal.valid && kind_of<T> != Kind::pointer)
    ((text += " = ") += literal.text) += ",\n";
  else
    text += ",  // has a default in C++ that IDL cannot say\n";
}

template <class T>
void put_fields(std::string& text, const T* standard, const Declarations& all) {
  for_each_index<Record<T>::size>([&](auto i) {
    using Field = typename Record<T>::template field<i>;
    using Type = typename Field::type;
    put_field_head<Type>(text, Field::id,
                         Field::required  ? "required "
                         : Nullable<Type> ? "optional "
                                          : "",
                         all);
    text += Record<T>::names[i];
    if (standard)
      put_default(text, Field::get(*standard), all);
    else
      text += ",\n";
    return true;
  });
}

template <class T>
void write_record(std::string& text, const Declaration& self, const Declarations& all) {
  text += self.form == Form::exception ? "exception " : "struct ";
  (text += self.name) += " {\n";
  if constexpr (std::default_initializable<T>) {
    const T standard{};
    put_fields(text, &standard, all);
  } else {
    put_fields<T>(text, nullptr, all);
  }
  text += "}\n";
}

template <class T>
void write_union(std::string& text, const Declaration& self, const Declarations& all) {
  ((text += "union ") += self.name) += " {\n";
  for_each_index<UnionRecord<T>::size>([&](auto i) {
    put_field_head<typename UnionRecord<T>::template type<i>>(text, UnionRecord<T>::ids[i], "",
                                                              all);
    (text += UnionRecord<T>::names[i]) += ",\n";
    return true;
  });
  text += "}\n";
}

}  // namespace seathrift::detail
