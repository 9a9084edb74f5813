// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a Thrift union written in C++? As a variant that can also be empty.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <variant>

namespace seathrift {

namespace detail {

/// True for a type whose size is known, and that of what it holds in place.
template <class T>
inline constexpr bool is_complete = requires {
  sizeof(T);
};
template <class T>
inline constexpr bool is_complete<std::optional<T>> = is_complete<T>;
template <class T, std::size_t N>
inline constexpr bool is_complete<std::array<T, N>> = is_complete<T>;

/// The variant of a union; what the union would hold itself is replaced, once it has been refused.
template <class... Members>
struct union_variant {
  static_assert((is_complete<Members> && ...),
                "seathrift: a union holds itself, or a type that is only declared; hold it in "
                "a std::vector, or in a struct behind a std::unique_ptr");
  using type = std::variant<std::monostate,
                            std::conditional_t<is_complete<Members>, Members, std::int32_t>...>;
};

}  // namespace detail

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
struct Union : detail::union_variant<Members...>::type {
  using Variant = typename detail::union_variant<Members...>::type;
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
