// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many bytes may be awaited at once? No more than have arrived, whatever was announced.

#include <cstddef>

#include <seathrift/core/order.hpp>

namespace seathrift::detail {

/// How many of `missing` bytes to make room for when `arrived` are there: a peer that announces
/// much and sends little gets little memory. The first step is a large one, and costs no memory
/// before bytes are in it: a TCP connection whose first bytes are read in small pieces keeps to a
/// small window.
[[nodiscard]] constexpr std::size_t next_read(std::size_t missing, std::size_t arrived) noexcept {
  return smaller(missing, larger<std::size_t>(256 * 1024, arrived));
}

}  // namespace seathrift::detail
