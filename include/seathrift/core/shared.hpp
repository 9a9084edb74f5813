// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do several hold an object whose type they forgot? As by a std::shared_ptr<void>, for a tenth
// of what making one costs each unit to compile.

#include <atomic>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// A share in an object, or in nothing. The last of its holders destroys it.
///
/// Thread safety. Distinct objects: safe, holding the same or not. Shared objects: unsafe.
class Shared {
 public:
  Shared() noexcept = default;
  SEATHRIFT_COLD Shared(const Shared& other) noexcept : block_(other.block_) {
    if (block_ != nullptr) block_->holders.fetch_add(1, std::memory_order_relaxed);
  }
  Shared(Shared&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Shared& operator=(Shared other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  SEATHRIFT_COLD ~Shared() {
    if (block_ != nullptr && block_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1)
      block_->destroy(block_);
  }

  /// Holds a new object.
  template <class T>
  [[nodiscard]] SEATHRIFT_COLD static Shared make(T&& value) {
    using Plain = std::remove_cvref_t<T>;
    Shared made;
    made.block_ = new Holding<Plain>(std::forward<T>(value));
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
    std::atomic<int> holders = 1;
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

}  // namespace seathrift::detail
