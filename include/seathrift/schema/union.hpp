// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a Thrift union written in C++? As a variant that can also be empty.

#include <cstddef>
#include <type_traits>
#include <variant>

namespace seathrift {

/// Base of a union: one of its members, or none.
///
///     struct Shape : seathrift::Union<Circle, Square, std::string> { using Union::Union; };
///     SEATHRIFT_UNION(Shape, (1, circle), (2, square), (3, label))
///
/// It is a std::variant whose alternative 0 is "none": the n-th member is alternative n, and
/// `std::get`, `std::visit` and `std::holds_alternative` apply. None is what a default-constructed
/// union holds, and one that was received with a member that this side doesn't know. Of several
/// members received, the last one counts.
template <class... Members>
struct Union : std::variant<std::monostate, Members...> {
  using Variant = std::variant<std::monostate, Members...>;
  using Variant::Variant;
  static constexpr std::size_t members = sizeof...(Members);

  /// True when no member is held.
  [[nodiscard]] constexpr bool empty() const noexcept { return this->index() == 0; }

  // Not constrained to members that compare: a union that holds itself would ask itself.
  friend constexpr bool operator==(const Union& left, const Union& right) {
    return static_cast<const Variant&>(left) == static_cast<const Variant&>(right);
  }
};

namespace detail {

template <class... Members>
std::true_type is_union(const Union<Members...>*);
std::false_type is_union(const void*);

template <class T>
concept UnionType = std::is_class_v<T> && decltype(is_union(static_cast<T*>(nullptr)))::value;

/// The variant below a union.
template <UnionType T>
constexpr auto& variant_of(T& value) noexcept {
  return static_cast<typename T::Variant&>(value);
}
template <UnionType T>
constexpr const auto& variant_of(const T& value) noexcept {
  return static_cast<const typename T::Variant&>(value);
}

}  // namespace detail
}  // namespace seathrift
