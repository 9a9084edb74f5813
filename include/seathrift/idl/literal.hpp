// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value written in IDL, as the default of a field?

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <seathrift/idl/declarations.hpp>
#include <seathrift/idl/literal_text.hpp>
#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

template <class T>
concept Hashed = requires {
  typename T::hasher;
};

template <class T>
void put_literal(Literal& to, const T& value, const Declarations& all);

template <class T>
[[nodiscard]] Literal literal_of(const T& value, const Declarations& all) {
  Literal result;
  put_literal(result, value, all);
  return result;
}

/// An item of a set or the key of a map. Python cannot hash a list or a struct, and JavaScript
/// takes no negative number for a key unless it is an i64.
template <class T>
[[nodiscard]] Literal key_literal(const T& value, const Declarations& all, bool of_map) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    return key_literal(static_cast<const Surrogate<T>&>(Custom<T>::to_thrift(value)), all, of_map);
  } else {
    Literal key = literal_of(value, all);
    if constexpr (k == Kind::integer || k == Kind::real || k == Kind::enumeration) {
      const bool negative = static_cast<double>(value) < 0;
      if (of_map && negative && type_of<T>() != Type::i64) key.valid = false;
    } else if constexpr (k != Kind::boolean && k != Kind::text && k != Kind::text_view) {
      key.valid = false;
    }
    return key;
  }
}

template <class T>
void put_elements(Literal& to, const T& values, const Declarations& all) {
  using Element = typename T::value_type;
  std::vector<std::string> items;
  for (const Element& value : values) {
    Literal item;
    if constexpr (kind_of<T> == Kind::set)
      item = key_literal(value, all, false);
    else
      put_literal(item, value, all);
    to.valid = to.valid && item.valid;
    items.push_back(std::move(item.text));
  }
  put_items(to, std::move(items), Hashed<T>, "[]");
}

template <class T>
void put_entries(Literal& to, const T& values, const Declarations& all) {
  std::vector<std::string> items;
  for (const auto& [key, value] : values) {
    Literal item = key_literal(key, all, true);
    item.text += ": ";
    put_literal(item, value, all);
    to.valid = to.valid && item.valid;
    items.push_back(std::move(item.text));
  }
  put_items(to, std::move(items), Hashed<T>, "{}");
}

/// A record: the fields in which it differs from a default-constructed one, which are those whose
/// value the type's own declaration does not give.
template <class T>
void put_record(Literal& to, const T& value, const Declarations& all) {
  // Apache's compiler wants a type to be complete before a value of it.
  to.valid = to.valid && all.find(&type_key<T>)->written;
  if constexpr (std::default_initializable<T>) {
    const T standard{};
    std::vector<std::string> items;
    for_each_index<Record<T>::size>([&](auto i) {
      using Field = typename Record<T>::template field<i>;
      Literal field = literal_of(Field::get(value), all);
      if (field.text == literal_of(Field::get(standard), all).text) return true;
      to.valid = to.valid && field.valid;
      items.push_back('"' + std::string{Record<T>::names[i]} + "\": " + std::move(field.text));
      return true;
    });
    put_items(to, std::move(items), false, "{}");
  } else {
    to.valid = false;
  }
}

template <class T>
void put_union(Literal& to, const T& value, const Declarations& all) {
  to.valid = to.valid && all.find(&type_key<T>)->written;
  to.text += '{';
  for_each_index<UnionRecord<T>::size>([&](auto i) {
    if (variant_of(value).index() != i + 1) return true;
    ((to.text += '"') += UnionRecord<T>::names[i]) += "\": ";
    put_literal(to, std::get<i + 1>(variant_of(value)), all);
    return false;
  });
  to.text += '}';
}

template <class T>
void put_literal(Literal& to, const T& value, const Declarations& all) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    put_literal(to, static_cast<const Surrogate<T>&>(Custom<T>::to_thrift(value)), all);
  } else if constexpr (Nullable<T>) {
    if (value)
      put_literal(to, *value, all);
    else
      to.valid = false;
  } else if constexpr (k == Kind::boolean) {
    to.text += value ? "true" : "false";
  } else if constexpr (k == Kind::integer) {
    put_number(to.text, value);
  } else if constexpr (DescribedEnum<T>) {
    // The compiler refuses a number that is none of the enum's.
    const std::string_view name = name_of(value);
    if (name.empty())
      put_number(to.text, static_cast<std::int64_t>(value));
    else
      ((to.text += all.name_of<T>()) += '.') += name;
    to.valid = to.valid && !name.empty();
  } else if constexpr (k == Kind::enumeration) {
    put_number(to.text, static_cast<std::int32_t>(value));
  } else if constexpr (k == Kind::real) {
    put_real(to, value);
  } else if constexpr (k == Kind::text || k == Kind::text_view) {
    put_quoted(to, value);
  } else if constexpr (k == Kind::binary || k == Kind::binary_view || k == Kind::uuid) {
    for (const auto byte : value) (to.text += std::to_string(static_cast<int>(byte))) += ' ';
    to.valid = false;
  } else if constexpr (k == Kind::map) {
    put_entries(to, value, all);
  } else if constexpr (Elements<T>) {
    put_elements(to, value, all);
  } else if constexpr (k == Kind::union_) {
    put_union(to, value, all);
  } else {
    put_record(to, value, all);
  }
}

/// True for what a field holds that was given no default: 0, false, nothing in it.
template <class T>
[[nodiscard]] bool is_zero(const T& value, const Declarations& all) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    return is_zero(static_cast<const Surrogate<T>&>(Custom<T>::to_thrift(value)), all);
  } else if constexpr (Nullable<T>) {
    return !value;
  } else if constexpr (k == Kind::array) {
    for (const auto& each : value)
      if (!is_zero(each, all)) return false;
    return true;
  } else if constexpr (k == Kind::uuid) {
    return value.is_nil();
  } else if constexpr (k == Kind::record || k == Kind::union_) {
    return literal_of(value, all).text == "{}";
  } else if constexpr (Scalar<T>) {
    return value == T{};
  } else {
    return value.empty();
  }
}

}  // namespace seathrift::detail
