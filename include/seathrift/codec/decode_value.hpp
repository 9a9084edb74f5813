// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a value of any type read? By the function for its kind.

#include <cstddef>
#include <cstdint>
#include <utility>

#include <seathrift/codec/decode_container.hpp>
#include <seathrift/codec/decode_fixed.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/decode_union.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/mappable.hpp>

namespace seathrift::detail {

template <Protocol P, class T>
SEATHRIFT_ALIGNED constexpr inline const std::byte* decode_value(Input& in, const std::byte* at,
                                                                 T& value) {
  constexpr Kind k = kind_of<T>;
  if constexpr (!mappable<T>()) {
    return nullptr;  // has been refused already, in words
  } else if constexpr (k == Kind::custom) {
    Surrogate<T> carried{};
    at = decode_value<P>(in, at, carried);
    if (at != nullptr) [[likely]]
      value = Custom<T>::from_thrift(std::move(carried));
    return at;
  } else if constexpr (k == Kind::enumeration) {
    std::int32_t number = 0;
    const std::byte* const start = at;
    at = P::read_scalar(in, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (!take_number(value, number)) [[unlikely]]
      return fail(in, Errc::invalid_data, start, static_cast<std::uint64_t>(std::int64_t{number}));
    return at;
  } else if constexpr (Scalar<T>) {
    return P::read_scalar(in, at, value);
  } else if constexpr (Stringlike<T>) {
    std::size_t size = 0;
    at = P::read_string(in, at, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    take_bytes(value, at, size);
    return at + size;
  } else if constexpr (k == Kind::sequence || k == Kind::array) {
    return decode_sequence<P>(in, at, value);
  } else if constexpr (k == Kind::set) {
    return decode_set<P>(in, at, value);
  } else if constexpr (k == Kind::map) {
    return decode_map<P>(in, at, value);
  } else if constexpr (k == Kind::union_) {
    return decode_union<P>(in, at, value);
  } else if constexpr (k == Kind::pointer) {
    return decode_pointer<P>(in, at, value);
  } else if constexpr (Elsewhere<P, T>) {
    return RecordCodec<P, T>::decode(in, at, std::addressof(value), false);
  } else {
    return decode_fields<P>(in, at, value, in_wire_order<T>);
  }
}

}  // namespace seathrift::detail
