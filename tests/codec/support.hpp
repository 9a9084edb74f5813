// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do tests of bytes share? Bytes written as text, and comparisons of them.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

namespace seathrift::testing {

/// Reads bytes from text: pairs of hex digits, 'text', and `ff*7` for seven of one byte. Blanks
/// separate.
template <class Sink>
constexpr void parse_bytes(std::string_view text, Sink sink) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
    } else if (text[i] == '\'') {
      for (++i; text[i] != '\''; ++i) sink(static_cast<std::byte>(text[i]));
      ++i;
    } else {
      const auto byte = static_cast<std::byte>(digit(text[i]) << 4 | digit(text[i + 1]));
      i += 2;
      std::size_t times = 1;
      if (i < text.size() && text[i] == '*') {
        times = 0;
        for (++i; i < text.size() && text[i] != ' '; ++i) times = times * 10 + digit(text[i]);
      }
      for (; times != 0; --times) sink(byte);
    }
  }
}

[[nodiscard]] inline std::vector<std::byte> bytes_of(std::string_view text) {
  std::vector<std::byte> bytes;
  parse_bytes(text, [&](std::byte byte) { bytes.push_back(byte); });
  return bytes;
}

/// True when the bytes are those that the text spells.
[[nodiscard]] constexpr bool spells(const std::byte* begin, const std::byte* end,
                                    std::string_view text) {
  bool same = true;
  parse_bytes(text, [&](std::byte byte) {
    if (begin == end || *begin != byte) same = false;
    if (begin != end) ++begin;
  });
  return same && begin == end;
}

[[nodiscard]] inline std::string hex_of(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) {
    text += "0123456789abcdef"[std::to_integer<unsigned>(byte) >> 4];
    text += "0123456789abcdef"[std::to_integer<unsigned>(byte) & 15];
    text += ' ';
  }
  if (!text.empty()) text.pop_back();
  return text;
}

/// The text's bytes, written as `hex_of` writes them: what a failing test then shows can be read.
[[nodiscard]] inline std::string hex(std::string_view text) { return hex_of(bytes_of(text)); }

}  // namespace seathrift::testing
