// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a caller told that speaks something else than this side? What is wrong, in its own words.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/core/text.hpp>

namespace seathrift::detail {

/// How the error is called that answers what can't be understood (PROTOCOL_ERROR).
inline constexpr char refused = 7;

/// Longer names are not repeated.
inline constexpr std::size_t longest_repeated = 1000;

SEATHRIFT_COLD inline void append_big(std::string& to, std::size_t value) {
  std::byte bytes[4];
  store_big(bytes, static_cast<std::uint32_t>(value));
  to.append(reinterpret_cast<const char*>(bytes), sizeof bytes);
}

/// The first bytes of a call as characters.
[[nodiscard]] SEATHRIFT_COLD inline std::string_view characters(
    std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A TApplicationException in Binary, as the answer to the call; to one without name and number,
/// where they have not arrived whole.
[[nodiscard]] SEATHRIFT_COLD inline std::string binary_refusal(std::span<const std::byte> call,
                                                               std::string_view text) {
  using namespace std::string_view_literals;
  std::string_view head = "\0\0\0\0\0\0\0\0"sv;
  if (call.size() >= 12) {
    const std::size_t name = load_big<std::uint32_t>(call.data() + 4);
    if (name <= longest_repeated && name <= call.size() - 12)
      head = characters(call).substr(4, name + 8);
  }
  std::string answer = concat({"\x80\x01\0\x03"sv, head, "\x0b\0\x01"sv});
  append_big(answer, text.size());
  append(answer, {text, "\x08\0\x02\0\0\0"sv, {&refused, 1}, "\0"sv});
  return answer;
}

/// The same in Compact.
[[nodiscard]] SEATHRIFT_COLD inline std::string compact_refusal(std::span<const std::byte> call,
                                                                std::string_view text) {
  using namespace std::string_view_literals;
  const std::string_view all = characters(call);
  const auto continues = [&](std::size_t i) {
    return i < all.size() && static_cast<unsigned char>(all[i]) >= 128;
  };
  std::size_t at = 2;
  while (at < 7 && continues(at)) ++at;
  ++at;  // behind the number
  std::string_view head = "\0\0"sv;
  if (at < all.size() && !continues(at)) {
    const auto name = static_cast<std::size_t>(all[at]);
    if (name < all.size() - at) head = all.substr(2, at + 1 + name - 2);
  }
  std::string answer = concat({"\x82\x61"sv, head, "\x18"sv});
  for (std::size_t size = text.size();; size >>= 7) {
    answer.push_back(static_cast<char>(size < 128 ? size : size % 128 + 128));
    if (size < 128) break;
  }
  append(answer, {text, "\x15\x0e\0"sv});
  static_assert(refused == 7);  // 0x0e is its zigzag form
  return answer;
}

[[nodiscard]] SEATHRIFT_COLD inline std::string json_refusal(std::string_view text) {
  return concat({"[1,\"\",3,0,{\"1\":{\"str\":\"", text, "\"},\"2\":{\"i32\":7}}]"});
}

[[nodiscard]] SEATHRIFT_COLD inline std::string http_refusal(std::string_view text) {
  return concat(
      {"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
       "Content-Length: ",
       Digits(text.size() + 1), "\r\n\r\n", text, "\n"});
}

/// The answer to a caller whose first bytes are these, all of them in a frame or not, when this
/// side speaks `own`, as `recognize` would name it. Empty for what is no caller that is known.
[[nodiscard]] SEATHRIFT_COLD inline std::string refusal(std::span<const std::byte> bytes,
                                                        bool in_frame, std::string_view own) {
  using namespace std::string_view_literals;
  std::string_view spoken = in_frame ? recognize_message(bytes) : recognize(bytes);
  const std::string text =
      concat({"this server speaks ", own, ", the client seems to speak ", in_frame ? "framed " : "",
              spoken, "; let both sides have the same protocol and transport"});
  if (spoken == "HTTP") return begins_with(bytes, "HTTP") ? "" : http_refusal(text);
  // The alert by which a TLS server says the same.
  if (spoken == "TLS") return std::string("\x15\x03\x01\0\x02\x02\x46"sv);
  const bool framed = in_frame || spoken.starts_with("framed");
  if (framed && !in_frame) bytes = bytes.subspan(4);
  spoken = recognize_message(bytes);
  std::string answer;
  if (spoken == "JSON") {
    answer = json_refusal(text);
  } else {
    // Only a call has somebody who waits.
    const bool binary = spoken == "Binary";
    if (spoken.empty() || bytes.size() < 4) return {};
    if (bytes[binary ? 3 : 1] != std::byte(binary ? 0x01 : 0x21)) return {};
    answer = binary ? binary_refusal(bytes, text) : compact_refusal(bytes, text);
  }
  if (framed) {
    std::string frame;
    append_big(frame, answer.size());
    answer.insert(0, frame);
  }
  return answer;
}

}  // namespace seathrift::detail
