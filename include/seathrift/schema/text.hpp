// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a value read as text, for people? As Apache's operator<< has it: Work(num1=1, num2=2,
// comment=<null>).

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

template <class Number>
void append_number(std::string& text, Number number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text.append(digits, end);
}

template <class T>
void append_text(std::string& text, const T& value);

template <class T>
void append_elements(std::string& text, const T& value) {
  std::string_view separator = "";
  for (const auto& element : value) {
    text += separator;
    separator = ", ";
    if constexpr (kind_of<T> == Kind::map) {
      append_text(text, element.first);
      text += ": ";
      append_text(text, element.second);
    } else {
      append_text(text, static_cast<const typename T::value_type&>(element));
    }
  }
}

template <class T>
void append_text(std::string& text, const T& value) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    append_text(text, Custom<T>::to_thrift(value));
  } else if constexpr (Nullable<T>) {
    if (value)
      append_text(text, *value);
    else
      text += "<null>";
  } else if constexpr (k == Kind::boolean) {
    text += value ? "true" : "false";
  } else if constexpr (k == Kind::enumeration) {
    std::string_view name;
    if constexpr (DescribedEnum<T>) name = name_of(value);
    if (name.empty())
      append_number(text, static_cast<std::int32_t>(value));
    else
      text += name;
  } else if constexpr (k == Kind::integer || k == Kind::real) {
    append_number(text, value);
  } else if constexpr (k == Kind::text || k == Kind::text_view) {
    text += std::string_view(value);
  } else if constexpr (k == Kind::binary || k == Kind::binary_view || k == Kind::uuid) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const auto byte : value) {
      const auto bits = static_cast<unsigned>(byte);
      text += digits[bits >> 4 & 15];
      text += digits[bits & 15];
    }
  } else if constexpr (Elements<T> || k == Kind::map) {
    constexpr bool braces = k == Kind::map || k == Kind::set;
    text += braces ? "{" : "[";
    append_elements(text, value);
    text += braces ? "}" : "]";
  } else if constexpr (k == Kind::union_) {
    text += UnionRecord<T>::name;
    text += "(";
    for_each_index<T::members>([&](auto i) {
      const auto* const member = std::get_if<i + 1>(&variant_of(value));
      if (member == nullptr) return true;
      text += UnionRecord<T>::names[i];
      text += "=";
      append_text(text, *member);
      return false;
    });
    text += ")";
  } else {
    text += Record<T>::name;
    text += "(";
    for_each_index<Record<T>::size>([&](auto i) {
      if (i != 0) text += ", ";
      text += Record<T>::names[i];
      text += "=";
      append_text(text, Record<T>::template field<i>::get(value));
      return true;
    });
    text += ")";
  }
}

/// The text of a value.
template <class T>
[[nodiscard]] std::string text_of(const T& value) {
  std::string text;
  append_text(text, value);
  return text;
}

}  // namespace seathrift::detail
