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

/// Names of methods that are longer are not repeated.
inline constexpr std::size_t longest_repeated = 1000;

/// The name and the number of a call in strict Binary, as they stand in its head; empty where they
/// have not arrived whole.
[[nodiscard]] SEATHRIFT_COLD inline std::string_view binary_name(std::string_view call) noexcept {
  if (call.size() < 12) return {};
  const auto* const at = reinterpret_cast<const std::byte*>(call.data()) + 4;
  const std::size_t name = load_big<std::uint32_t>(at);
  if (name > longest_repeated || name > call.size() - 12) return {};
  return {call.data() + 4, name + 8};
}

/// The same in Compact, for names of less than 128 bytes.
[[nodiscard]] SEATHRIFT_COLD inline std::string_view compact_name(std::string_view call) noexcept {
  const auto byte = [call](std::size_t i) { return static_cast<unsigned char>(call[i]); };
  std::size_t at = 2;
  while (at < 6 && at < call.size() && byte(at) >= 128) ++at;
  ++at;  // behind the number
  if (at >= call.size() || byte(at) >= 128) return {};
  const std::size_t name = byte(at);
  if (name >= call.size() - at) return {};
  return {call.data() + 2, at + 1 + name - 2};
}

/// The answer to a caller whose first bytes are these, all of them in a frame or not, when this
/// side speaks `own`, framed or not: an error of a server (PROTOCOL_ERROR) in its protocol, HTTP's
/// 400, an alert of TLS. Empty for what is no caller that is known.
[[nodiscard]] SEATHRIFT_COLD inline std::string refusal(std::span<const std::byte> bytes,
                                                        bool in_frame, bool own_framed,
                                                        std::string_view own) {
  using namespace std::string_view_literals;
  const std::string_view spoken = in_frame ? recognize_message(bytes) : recognize(bytes);
  const bool framed = in_frame || spoken.starts_with("framed");
  if (framed && !in_frame) bytes = bytes.subspan(4);
  const std::string_view message = recognize_message(bytes);
  const std::string_view call(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string text =
      concat({"this server speaks ", own_framed ? "framed " : "unframed ", own,
              ", the client seems to speak ", in_frame ? "framed " : "", spoken,
              "; let both sides have the same protocol and transport"});
  const auto size = static_cast<std::uint32_t>(text.size());

  std::byte length[4];
  std::string_view size_text(reinterpret_cast<const char*>(length), 4);
  const Digits digits(size + 1);
  std::string_view before, name, between, shown_text = text, behind;
  if (message == "Binary" && call.size() > 3 && call[3] == 1) {
    before = "\x80\x01\0\x03"sv;
    name = binary_name(call);
    if (name.empty()) name = "\0\0\0\0\0\0\0\0"sv;
    between = "\x0b\0\x01"sv;
    store_big(length, size);
    behind = "\x08\0\x02\0\0\0\x07\0"sv;
  } else if (message == "Compact" && call[1] == '\x21') {
    before = "\x82\x61"sv;
    name = compact_name(call);
    if (name.empty()) name = "\0\0"sv;
    between = "\x18"sv;
    length[0] = static_cast<std::byte>(size % 128 | (size < 128 ? 0 : 128));
    length[1] = static_cast<std::byte>(size / 128);
    size_text = size_text.substr(0, size < 128 ? 1 : 2);
    behind = "\x15\x0e\0"sv;
  } else if (message == "JSON") {
    before = "[1,\"\",3,0,{\"1\":{\"str\":\""sv;
    size_text = {};
    behind = "\"},\"2\":{\"i32\":7}}]"sv;
  } else if (spoken == "HTTP" && !call.starts_with("HTTP")) {
    before =
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
        "Content-Length: "sv;
    between = digits;
    size_text = "\r\n\r\n"sv;
    behind = "\n"sv;
  } else if (spoken == "TLS") {
    before = "\x15\x03\x01\0\x02\x02\x46"sv;
    size_text = shown_text = {};
  } else {
    return {};
  }
  std::byte head[4];
  store_big(head, static_cast<std::uint32_t>(before.size() + name.size() + between.size() +
                                             size_text.size() + shown_text.size() + behind.size()));
  const std::string_view frame(reinterpret_cast<const char*>(head), framed ? 4 : 0);
  return concat({frame, before, name, between, size_text, shown_text, behind});
}

}  // namespace seathrift::detail
