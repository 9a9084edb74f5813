// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is a text UTF-8, as every language expects of a string?

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace seathrift::detail {

/// True for well-formed UTF-8: no stray, missing or overlong bytes, no surrogates, nothing above
/// U+10FFFF.
[[nodiscard]] constexpr bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) return false;
    std::uint32_t code = lead & (0x3fu >> more);
    for (int n = 0; n < more; ++n, ++i) {
      if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xc0u) != 0x80) return false;
      code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3fu);
    }
    const std::uint32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
  }
  return true;
}

}  // namespace seathrift::detail
