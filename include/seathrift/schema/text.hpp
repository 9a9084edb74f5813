// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a value read as text, for people? As Apache's operator<< has it: Work(num1=1, num2=2,
// comment=<null>).

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <seathrift/config.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

SEATHRIFT_COLD inline void append_real(std::string& text, double number) {
  char digits[32];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text.append(digits, static_cast<std::size_t>(end - digits));
}

/// More of a value than that many bytes is not shown: a byte from a peer can be an element with a
/// long name.
inline constexpr std::size_t most_text = 4096;

template <class T>
SEATHRIFT_COLD void append_text(std::string& text, const T& value);

template <class T>
SEATHRIFT_COLD void append_elements(std::string& text, const T& value) {
  std::string_view separator = "";
  for (const auto& element : value) {
    if (text.size() > most_text) return;
    append(text, {separator});
    separator = ", ";
    if constexpr (kind_of<T> == Kind::map) {
      append_text(text, element.first);
      append(text, {": "});
      append_text(text, element.second);
    } else {
      append_text(text, static_cast<const typename T::value_type&>(element));
    }
  }
}

template <class T>
SEATHRIFT_COLD void append_text(std::string& text, const T& value) {
  constexpr Kind k = kind_of<T>;
  if (text.size() > most_text) return;
  if constexpr (k == Kind::custom) {
    append_text(text, Custom<T>::to_thrift(value));
  } else if constexpr (Nullable<T>) {
    if (value)
      append_text(text, *value);
    else
      append(text, {"<null>"});
  } else if constexpr (k == Kind::boolean) {
    append(text, {value ? "true" : "false"});
  } else if constexpr (k == Kind::enumeration) {
    std::string_view name;
    if constexpr (DescribedEnum<T>) name = name_of(value);
    append(text, {name.empty() ? Digits(static_cast<std::int32_t>(value)) : name});
  } else if constexpr (k == Kind::integer) {
    append(text, {Digits(value)});
  } else if constexpr (k == Kind::real) {
    append_real(text, value);
  } else if constexpr (k == Kind::text || k == Kind::text_view) {
    append(text, {shown(std::string_view(value.data(), value.size()).substr(0, most_text))});
  } else if constexpr (k == Kind::binary || k == Kind::binary_view || k == Kind::uuid) {
    for (const auto byte : value) {
      if (text.size() > most_text) return;
      append_hex(text, static_cast<unsigned char>(byte));
    }
  } else if constexpr (Elements<T> || k == Kind::map) {
    constexpr bool braces = k == Kind::map || k == Kind::set;
    append(text, {braces ? "{" : "["});
    append_elements(text, value);
    append(text, {braces ? "}" : "]"});
  } else if constexpr (k == Kind::union_) {
    append(text, {UnionRecord<T>::name, "("});
    for_each_index<T::members>([&](auto i) {
      const auto* const member = std::get_if<i + 1>(&variant_of(value));
      if (member == nullptr) return true;
      append(text, {UnionRecord<T>::names[i], "="});
      append_text(text, *member);
      return false;
    });
    append(text, {")"});
  } else {
    append(text, {Record<T>::name, "("});
    for_each_index<Record<T>::size>([&](auto i) {
      append(text, {i != 0 ? ", " : "", Record<T>::names[i], "="});
      append_text(text, Record<T>::template field<i>::get(value));
      return true;
    });
    append(text, {")"});
  }
}

/// The text of a value, or its beginning where that is long.
template <class T>
[[nodiscard]] std::string text_of(const T& value) {
  std::string text;
  append_text(text, value);
  if (text.size() > most_text) {
    text.resize(most_text);
    append(text, {" ..."});
  }
  return text;
}

}  // namespace seathrift::detail
