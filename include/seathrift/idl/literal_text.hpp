// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are numbers, strings and brackets written, so that the lexer of Apache's compiler takes them?

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <seathrift/idl/utf8.hpp>

namespace seathrift::detail {

/// The text of a value, which tells it from others of its type in any case; `valid` when Apache's
/// compiler takes it for all languages.
struct Literal {
  std::string text = {};
  bool valid = true;
};

template <class Number>
void put_number(std::string& text, Number value) {
  char digits[32];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  text.append(digits, static_cast<std::size_t>(end - digits));
}

inline void put_real(Literal& to, double value) {
  const std::size_t begin = to.text.size();
  put_number(to.text, value);
  if (value - value != 0)  // neither a number less itself, nor infinity
    to.valid = false;
  else if (to.text.find_first_of(".e", begin) == std::string::npos)
    to.text += ".0";
}

/// A string in quotes. The lexer knows six escapes and no code for other control characters.
inline void put_quoted(Literal& to, std::string_view value) {
  to.text += '"';
  for (const char c : value) {
    if (c == '\n')
      to.text += "\\n";
    else if (c == '\r')
      to.text += "\\r";
    else if (c == '\t')
      to.text += "\\t";
    else if (c == '"' || c == '\\')
      (to.text += '\\') += c;
    else
      to.text += c;
    const bool control = static_cast<unsigned char>(c) < ' ' || c == 0x7f;
    if (control && c != '\n' && c != '\r' && c != '\t') to.valid = false;
  }
  to.text += '"';
  if (!is_utf8(value)) to.valid = false;
}

/// Puts the items of a list, set or map in brackets. The order of a hashed one is not to be seen.
inline void put_items(Literal& to, std::vector<std::string> items, bool hashed,
                      std::string_view brackets) {
  for (std::size_t i = 1; hashed && i < items.size(); ++i)
    for (std::size_t at = i; at > 0 && items[at] < items[at - 1]; --at)
      items[at].swap(items[at - 1]);
  to.text += brackets[0];
  for (std::size_t i = 0; i < items.size(); ++i) (to.text += i == 0 ? "" : ", ") += items[i];
  to.text += brackets[1];
}

}  // namespace seathrift::detail
