// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do several hold an object whose type they forgot? As by a std::shared_ptr<void>, for a tenth
// of what making one costs each unit to compile.

#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/atomic.hpp>

namespace seathrift::detail {

/// A share in an object, or in nothing. The last of its holders destroys it.
///
/// Thread safety. Distinct objects: safe, holding the same or not. Shared objects: unsafe.
class Shared {
 public:
  Shared() noexcept = default;
  SEATHRIFT_COLD Shared(const Shared& other) noexcept : block_(other.block_) {
    if (block_ != nullptr) block_->holders.fetch_add(1, Order::relaxed);
  }
  Shared(Shared&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Shared& operator=(Shared other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  SEATHRIFT_COLD ~Shared() {
    if (block_ != nullptr && block_->holders.fetch_sub(1, Order::both) == 1)
      block_->destroy(block_);
  }

  /// Holds a new object.
  template <class T>
  [[nodiscard]] static Shared make(T&& value) {
    return made_of<std::remove_cvref_t<T>>(std::forward<T>(value));
  }
  /// Holds a new T, made of what is given.
  template <class T, class From>
  [[nodiscard]] SEATHRIFT_COLD static Shared made_of(From&& from) {
    Shared made;
    made.block_ = new Holding<T>(std::forward<From>(from));
    return made;
  }

  [[nodiscard]] explicit operator bool() const noexcept { return block_ != nullptr; }

  /// The object, which was made as a T.
  template <class T>
  [[nodiscard]] T& get() const noexcept {
    return static_cast<Holding<T>*>(block_)->value;
  }

 private:
  struct Block {
    Atomic<int> holders = 1;
    void (*destroy)(Block*);
  };
  template <class T>
  struct Holding : Block {
    template <class From>
    explicit Holding(From&& from) : Block{1, &end}, value(std::forward<From>(from)) {}
    SEATHRIFT_COLD static void end(Block* block) { delete static_cast<Holding*>(block); }

    T value;
  };

  Block* block_ = nullptr;
};

/// A share in a T, or in nothing.
template <class T>
class SharedOf {
 public:
  SharedOf() noexcept = default;

  template <class From>
  [[nodiscard]] static SharedOf made_of(From&& from) {
    SharedOf made;
    made.share_ = Shared::made_of<T>(std::forward<From>(from));
    return made;
  }

  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(share_); }
  [[nodiscard]] T* operator->() const noexcept { return &share_.get<T>(); }

 private:
  Shared share_;
};

}  // namespace seathrift::detail
