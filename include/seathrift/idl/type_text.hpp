// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a C++ type spelled in IDL?

#include <string>

#include <seathrift/core/type.hpp>
#include <seathrift/idl/declarations.hpp>
#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// The spelling of a type that has no name of its own in the file.
[[nodiscard]] constexpr const char* scalar_text(Type type) {
  switch (type) {
    case Type::boolean:
      return "bool";
    case Type::i8:
      return "i8";
    case Type::i16:
      return "i16";
    case Type::i32:
      return "i32";
    case Type::i64:
      return "i64";
    case Type::real:
      return "double";
    case Type::uuid:
      return "uuid";
    default:
      return "string";
  }
}

template <class T>
void put_type(std::string& text, const Declarations& all) {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::custom) {
    put_type<Surrogate<T>>(text, all);
  } else if constexpr (Nullable<T>) {
    put_type<held_t<T>>(text, all);
  } else if constexpr (k == Kind::record || k == Kind::union_ || DescribedEnum<T>) {
    text += all.name_of<T>();
  } else if constexpr (Elements<T>) {
    text += k == Kind::set ? "set<" : "list<";
    put_type<typename T::value_type>(text, all);
    text += '>';
  } else if constexpr (k == Kind::map) {
    text += "map<";
    put_type<typename T::key_type>(text, all);
    text += ", ";
    put_type<typename T::mapped_type>(text, all);
    text += '>';
  } else if constexpr (k == Kind::binary || k == Kind::binary_view) {
    text += "binary";
  } else {
    text += scalar_text(type_of<T>());
  }
}

}  // namespace seathrift::detail
