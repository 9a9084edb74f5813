// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does the contract look like to the other languages?

#include <string>
#include <string_view>
#include <type_traits>

#include <seathrift/idl/declarations.hpp>
#include <seathrift/idl/identifier.hpp>
#include <seathrift/idl/reach.hpp>
#include <seathrift/schema/enumerator.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift {

namespace detail {

/// What an IDL file can be written for. A class without data and macro is a service whose macro was
/// forgotten.
template <class T>
concept Emittable = DescribedService<T> || DescribedEnum<T> ||
                    (kind_of<T> == Kind::record && (Described<T> || !std::is_empty_v<T>)) ||
                    kind_of<T> == Kind::union_;

}  // namespace detail

/// The text of a `.thrift` file with a service and all that it reaches: its bases, and the types of
/// all their methods. For a struct, union or enum instead of a service: that type and those that it
/// reaches. The text depends on the types alone and is the same in each run.
///
///     std::ofstream{"calculator.thrift"} << seathrift::idl<tutorial::Calculator>();
///
/// Names. `namespace * a.b` is the namespace `a::b` of T, and Apache's compiler takes it for every
/// language. Types of other namespaces are in the same file; where two have the same last name, the
/// one of T's namespace keeps it, and the other gets its namespaces in front:
/// `shared_SharedStruct`. `C<int>` becomes `C_int`. Names that a language reserves (`in`, `next`,
/// `end` …) are written as they are: Apache's compiler refuses them for most languages, and
/// names them.
///
/// Types. An enum without SEATHRIFT_ENUM is an i32; a field behind an owning pointer is
/// `optional T & name`; a user's own type is what it travels as; a struct that a method throws is
/// an exception. `boost::uuids::uuid` is `uuid`, which Apache's compiler 0.17 refuses and
/// newer ones take (for C++ from 0.21 on). Ids below 1 want its option `--allow-neg-keys`.
///
/// Defaults are those of a default-constructed object, written where they differ from 0, false and
/// empty, or where an optional holds something. A remark stands in their place where IDL has no
/// form for them: binary and uuid, infinities, strings with control characters, values of an enum
/// that have no name, structs and containers as keys, negative keys.
template <class T>
[[nodiscard]] std::string idl() {
  constexpr bool emittable = detail::Emittable<T>;
  static_assert(
      emittable,
      "seathrift: the argument of idl is neither a described service nor a type that "
      "has a declaration in IDL; write SEATHRIFT_SERVICE(...) or SEATHRIFT_STRUCT(...) behind "
      "it, in its namespace");
  if constexpr (emittable) {
    detail::Declarations all;
    if constexpr (detail::DescribedService<T>)
      detail::declare_service<T>(all);
    else
      detail::declare<T>(all);
    const std::string_view scope = detail::split_name(detail::type_name<T>()).scope;
    all.name_all(scope);

    std::string text = "// Written by Seathrift from C++, for ";
    (text += detail::type_name<T>()) += ".\n// Change it there: this file is written anew.\n";
    if (const std::string name = detail::thrift_namespace(scope); !name.empty())
      ((text += "\nnamespace * ") += name) += '\n';
    all.write(text);
    return text;
  } else {
    return {};
  }
}

}  // namespace seathrift
