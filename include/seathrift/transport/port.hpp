// SPDX-License-Identifier: Apache-2.0
#pragma once
// What becomes of a port that is none? A number of any type is one, or is refused.

#include <concepts>
#include <cstdint>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/text.hpp>

namespace seathrift {

/// A port's number. It is made of any integer: where `std::uint16_t` would keep the low bits of
/// 74626 and give 9090, this refuses.
///
/// Errors. TransportException for a number outside 0 to 65535.
class Port {
 public:
  constexpr Port() noexcept = default;
  template <class Number>
  constexpr Port(Number number) {
    constexpr bool fits = std::integral<Number>;
    static_assert(fits,
                  "seathrift: a port is a number; pass an integer, as 9090 or std::stoi(text)");
    if constexpr (fits) {
      number_ = static_cast<std::uint16_t>(number);
      if (static_cast<long long>(number) != number_) [[unlikely]]
        refuse(detail::Digits(number));
    }
  }

  constexpr operator std::uint16_t() const noexcept { return number_; }

 private:
  [[noreturn]] SEATHRIFT_COLD static void refuse(std::string_view number) {
    throw TransportException(
        Errc::not_open, detail::concat({number, " is no port; ports are numbers from 0 to 65535"}));
  }

  std::uint16_t number_ = 0;
};

}  // namespace seathrift
