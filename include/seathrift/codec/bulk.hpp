// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many numbers travel at once? As one copy, their bytes swapped where the protocol is
// big-endian, or as a run of varints.

#include <concepts>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <vector>

#include <seathrift/codec/kernel/swap.hpp>
#include <seathrift/codec/kernel/varint.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

/// Who has one of its vectors has included it.
namespace boost::container {
struct default_init_t;
}

namespace seathrift::detail {

/// True for a contiguous container of values that stand in the message as they do in memory, byte
/// order apart.
template <class P, class T>
inline constexpr bool is_bulk = [] {
  if constexpr (requires(T & t) {
                  { t.data() } -> std::same_as<typename T::value_type*>;
                }) {
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

/// True where a protocol writes the value as memory holds it: bytes, and numbers in little-endian
/// order.
template <class P, class Element>
inline constexpr bool is_verbatim = [] {
  if constexpr (sizeof(Element) == 1 || kind_of<Element> == Kind::uuid)
    return true;
  else {
    std::byte bytes[8] = {};
    P::write_scalar(bytes, 1.0);
    return bytes[7] != std::byte{0};
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

/// True for a vector that can be made of a message's bytes at once, spared the zeros of one that
/// grows.
template <class P, class T>
inline constexpr bool is_assigned = [] {
  using Element = typename T::value_type;
  if constexpr (std::is_same_v<T, std::vector<Element>> && std::is_arithmetic_v<Element>)
    return is_verbatim<P, Element>;
  else
    return false;
}();

/// Makes a vector of what is in the message; returns the position behind it.
template <class T>
const std::byte* assign_bulk(const std::byte* at, T& value, std::size_t size) {
  // It may not be aligned, which the memmove that this becomes does not ask for.
  const auto* const from = reinterpret_cast<const typename T::value_type*>(at);
  value.assign(from, from + size);
  return at + size * sizeof(typename T::value_type);
}

/// Says that elements are to be left as they are. (Only declared above: it has to depend on T.)
template <class T>
using LeftAsTheyAre = std::conditional_t<std::is_void_v<T>, void, boost::container::default_init_t>;

/// Gives a vector whose elements will all be filled its size, without the zeros that it would grow
/// by, if it can: Boost.Container's can.
template <class T>
SEATHRIFT_ALWAYS_INLINE void grow_unfilled(T& value, std::size_t size) {
  if constexpr (requires(const LeftAsTheyAre<T>& as_is) {
                  value.clear();
                  value.resize(size, as_is);
                }) {
    if (value.size() >= size) return;
    value.clear();
    value.resize(size, LeftAsTheyAre<T>{});
  }
}

/// True for a contiguous container of integers that travel as zigzag varints.
template <class P, class T>
inline constexpr bool is_varints = [] {
  if constexpr (requires(T & t) {
                  { t.data() } -> std::same_as<typename T::value_type*>;
                  requires P::has_varints;
                }) {
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

/// Gives a container `size` elements by portions: `read(to, count)` makes some of the next ones and
/// returns how many. Returns how many there are when it made none any more, or all.
///
/// A vector zeroes what it grows by. To zero 800 KB takes as long as to copy them, so it grows by
/// portions that are still in the first cache when they are filled.
template <class T, class Read>
SEATHRIFT_ALWAYS_INLINE std::size_t refill(T& value, std::size_t size, Read&& read) {
  if constexpr (kind_of<T> == Kind::array) {
    return read(value.data(), size);
  } else {
    constexpr std::size_t portion = std::size_t{16 * 1024} / sizeof(typename T::value_type);
    if constexpr (requires { value.reserve(size); }) {
      if (value.capacity() < size) {
        value.clear();
        value.reserve(size);
      }
    }
    std::size_t done = 0;
    for (;;) {
      // What is there needs no zeros.
      const std::size_t next = smaller(larger(done + portion, smaller(value.size(), size)), size);
      if (value.size() < next || next == size) value.resize(next);
      const std::size_t more = read(value.data() + done, next - done);
      done += more;
      if (done == size || more == 0) return done;
    }
  }
}

}  // namespace seathrift::detail
