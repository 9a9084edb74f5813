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

/// The same of a call without a version, in the order in which a strict one has them. False for
/// what is no call.
[[nodiscard]] SEATHRIFT_COLD inline bool old_binary_name(std::string_view call, std::string& name) {
  const std::size_t type =
      4 + load_big<std::uint32_t>(reinterpret_cast<const std::byte*>(call.data()));
  if (call.size() > type && call[type] != 1) return false;
  if (call.size() > type + 4 && type <= longest_repeated)
    name = concat({call.substr(0, type), call.substr(type + 1, 4)});
  return true;
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

/// False for a message of JSON that is known to be no call.
[[nodiscard]] SEATHRIFT_COLD inline bool json_call(std::string_view message) noexcept {
  const std::size_t name_end = message.find("\",", 4);
  return name_end == message.npos || name_end + 2 >= message.size() || message[name_end + 2] == '1';
}

/// An error of a server (PROTOCOL_ERROR) with this text, as the answer to a call that begins so, in
/// its protocol; empty for what is no call of a protocol that is known.
[[nodiscard]] SEATHRIFT_COLD inline std::string exception_for(std::string_view call,
                                                              std::string_view text) {
  using namespace std::string_view_literals;
  const std::string_view message =
      recognize_message({reinterpret_cast<const std::byte*>(call.data()), call.size()});
  const auto size = static_cast<std::uint32_t>(text.size());
  std::byte length[4];
  std::string_view size_text(reinterpret_cast<const char*>(length), sizeof length);

  if (message == "Binary") {
    std::string name;
    if (call[0] != '\0') {
      if (call.size() < 4 || call[3] != 1) return {};
      name = binary_name(call);
    } else if (!old_binary_name(call, name)) {
      return {};
    }
    if (name.empty()) name.assign(8, '\0');
    store_big(length, size);
    return concat(
        {"\x80\x01\0\x03"sv, name, "\x0b\0\x01"sv, size_text, text, "\x08\0\x02\0\0\0\x07\0"sv});
  }
  if (message == "Compact" && call[1] == '\x21') {
    std::string_view name = compact_name(call);
    if (name.empty()) name = "\0\0"sv;
    length[0] = static_cast<std::byte>(size % 128 | (size < 128 ? 0 : 128));
    length[1] = static_cast<std::byte>(size / 128);
    size_text = size_text.substr(0, size < 128 ? 1 : 2);
    return concat({"\x82\x61"sv, name, "\x18"sv, size_text, text, "\x15\x0e\0"sv});
  }
  if (message == "JSON" && json_call(call))
    return concat({"[1,\"\",3,0,{\"1\":{\"str\":\"", text, "\"},\"2\":{\"i32\":7}}]"});
  return {};
}

/// The answer to a request of HTTP: its status tells. A client of Thrift over HTTP shows at best
/// the status' number, but what a body says that comes with 200: it gets an exception, in the
/// protocol of its call or, as long as that has not arrived, in this side's `own`.
[[nodiscard]] SEATHRIFT_COLD inline std::string http_refusal(std::string_view request,
                                                             std::string_view text,
                                                             std::string_view own) {
  using namespace std::string_view_literals;
  constexpr std::string_view end = "\r\n\r\n", thrift = "application/x-thrift";
  const std::size_t head = request.find(end);
  const std::string_view call = request.substr(head < request.size() ? head + 4 : request.size());
  std::string body = exception_for(call, text);
  if (body.empty() && call.size() < 4 && request.find(thrift) != request.npos)
    body = exception_for(own == "Compact" ? "\x82\x21"sv : "\x80\x01\0\x01"sv, text);
  const bool in_kind = !body.empty();
  if (!in_kind) body = concat({text, "\n"});
  return concat({"HTTP/1.1 ", in_kind ? "200 " : "400 ", text,
                 "\r\nConnection: close\r\nContent-Type: ", in_kind ? thrift : "text/plain",
                 "\r\nContent-Length: ", Digits(body.size()), end, body});
}

/// The answer to a caller whose first bytes are these, all of them in a frame or not, when this
/// side speaks `own`, framed or not: an exception in the caller's protocol, HTTP's 400, an alert of
/// TLS. Empty for what is no caller that is known.
[[nodiscard]] SEATHRIFT_COLD inline std::string refusal(std::span<const std::byte> bytes,
                                                        bool in_frame, bool own_framed,
                                                        std::string_view own) {
  const std::string_view spoken = in_frame ? recognize_message(bytes) : recognize(bytes);
  const bool framed = in_frame || spoken.starts_with("framed");
  if (framed && !in_frame) bytes = bytes.subspan(4);
  const std::string_view call(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string text =
      concat({"this server speaks ", own_framed ? "framed " : "unframed ", own,
              ", the client seems to speak ", in_frame ? "framed " : "", spoken,
              "; let both sides have the same protocol and transport"});
  // A message that was not expected: TLS itself. (Others would say that it is too old.)
  // An alert is answered with nothing.
  if (spoken == "TLS")
    return call[0] == '\x16' ? std::string("\x15\x03\x01\0\x02\x02\x0a", 7) : std::string();
  if (spoken == "HTTP")
    return call.starts_with("HTTP") || call.starts_with("<") ? "" : http_refusal(call, text, own);
  const std::string answer = exception_for(call, text);
  if (!framed || answer.empty()) return answer;
  std::byte size[4];
  store_big(size, static_cast<std::uint32_t>(answer.size()));
  return concat({{reinterpret_cast<const char*>(size), sizeof size}, answer});
}

}  // namespace seathrift::detail
