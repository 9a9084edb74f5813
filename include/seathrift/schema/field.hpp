// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of one field of a record at compile time?

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// A field that is a data member: `Pointer` is its address, `Id` its number on the wire. Of a
/// record at `record`, it is `record->*Field::member`: what is no function costs least to compile.
template <auto Pointer, int Id = 0, bool Required = false>
struct Field;

template <class Owner, class Member, Member Owner::*Pointer, int Id, bool Required>
struct Field<Pointer, Id, Required> {
  using type = Member;
  static constexpr int id = Id;
  static constexpr bool required = Required;
  static constexpr Member Owner::*member = Pointer;

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return record.*Pointer;
  }
};

}  // namespace seathrift::detail
