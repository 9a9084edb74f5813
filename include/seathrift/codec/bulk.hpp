// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many numbers of one width travel at once? As one copy, their bytes swapped where the
// protocol is big-endian.

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <seathrift/codec/shape.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// True for a contiguous container of numbers that stand in the message as they do in memory, byte
/// order apart.
template <class P, class T>
inline constexpr bool is_bulk = [] {
  if constexpr (requires(T & t) {
                  { t.data() } -> std::same_as<typename T::value_type*>;
                }) {
    using Element = typename T::value_type;
    constexpr Kind k = kind_of<Element>;
    // An enum of another width than 32 bits is converted one by one.
    return (k == Kind::integer || k == Kind::real ||
            (k == Kind::enumeration && sizeof(Element) == 4)) &&
           fixed_size<P, Element>() == sizeof(Element);
  } else {
    return false;
  }
}();

/// True where a protocol writes the number as memory holds it.
template <class P, std::size_t Width>
inline constexpr bool is_verbatim = [] {
  if constexpr (Width == 1)
    return true;
  else {
    std::byte bytes[8] = {};
    P::write_scalar(bytes, 1.0);
    return bytes[7] != std::byte{0};
  }
}();

/// Swaps the bytes of each of `size` words on their way.
template <std::size_t Width>
inline void copy_swapped(std::byte* to, const std::byte* from, std::size_t size) noexcept {
  using Word = typename word_of<Width>::type;
  for (std::size_t i = 0; i < size; ++i) store_big(to + i * Width, load<Word>(from + i * Width));
}

template <class P, class Element>
std::byte* encode_bulk(std::byte* to, const Element* from, std::size_t size) noexcept {
  constexpr std::size_t width = sizeof(Element);
  if (size == 0) return to;
  const auto* const source = reinterpret_cast<const std::byte*>(from);
  if constexpr (is_verbatim<P, width>)
    std::memcpy(to, source, size * width);
  else
    copy_swapped<width>(to, source, size);
  return to + size * width;
}

/// A big-endian number as it stands in a message, at any alignment.
template <class Element>
struct SwappedNumber {
  std::byte bytes[sizeof(Element)];

  SEATHRIFT_ALWAYS_INLINE operator Element() const noexcept {
    return std::bit_cast<Element>(load_big<typename word_of<sizeof(Element)>::type>(bytes));
  }
};

/// Fills a vector with `size` numbers. A vector zeroes what it grows by, and 800 KB of zeros take
/// as long as the copy: so it grows by portions that stay in the first cache, or by converted
/// numbers, which need no zeros.
template <class P, class T>
void decode_bulk(const std::byte* from, T& value, std::size_t size) {
  using Element = typename T::value_type;
  constexpr std::size_t width = sizeof(Element);
  if constexpr (kind_of<T> == Kind::array) {
    if constexpr (is_verbatim<P, width>)
      std::memcpy(value.data(), from, size * width);
    else
      copy_swapped<width>(reinterpret_cast<std::byte*>(value.data()), from, size);
  } else if constexpr (is_verbatim<P, width>) {
    constexpr std::size_t portion = 16 * 1024 / width;
    if (value.capacity() < size) {
      value.clear();
      value.reserve(size);
    }
    if (value.size() > size) value.resize(size);
    for (std::size_t done = 0; done < size;) {
      const std::size_t next =
          std::max(std::min(done + portion, size), std::min(value.size(), size));
      if (value.size() < next) value.resize(next);
      std::memcpy(value.data() + done, from + done * width, (next - done) * width);
      done = next;
    }
  } else if (value.size() < size) {
    const auto* const numbers = reinterpret_cast<const SwappedNumber<Element>*>(from);
    value.assign(numbers, numbers + size);
  } else {
    value.resize(size);
    copy_swapped<width>(reinterpret_cast<std::byte*>(value.data()), from, size);
  }
}

}  // namespace seathrift::detail
