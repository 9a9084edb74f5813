// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is a struct described so that it can travel? What is wrong with it is looked for in one walk over
// all its fields; the macro's texts are looked at only when there is something to say.

#include <type_traits>

#include <seathrift/schema/fault.hpp>
#include <seathrift/schema/field.hpp>
#include <seathrift/schema/given_type.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>
#include <seathrift/schema/names.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/schema/union.hpp>

namespace seathrift::detail {

/// The type of the member that a pointer points to; void for what is no such pointer.
template <class Pointer>
struct pointee {
  using type = void;
};
template <class Owner, class Member>
struct pointee<Member Owner::*> {
  using type = Member;
};

/// What is wrong with the fields, their types left aside: those may be described further on.
template <auto... P, int... Id, bool... R>
consteval FirstFault field_fault(TypeList<void, Field<P, Id, R>...>*) {
  constexpr Fault faults[] = {stored_fault<typename pointee<decltype(P)>::type, R>..., Fault::none};
  constexpr int ids[] = {Id..., 0};
  const FirstFault fault = first_of(faults, sizeof...(P));
  return fault.is(Fault::none) ? id_fault(ids, sizeof...(P)) : fault;
}

/// The first field whose type does not travel.
template <auto... P, int... Id, bool... R>
consteval FirstFault travel_fault(TypeList<void, Field<P, Id, R>...>*) {
  constexpr Fault faults[] = {type_fault<typename pointee<decltype(P)>::type>..., Fault::none};
  return first_of(faults, sizeof...(P));
}

/// The list that the macro made; an empty one where it names what is no member.
template <class T, bool Travels = true>
struct fields_of {
  static constexpr bool known = false;
  using List = TypeList<void>;
};
template <class T>
requires requires { seathrift_fields(tag<T>{}); }
struct fields_of<T, true> {
  static constexpr bool known = true;
  using List = decltype(seathrift_fields(tag<T>{}));
};

/// A struct whose description has been refused by its form.
template <class T>
concept Refused = requires {
  seathrift_refused(tag<T>{});
};

template <class T>
consteval FirstFault struct_fault() {
  if constexpr (NotFound<T>)
    return {};  // Said already.
  else if constexpr (!std::is_class_v<T> || !is_complete<T>)
    return {Fault::no_class};
  else if constexpr (UnionType<T>)
    return {Fault::union_};
  else if constexpr (!fields_of<T>::known)
    return {Fault::unknown};
  else if constexpr (fields_of<T>::List::size == 0)
    return {Refused<T> || std::is_empty_v<T> || std::is_polymorphic_v<T> ? Fault::none
                                                                         : Fault::no_fields};
  else
    return field_fault(static_cast<typename fields_of<T>::List*>(nullptr));
}

/// What is wrong with the description of a struct.
template <class T>
inline constexpr FirstFault described_fault = struct_fault<T>();

/// What is wrong with a struct: with its description, or, if nothing is and it is asked for
/// `Types`, with the types of its fields.
template <class T, bool Types>
consteval FirstFault first_fault() {
  if constexpr (!Types || !described_fault<T>.is(Fault::none)) {
    return described_fault<T>;
  } else {
    // A field may be what keeps the struct from having a default constructor.
    const FirstFault fault = travel_fault(static_cast<typename fields_of<T>::List*>(nullptr));
    return fault.is(Fault::none) && !__is_constructible(T) ? FirstFault{Fault::no_default} : fault;
  }
}

/// Says what is wrong with the description of a struct.
template <class T>
consteval bool check_described() {
  // Where the type's name does not lead to it, the macro says so itself.
  if constexpr (!described_fault<T>.is(Fault::none))
    if constexpr (requires { requires each_named(seathrift_names(tag<T>{})); })
      seathrift_explain<false>(tag<T>{});
  return true;
}

/// Says which field of a struct does not travel. What is wrong with its description has been said.
template <class T>
consteval bool check_travels() {
  constexpr FirstFault first = first_fault<T, true>();
  if constexpr (!first.is(Fault::none) && described_fault<T>.is(Fault::none))
    seathrift_explain<true>(tag<T>{});
  return first.is(Fault::none);
}

/// The first member of a union that does not travel.
template <class... Members>
consteval FirstFault travel_fault(const Union<Members...>*) {
  constexpr Fault faults[] = {type_fault<Members>..., Fault::none};
  return first_of(faults, sizeof...(Members));
}

/// The first member that is an optional or a pointer, which have no form in a union.
template <class... Members>
consteval FirstFault nullable_fault(const Union<Members...>*) {
  constexpr Fault faults[] = {
      (is_optional<Members> || is_owner<Members> ? Fault::unmapped : Fault::none)..., Fault::none};
  return first_of(faults, sizeof...(Members));
}

template <class T>
inline constexpr bool is_union_type = UnionType<T>;

template <class T, bool Types>
consteval FirstFault first_union_fault() {
  constexpr auto ids = seathrift_ids(tag<T>{});
  if constexpr (!is_union_type<T> || Refused<T>)
    return {};  // Said already.
  else if constexpr (ids.size() != T::members + 1)
    return {Types ? Fault::none : Fault::no_fields};
  else if constexpr (Types)
    return travel_fault(static_cast<const T*>(nullptr));
  else if constexpr (constexpr FirstFault first = nullable_fault(static_cast<const T*>(nullptr));
                     !first.is(Fault::none))
    return first;
  else
    return seathrift_requires(tag<T>{}) ? FirstFault{Fault::required_optional}
                                        : id_fault(ids.data(), T::members);
}

/// Says what is wrong with a union: with its description, or with the types of its members.
template <class T, bool Types>
consteval bool check_union() {
  // Where the type's name does not lead to the description, the macro has said so.
  if constexpr (requires { seathrift_name(tag<T>{}); }) {
    constexpr bool well = first_union_fault<T, Types>().is(Fault::none);
    if constexpr (!well) seathrift_explain<Types>(tag<T>{});
    return !Types || (well && is_well_described<T>());
  }
  return !Types;
}

template <class T>
consteval bool is_well_described() {
  if constexpr (!UnionType<T>) {
    if constexpr (described_fault<T>.is(Fault::none) && !__is_constructible(T))
      return check_travels<T>();
    else
      return described_fault<T>.is(Fault::none);
  } else {
    return !Refused<T> && first_union_fault<T, false>().is(Fault::none);
  }
}

}  // namespace seathrift::detail
