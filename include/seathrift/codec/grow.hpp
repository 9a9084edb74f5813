// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a container get many elements that are written at once? Spared the zeros that it would
// grow by, where that can be.

#include <cstddef>
#include <type_traits>
#include <vector>

#include <seathrift/config.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/schema/kind.hpp>

/// Who has one of its vectors has included it.
namespace boost::container {
struct default_init_t;
}

namespace seathrift::detail {

/// True where the vectors are libstdc++'s, and no debugging mode keeps books of their sizes.
#if defined(__GLIBCXX__) && !defined(_GLIBCXX_DEBUG) && !defined(_GLIBCXX_SANITIZE_VECTOR)
#define SEATHRIFT_KNOWS_VECTORS 1
#else
#define SEATHRIFT_KNOWS_VECTORS 0
#endif

/// A std::vector whose elements may be written behind its end, where it has memory, before they are
/// its own: spared the zeros. The standard has no way to do so; libstdc++'s is told from within.
template <class T>
inline constexpr bool is_open_ended = false;
template <class Element>
inline constexpr bool is_open_ended<std::vector<Element>> =
    SEATHRIFT_KNOWS_VECTORS != 0 && std::is_trivially_copyable_v<Element>;

#if SEATHRIFT_KNOWS_VECTORS
/// A vector's base is protected: who is derived from the vector may name it.
template <class Element>
struct VectorInside : std::vector<Element> {
  static void end_at(std::vector<Element>& value, std::size_t size) noexcept {
    std::_Vector_base<Element, typename VectorInside::allocator_type>& inside = value;
    inside._M_impl._M_finish = inside._M_impl._M_start + size;
  }
};
#endif

/// How many elements may be written to where a vector's elements are.
template <class Element>
[[nodiscard]] std::size_t room_of(const std::vector<Element>& value) noexcept {
  return is_open_ended<std::vector<Element>> ? value.capacity() : value.size();
}

/// Ends a vector behind the first `size` elements, which were written.
template <class Element>
void end_at(std::vector<Element>& value, std::size_t size) {
#if SEATHRIFT_KNOWS_VECTORS
  VectorInside<Element>::end_at(value, size);
#else
  value.resize(size);
#endif
}

/// Gives a vector more room, for `size` elements at least; the first `written` ones stay.
template <class Element>
void grow_room(std::vector<Element>& value, std::size_t written, std::size_t size) {
  const std::size_t capacity = value.capacity();
  if constexpr (is_open_ended<std::vector<Element>>) {
    end_at(value, written);
    value.reserve(larger(size, 2 * capacity));
  } else {
    value.resize(size <= capacity ? smaller(capacity, size + size / 8)
                                  : larger(size, 2 * capacity));
  }
}

/// Gives a container `size` elements: `read(to, count)` makes some of the next ones and returns how
/// many. Returns how many there are when it made none any more, or all. `Whole` tells that it
/// writes all that an element is.
template <bool Whole = true, class T, class Read>
SEATHRIFT_ALWAYS_INLINE std::size_t refill(T& value, std::size_t size, Read&& read) {
  if constexpr (kind_of<T> == Kind::array) {
    return read(value.data(), size);
  } else {
    if constexpr (requires { value.reserve(size); }) {
      if (value.capacity() < size) {
        value.clear();
        value.reserve(size);
      }
    }
    if constexpr (Whole && is_open_ended<T>) {
      const std::size_t done = read(value.data(), size);
      end_at(value, done);
      return done;
    } else {
      // To zero 800 KB takes as long as to copy them: a portion is still in the first cache when
      // it is filled.
      constexpr std::size_t portion = std::size_t{16 * 1024} / sizeof(typename T::value_type);
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

}  // namespace seathrift::detail
