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
  if constexpr (OrderedContainer<T>)
    return k == Kind::text || k == Kind::boolean || k == Kind::integer || k == Kind::enumeration ||
           k == Kind::uuid;
  else
    return false;
}();

/// One whose keys are in their natural order, and whose entries stay where they are.
template <class T>
inline constexpr bool keeps_order = [] {
  using Key = typename T::key_type;
  if constexpr (requires { typename T::node_type; })
    return std::is_same_v<typename T::key_compare, std::less<Key>> ||
           std::is_same_v<typename T::key_compare, std::less<>>;
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
  SEATHRIFT_ALWAYS_INLINE constexpr void drop() {}
};
template <class T>
requires keeps_keys<T>
class Kept<T> {
 public:
  SEATHRIFT_ALWAYS_INLINE constexpr explicit Kept(T& container)
      : container_(container), next_(container.begin()), holds_(!container.empty()) {}

  /// The next one, if it has that key. One that comes before it is new, and one that comes behind
  /// the next but one ends it: what is left is dropped.
  template <class Key>
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr auto find(const Key& key) {
    decltype(&*next_) none = nullptr;
    if (!holds_) return none;
    if (next_ != container_.end() && key_of(*next_) == key) [[likely]]
      return &*next_++;
    return find_other(key);
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
      if (next_ != container_.end()) {
        if (key < key_of(*next_)) return none;
        auto second = next_;
        if (++second != container_.end() && key_of(*second) == key) {
          drop_until(second);
          return &*next_++;
        }
      }
    }
    drop();
    return none;
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
