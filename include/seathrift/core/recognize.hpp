// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a peer seem to speak, when its first bytes are not what was expected?

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <seathrift/config.hpp>

namespace seathrift {

namespace detail {

[[nodiscard]] constexpr bool begins_with(std::span<const std::byte> bytes,
                                         std::string_view text) noexcept {
  if (bytes.size() < text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (bytes[i] != static_cast<std::byte>(text[i])) return false;
  return true;
}

/// Recognises the first bytes of a message that nothing frames.
[[nodiscard]] constexpr std::string_view recognize_message(
    std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < 2) return {};
  const auto first = std::to_integer<unsigned>(bytes[0]);
  const auto second = std::to_integer<unsigned>(bytes[1]);
  if (first == 0x80 && second == 0x01) return "Binary";
  const unsigned type = second >> 5;
  if (first == 0x82 && (second & 0x1f) == 1 && type >= 1 && type <= 4) return "Compact";
  if (begins_with(bytes, "[1,\"")) return "JSON";
  return {};
}

}  // namespace detail

/// Names what the first bytes of a connection or of a message look like; empty when they look like
/// nothing that is known, or are too few (eight are enough for all).
///
/// One of "HTTP", "TLS", "SSH", "unframed Binary", "unframed Compact", "JSON" (unframed), "framed
/// Binary", "framed Compact", "framed JSON", "Header". Binary is recognised in its strict form. It
/// is a guess, for the text of an error: bytes that are right are never asked about.
[[nodiscard]] SEATHRIFT_COLD constexpr std::string_view recognize(
    std::span<const std::byte> first_bytes) noexcept {
  // Four bytes each: more may not have arrived.
  constexpr std::array<std::string_view, 11> http = {"GET ", "POST", "HTTP", "PUT ", "HEAD", "PATC",
                                                     "PRI ", "TRAC", "DELE", "OPTI", "CONN"};
  for (const std::string_view beginning : http)
    if (detail::begins_with(first_bytes, beginning)) return "HTTP";
  if (detail::begins_with(first_bytes, "SSH-")) return "SSH";
  if (first_bytes.size() < 2) return {};

  const auto first = std::to_integer<unsigned>(first_bytes[0]);
  const auto second = std::to_integer<unsigned>(first_bytes[1]);
  // A handshake record, or the alert with which a TLS server answers what it can't understand.
  if ((first == 0x16 || first == 0x15) && second == 0x03) return "TLS";
  if (first == 0x0f && second == 0xff) return "Header";  // inside a frame

  const std::string_view unframed = detail::recognize_message(first_bytes);
  if (unframed == "Binary") return "unframed Binary";
  if (unframed == "Compact") return "unframed Compact";
  if (!unframed.empty()) return unframed;

  if (first_bytes.size() < 6 || first >= 0x80) return {};
  const auto behind = first_bytes.subspan(4);
  if (behind[0] == std::byte{0x0f} && behind[1] == std::byte{0xff}) return "Header";
  const std::string_view framed = detail::recognize_message(behind);
  if (framed == "Binary") return "framed Binary";
  if (framed == "Compact") return "framed Compact";
  if (framed == "JSON") return "framed JSON";
  return {};
}

}  // namespace seathrift
