// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/refusal.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string refusal(std::string_view bytes, bool in_frame = false) {
  return seathrift::detail::refusal(std::as_bytes(std::span(bytes.data(), bytes.size())), in_frame,
                                    false, "Own");
}

std::string text_for(std::string_view client) {
  return "this server speaks unframed Own, the client seems to speak " + std::string(client) +
         "; let both sides have the same protocol and transport";
}

/// A call of `add` with the number 0x102, or 300.
const std::string binary = "\x80\x01\0\x01\0\0\0\x03"s.append("add\0\0\x01\x02\0"s);
const std::string compact = "\x82\x21\xac\x02\x03"s.append("add\0"s);

std::string framed(const std::string& message) {
  return "\0\0\0"s + static_cast<char>(message.size()) + message;
}

std::string binary_answer(std::string_view client, const std::string& head) {
  const std::string text = text_for(client);
  return "\x80\x01\0\x03"s + head + "\x0b\0\x01\0\0\0"s + static_cast<char>(text.size()) + text +
         "\x08\0\x02\0\0\0\x07\0"s;
}
std::string compact_answer(std::string_view client, const std::string& head) {
  const std::string text = text_for(client);
  const std::size_t size = text.size();
  const std::string length = size < 128 ? std::string(1, static_cast<char>(size))
                                        : static_cast<char>(size % 128 + 128) + "\x01"s;
  return "\x82\x61"s + head + "\x18"s + length + text + "\x15\x0e\0"s;
}

TEST_CASE("refusal: is an exception with the call's name and number") {
  const std::string in_binary = "\0\0\0\x03"s.append("add\0\0\x01\x02"s);
  const std::string in_compact = "\xac\x02\x03"s.append("add"s);
  CHECK(refusal(binary) == binary_answer("unframed Binary", in_binary));
  CHECK(refusal(compact) == compact_answer("unframed Compact", in_compact));
  CHECK(refusal(framed(binary)) == framed(binary_answer("framed Binary", in_binary)));
  CHECK(refusal(framed(compact)) == framed(compact_answer("framed Compact", in_compact)));
  // What is in a frame has been taken out of it.
  CHECK(refusal(binary, true) == framed(binary_answer("framed Binary", in_binary)));
  CHECK(refusal(compact, true) == framed(compact_answer("framed Compact", in_compact)));
}

TEST_CASE("refusal: has no name and number where they are not there, or too long") {
  const std::string no_binary(8, '\0');
  const std::string no_compact(2, '\0');
  for (std::size_t size = 0; size < binary.size() - 1; ++size)
    CHECK(refusal(binary.substr(0, size)) ==
          (size < 4 ? "" : binary_answer("unframed Binary", no_binary)));
  for (std::size_t size = 0; size < compact.size() - 1; ++size)
    CHECK(refusal(compact.substr(0, size)) ==
          (size < 2 ? "" : compact_answer("unframed Compact", no_compact)));
  for (const std::size_t size : {1000, 1001}) {
    const std::string name(size, 'n');
    const std::string call = "\x80\x01\0\x01\0\0\x03"s + static_cast<char>(size - 768) + name;
    CHECK((refusal(call + "\0\0\0\1\0"s).find(name) == std::string::npos) == (size > 1000));
  }
  CHECK(refusal("\x80\x01\0\x01\xff\xff\xff\xff"s + binary) ==
        binary_answer("unframed Binary", no_binary));
  CHECK(refusal("\x82\x21\xff\xff\xff\xff\xff\xff\xff\x01\x03"s + "add") ==
        compact_answer("unframed Compact", no_compact));
  CHECK(refusal("\x82\x21\x01\xff\xff\xff\xff\x07"s + "add") ==
        compact_answer("unframed Compact", no_compact));
}

TEST_CASE("refusal: others are told in their own way, and nobody who does not call") {
  CHECK(refusal("[1,\"add\",1,1,{}]") ==
        "[1,\"\",3,0,{\"1\":{\"str\":\"" + text_for("JSON") + "\"},\"2\":{\"i32\":7}}]");
  CHECK(refusal("[1,\"add\",1,1,{}]", true).substr(4) ==
        "[1,\"\",3,0,{\"1\":{\"str\":\"" + text_for("framed JSON") + "\"},\"2\":{\"i32\":7}}]");
  const std::string http = refusal("GET / HTTP/1.1\r\n");
  CHECK(http.starts_with("HTTP/1.1 400 "));
  CHECK(http.ends_with("\r\nContent-Length: " + std::to_string(text_for("HTTP").size() + 1) +
                       "\r\n\r\n" + text_for("HTTP") + "\n"));
  CHECK(refusal("\x16\x03\x01\x02\0\x01"sv) == "\x15\x03\x01\0\x02\x02\x46"sv);
  for (const char type : {2, 3, 4}) {
    std::string other = binary;
    other[3] = type;
    CHECK(refusal(other).empty());
    other = compact;
    other[1] = static_cast<char>(type << 5 | 1);
    CHECK(refusal(other).empty());
  }
  for (const auto& other : {""sv, "x"sv, "HTTP/1.1 400 Bad Request"sv, "SSH-2.0-x"sv,
                            "\xff\xff\xff\xff\xff\xff"sv, "\0\0\0\x20\x0f\xff\0\0"sv})
    CHECK(refusal(other).empty());
}

}  // namespace
