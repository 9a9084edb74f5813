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

/// A Binary message as old clients write it, without a version: the size of the method's name, the
/// name, the message's type.
[[nodiscard]] constexpr bool begins_as_old_binary(std::span<const std::byte> bytes) noexcept {
  if (bytes.size() < 5 || bytes[0] != std::byte{0} || bytes[1] != std::byte{0}) return false;
  const std::size_t name =
      std::to_integer<std::size_t>(bytes[2]) << 8 | std::to_integer<std::size_t>(bytes[3]);
  constexpr std::size_t enough = 100;
  for (std::size_t i = 0; i < name && i < enough && 4 + i < bytes.size(); ++i) {
    const auto c = std::to_integer<unsigned char>(bytes[4 + i]);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && !(i != 0 && ((c >= '0' && c <= ':') || c == '.'))) return false;
  }
  if (name == 0 || 4 + name >= bytes.size()) return name != 0;
  const auto type = std::to_integer<unsigned>(bytes[4 + name]);
  return type >= 1 && type <= 4;
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
  if (begins_as_old_binary(bytes)) return "Binary";
  // A deflated stream with a window of 32 KB.
  if (first == 0x78 && (first << 8 | second) % 31 == 0) return "Zlib";
  return {};
}

}  // namespace detail

/// Names what the first bytes of a connection or of a message look like; empty when they look like
/// nothing that is known, or are too few (nine are enough for all).
///
/// One of "HTTP", "TLS", "SSH", "unframed Binary", "unframed Compact", "JSON" (unframed), "Zlib"
/// (unframed), "framed Binary", "framed Compact", "framed JSON", "framed Zlib", "Header". It is a
/// guess, for the text of an error: bytes that are right are never asked about.
[[nodiscard]] SEATHRIFT_COLD constexpr std::string_view recognize(
    std::span<const std::byte> first_bytes) noexcept {
  // Four bytes each: more may not have arrived.
  // (A page without a head is how some answer what is no request.)
  constexpr std::array<std::string_view, 14> http = {"GET ", "POST", "HTTP", "PUT ", "HEAD",
                                                     "PATC", "PRI ", "TRAC", "DELE", "OPTI",
                                                     "CONN", "<!DO", "<htm", "<HTM"};
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
  if (framed == "Zlib") return "framed Zlib";
  return {};
}

}  // namespace seathrift
