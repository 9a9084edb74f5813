// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many numbers travel at once? As one copy, their bytes swapped where the protocol is
// big-endian, or as a run of varints.

#include <cstddef>
#include <cstring>
#include <type_traits>

#include <seathrift/codec/kernel/swap.hpp>
#include <seathrift/codec/kernel/varint.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// True for a contiguous container of values that stand in the message as they do in memory, byte
/// order apart.
template <class P, class T>
inline constexpr bool is_bulk = [] {
  if constexpr (Contiguous<T>) {
    using Element = typename T::value_type;
    constexpr Kind k = kind_of<Element>;
    // An enum of another width than 32 bits is converted one by one.
    return (k == Kind::integer || k == Kind::real || k == Kind::uuid ||
            (k == Kind::enumeration && sizeof(Element) == 4)) &&
           shape_of<P, Element>.fixed == sizeof(Element);
  } else {
    return false;
  }
}();

/// True where a protocol writes the value as memory holds it: bytes, and numbers in the machine's
/// order.
template <class P, class Element>
inline constexpr bool is_verbatim = [] {
  if constexpr (sizeof(Element) == 1 || kind_of<Element> == Kind::uuid)
    return true;
  else {
    std::byte bytes[8] = {};
    P::write_scalar(bytes, 1.0);
    return (bytes[7] != std::byte{0}) == little_endian;
  }
}();

/// Copies `count` values between a message and memory, in either direction.
template <class P, class Element>
inline void copy_bulk(void* to, const void* from, std::size_t count) noexcept {
  if constexpr (is_verbatim<P, Element>) {
    if (count != 0) std::memcpy(to, from, count * sizeof(Element));
  } else {
    copy_swapped<sizeof(Element)>(static_cast<std::byte*>(to), static_cast<const std::byte*>(from),
                                  count);
  }
}

/// True for a contiguous container of integers that travel as zigzag varints.
template <class P, class T>
inline constexpr bool is_varints = [] {
  if constexpr (Contiguous<T> && requires { requires P::has_varints; }) {
    using Element = typename T::value_type;
    constexpr Kind k = kind_of<Element>;
    return (k == Kind::integer && sizeof(Element) > 1) ||
           (k == Kind::enumeration && sizeof(Element) == 4);
  } else {
    return false;
  }
}();

/// Reads `count` integers: by kernel, and those near the end of the message, or that are none, one
/// by one.
template <class P, class Element>
inline const std::byte* decode_varints(Input& in, const std::byte* at, Element* to,
                                       std::size_t count) {
  auto* out = reinterpret_cast<std::byte*>(to);
  std::size_t left = count;
  at = read_varints<sizeof(Element)>(at, in.end, out, left);
  for (Element* next = to + (count - left); left != 0; --left, ++next) {
    std::make_signed_t<typename word_of<sizeof(Element)>::type> number = 0;
    at = P::read_scalar(in, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    *next = static_cast<Element>(number);
  }
  return at;
}

}  // namespace seathrift::detail
