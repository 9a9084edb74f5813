// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who deletes an object? Its one owner. std::unique_ptr would, but costs each unit 6 ms and 2 MB to
// compile for each type that it owns.

#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// Owns an object, or an array `T[]`, or nothing.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <class T>
class Owner {
 public:
  using Element = std::remove_extent_t<T>;

  Owner() noexcept = default;
  explicit Owner(Element* owned) noexcept : owned_(owned) {}
  Owner(Owner&& other) noexcept : owned_(std::exchange(other.owned_, nullptr)) {}
  Owner& operator=(Owner&& other) noexcept {
    Owner(std::move(other)).swap(*this);
    return *this;
  }
  ~Owner() {
    if (owned_ != nullptr) destroy(owned_);
  }

  void swap(Owner& other) noexcept {
    Element* const mine = owned_;
    owned_ = other.owned_;
    other.owned_ = mine;
  }
  void reset() noexcept { Owner().swap(*this); }
  /// What was owned: its owner is now the caller.
  [[nodiscard]] Element* release() noexcept { return std::exchange(owned_, nullptr); }

  [[nodiscard]] explicit operator bool() const noexcept { return owned_ != nullptr; }
  [[nodiscard]] Element* get() const noexcept { return owned_; }
  [[nodiscard]] Element& operator*() const noexcept { return *owned_; }
  [[nodiscard]] Element* operator->() const noexcept { return owned_; }

 private:
  SEATHRIFT_COLD static void destroy(Element* owned) noexcept {
    if constexpr (std::is_array_v<T>)
      delete[] owned;
    else
      delete owned;
  }

  Element* owned_ = nullptr;
};

}  // namespace seathrift::detail
