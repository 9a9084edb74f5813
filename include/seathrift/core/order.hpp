// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of two is less? std::min and std::max are two functions of the largest header that there
// is, compiled anew in each unit.

#include <type_traits>

namespace seathrift::detail {

/// As std::min; the second argument is converted to the first's type.
template <class T>
[[nodiscard]] constexpr T smaller(const T& a, const std::type_identity_t<T>& b) noexcept {
  return b < a ? b : a;
}

/// As std::max; the second argument is converted to the first's type.
template <class T>
[[nodiscard]] constexpr T larger(const T& a, const std::type_identity_t<T>& b) noexcept {
  return a < b ? b : a;
}

}  // namespace seathrift::detail
