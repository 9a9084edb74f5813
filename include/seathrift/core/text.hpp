// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a text for a person put together? From pieces, by one function that is in nobody's way.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// Puts the pieces behind a text.
SEATHRIFT_COLD inline void append(std::string& text,
                                  std::initializer_list<std::string_view> pieces) {
  for (const std::string_view piece : pieces) text.append(piece.data(), piece.size());
}

/// The pieces as one text.
[[nodiscard]] SEATHRIFT_COLD inline std::string concat(
    std::initializer_list<std::string_view> pieces) {
  std::string text;
  append(text, pieces);
  return text;
}

SEATHRIFT_COLD inline void append_hex(std::string& text, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  append(text, {digits.substr(byte >> 4, 1), digits.substr(byte & 15, 1)});
}

/// A peer's bytes, as they may stand in a text: those that begin another line, or tell a terminal
/// what to do, are shown as \x0a.
[[nodiscard]] SEATHRIFT_COLD inline std::string shown(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto number = static_cast<unsigned char>(byte);
    const bool plain = number >= 0x20 && number != 0x7f;
    if (plain) {
      text += byte;
    } else {
      text += "\\x";
      append_hex(text, number);
    }
  }
  return text;
}

/// A number as a piece of a text.
///
/// Lifetime. The piece lives as long as this object.
class Digits {
 public:
  template <std::integral Number>
  explicit Digits(Number number) noexcept
      : Digits(number < 0, number < 0 ? 0 - static_cast<std::uint64_t>(number)
                                      : static_cast<std::uint64_t>(number)) {}

  operator std::string_view() const noexcept { return {text_ + first_, sizeof text_ - first_}; }

 private:
  SEATHRIFT_COLD Digits(bool negative, std::uint64_t magnitude) noexcept {
    do {
      text_[--first_] = static_cast<char>('0' + magnitude % 10);
      magnitude /= 10;
    } while (magnitude != 0);
    if (negative) text_[--first_] = '-';
  }

  char text_[20];
  std::size_t first_ = sizeof text_;
};

}  // namespace seathrift::detail
