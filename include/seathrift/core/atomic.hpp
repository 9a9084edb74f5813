// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do threads share a value without a lock? As by std::atomic, whose header costs each unit 7 MB
// to compile, used or not: it makes fifteen classes of its template.

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// As std::memory_order.
enum class Order : int {
  relaxed = __ATOMIC_RELAXED,
  acquire = __ATOMIC_ACQUIRE,
  release = __ATOMIC_RELEASE,
  both = __ATOMIC_ACQ_REL,
  strict = __ATOMIC_SEQ_CST
};

/// A value of 1, 2, 4 or 8 bytes that is read and written as a whole. What is not said otherwise is
/// in the strict order.
///
/// Thread safety. Shared objects: safe, and async-signal-safe where they are lock-free. (Where the
/// processor can't, as some of 32 bits with 64, libatomic does it under a lock.)
template <class T>
class Atomic {
 public:
  static constexpr bool is_always_lock_free = __atomic_always_lock_free(sizeof(T), nullptr);

  constexpr Atomic(T value) noexcept : value_(value) {}
  Atomic(const Atomic&) = delete;
  Atomic& operator=(const Atomic&) = delete;
  SEATHRIFT_ALWAYS_INLINE void operator=(T value) noexcept { store(value); }
  SEATHRIFT_ALWAYS_INLINE operator T() const noexcept { return load(); }

  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE T load(Order order = Order::strict) const noexcept {
    T value;
    __atomic_load(&value_, &value, static_cast<int>(order));
    return value;
  }
  SEATHRIFT_ALWAYS_INLINE void store(T value, Order order = Order::strict) noexcept {
    __atomic_store(&value_, &value, static_cast<int>(order));
  }
  /// Stores a value; returns the one that was there.
  SEATHRIFT_ALWAYS_INLINE T exchange(T value) noexcept {
    T old;
    __atomic_exchange(&value_, &value, &old, static_cast<int>(Order::strict));
    return old;
  }
  /// Stores a value where `expected` is there; true when it was.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE bool replace(T expected, T value) noexcept {
    constexpr int strict = static_cast<int>(Order::strict);
    return __atomic_compare_exchange(&value_, &expected, &value, false, strict, strict);
  }
  /// Adds to a number; returns what it was before.
  SEATHRIFT_ALWAYS_INLINE T fetch_add(T value, Order order = Order::strict) noexcept {
    return __atomic_fetch_add(&value_, value, static_cast<int>(order));
  }
  SEATHRIFT_ALWAYS_INLINE T fetch_sub(T value, Order order = Order::strict) noexcept {
    return __atomic_fetch_sub(&value_, value, static_cast<int>(order));
  }

 private:
  // On 32-bit x86, 64 bits in a class may stand across two lines of the cache otherwise.
  alignas(sizeof(T)) T value_;
};

}  // namespace seathrift::detail
