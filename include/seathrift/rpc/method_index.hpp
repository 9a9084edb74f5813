// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which method does a name mean? A search in a table that the compiler sorted.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <seathrift/config.hpp>
#include <seathrift/schema/method.hpp>

namespace seathrift::detail {

template <class S>
consteval std::size_t count_methods() {
  if constexpr (std::is_void_v<S>)
    return 0;
  else
    return count_methods<base_of<S>>() + Service<S>::size;
}

struct NamedMethod {
  std::string_view name;
  std::size_t number = 0;

  /// By length, then by letters: most comparisons end with the length.
  [[nodiscard]] constexpr int compare(std::string_view other) const noexcept {
    if (name.size() != other.size()) return name.size() < other.size() ? -1 : 1;
    return name.compare(other);
  }
};

template <class S, std::size_t Size>
constexpr void collect_methods(std::array<NamedMethod, Size>& all, std::size_t& count) {
  if constexpr (!std::is_void_v<S>) {
    collect_methods<base_of<S>>(all, count);
    for (std::size_t i = 0; i < Service<S>::size; ++i) {
      all[count] = {Service<S>::method_name(i), count};
      ++count;
    }
  }
}

/// The methods of a service and its bases, numbered from those of the outermost base on, sorted.
template <class S>
inline constexpr auto method_index = [] {
  constexpr std::size_t size = count_methods<S>();
  std::array<NamedMethod, size> all{};
  std::size_t count = 0;
  collect_methods<S>(all, count);
  for (std::size_t i = 1; i < size; ++i) {
    const NamedMethod moved = all[i];
    std::size_t at = i;
    for (; at > 0 && moved.compare(all[at - 1].name) < 0; --at) all[at] = all[at - 1];
    all[at] = moved;
  }
  return all;
}();

/// The number of the method of that name among those from `first` on; `size` when there is none.
[[nodiscard]] SEATHRIFT_NOINLINE constexpr std::size_t find_method(const NamedMethod* first,
                                                                   const std::size_t size,
                                                                   std::string_view name) noexcept {
  for (std::size_t left = size; left != 0;) {
    const std::size_t half = left / 2;
    const NamedMethod& middle = first[half];
    const int order = middle.compare(name);
    if (order == 0) return middle.number;
    if (order < 0) {
      first += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  return size;
}
/// The number of the method of that name; the number of methods when there is none.
template <class S>
[[nodiscard]] constexpr std::size_t find_method(std::string_view name) noexcept {
  return find_method(method_index<S>.data(), method_index<S>.size(), name);
}

}  // namespace seathrift::detail
