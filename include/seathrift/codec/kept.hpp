// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a map or set keep that is decoded into again? What the message has again, in the same
// order, as it does where keys stay the same, or nearly.

// For std::less: libstdc++ has it here, too, without the rest of <functional>.
#include <string>
#include <string_view>
#include <type_traits>

#include <seathrift/config.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

template <class T>
concept OrderedContainer = requires(T& container) {
  typename T::key_compare;
  &*container.begin();
};

/// An ordered container whose keys own what they are, and are equal only where they are the same.
template <class T>
inline constexpr bool keeps_keys = [] {
  constexpr Kind k = kind_of<typename T::key_type>;
  if constexpr (OrderedContainer<T> && !optimize_size)
    return k == Kind::text || k == Kind::boolean || k == Kind::integer || k == Kind::enumeration ||
           k == Kind::uuid;
  else
    return false;
}();

/// True for texts in the order of their bytes, and for keys of any other kind.
template <class Key, class Compare>
inline constexpr bool is_comparable = kind_of<Key> != Kind::text;
template <class Allocator, class Compare>
inline constexpr bool is_comparable<std::basic_string<char, std::char_traits<char>, Allocator>,
                                    Compare> =
    std::is_same_v<Compare, std::less<>> ||
    std::is_same_v<Compare, std::less<std::basic_string<char, std::char_traits<char>, Allocator>>>;

/// A container of nodes where it can be told what belongs between two of them.
template <class T>
inline constexpr bool keeps_order = [] {
  if constexpr (requires(const T& container) {
                  typename T::node_type;
                  container.key_comp();
                })
    return is_comparable<typename T::key_type, typename T::key_compare>;
  else
    return false;
}();

/// What a map or set held before. Any other kind holds nothing any more.
template <class T>
class Kept {
 public:
  SEATHRIFT_ALWAYS_INLINE constexpr explicit Kept(T& container) { container.clear(); }
  template <class Key>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr typename T::value_type* find(const Key&) {
    return nullptr;
  }
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE static constexpr auto hint(T& container) {
    return container.end();
  }
  template <class Added>
  SEATHRIFT_ALWAYS_INLINE constexpr void take(const Added&) {}
  SEATHRIFT_ALWAYS_INLINE constexpr void drop() {}
};
template <class T>
requires keeps_keys<T>
class Kept<T> {
 public:
  SEATHRIFT_ALWAYS_INLINE constexpr explicit Kept(T& container)
      : container_(container), next_(container.begin()), holds_(!container.empty()) {}

  /// The next one, if it has that key. A key between those around it is new; one that comes behind
  /// the next but one, or not in order, ends it: what is left is dropped. So does a first key that
  /// is new, as all are new then, mostly, and it takes less to drop all at once.
  template <class Key>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr auto find(const Key& key) {
    decltype(&*next_) none = nullptr;
    if (!holds_) return none;
    if (next_ != container_.end() && key_of(*next_) == key) [[likely]]
      return &*next_++;
    return find_other(key);
  }

  /// Where a new one belongs that was not found.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr auto hint(T& container) {
    return keeps_order<T> && holds_ ? next_ : container.end();
  }
  /// Goes on behind what was put there: the container may have moved the rest.
  SEATHRIFT_ALWAYS_INLINE constexpr void take(typename T::iterator added) {
    if constexpr (keeps_order<T>)
      if (holds_) next_ = ++added;
  }

  /// Drops what was not found.
  SEATHRIFT_ALWAYS_INLINE constexpr void drop() {
    if (holds_) drop_until(container_.end());
    holds_ = false;
  }

 private:
  SEATHRIFT_NOINLINE constexpr void drop_until(typename T::iterator until) {
    next_ = container_.erase(next_, until);
  }
  template <class Key>
  SEATHRIFT_NOINLINE constexpr auto find_other(const Key& key) {
    decltype(&*next_) none = nullptr;
    if constexpr (keeps_order<T>) {
      auto before = next_;
      auto second = next_;
      const bool begun = next_ != container_.begin();
      if (next_ == container_.end()) {
        // All that is left is new.
      } else if (stands_before(key, key_of(*next_))) {
        if (begun && stands_before(key_of(*--before), key)) return none;
      } else if (++second != container_.end()) {
        if (key_of(*second) == key) {
          drop_until(second);
          return &*next_++;
        }
        if (begun && stands_before(key, key_of(*second))) {
          drop_until(second);
          return none;
        }
      }
    }
    drop();
    return none;
  }
  template <class Key>
  [[nodiscard]] constexpr bool stands_before(const Key& a, const Key& b) const {
    if constexpr (kind_of<typename T::key_type> == Kind::text)
      return a < b;
    else
      return container_.key_comp()(a, b);
  }
  template <class Entry>
  SEATHRIFT_ALWAYS_INLINE static constexpr decltype(auto) key_of(const Entry& entry) {
    if constexpr (requires { typename T::mapped_type; })
      return comparable(entry.first);
    else
      return comparable(entry);
  }
  template <class Held>
  SEATHRIFT_ALWAYS_INLINE static constexpr decltype(auto) comparable(const Held& held) {
    if constexpr (kind_of<Held> == Kind::text)
      return std::string_view(held.data(), held.size());
    else
      return (held);
  }

  T& container_;
  typename T::iterator next_;
  bool holds_;
};

}  // namespace seathrift::detail
