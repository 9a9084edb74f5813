// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a container get the elements that a message has many of at once? Spared the zeros that
// it would grow by, where that can be.

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

/// The standard has no way to let a vector grow without zeros. libstdc++'s is told its size from
/// within, unless a debugging mode keeps books of it.
template <class Element>
struct VectorInside;
#if defined(__GLIBCXX__) && !defined(_GLIBCXX_DEBUG) && !defined(_GLIBCXX_SANITIZE_VECTOR)
#define SEATHRIFT_KNOWS_VECTORS 1
/// A vector's base is protected: who is derived from the vector may name it.
template <class Element>
struct VectorInside : std::vector<Element> {
  static void end_at(std::vector<Element>& value, std::size_t size) noexcept {
    std::_Vector_base<Element, typename VectorInside::allocator_type>& inside = value;
    inside._M_impl._M_finish = inside._M_impl._M_start + size;
  }
};
#else
#define SEATHRIFT_KNOWS_VECTORS 0
#endif

/// True for a std::vector that takes elements which have been written behind its end.
template <class T>
inline constexpr bool can_adopt = false;
template <class Element>
inline constexpr bool can_adopt<std::vector<Element>> =
    SEATHRIFT_KNOWS_VECTORS != 0 && std::is_trivially_copyable_v<Element>;

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
    if constexpr (Whole && can_adopt<T>) {
      const std::size_t done = read(value.data(), size);
      VectorInside<typename T::value_type>::end_at(value, done);
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
