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
  // The longest number.
  const std::string longest = "\xff\xff\xff\xff\x0f\x03"s.append("add"s);
  CHECK(refusal("\x82\x21" + longest) == compact_answer("unframed Compact", longest));
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

TEST_CASE("refusal: a call without a version has its name and number as well") {
  const std::string old = "\0\0\0\x03"s.append("add\x01\0\0\x01\x02\x0b\0\x01"s);
  const std::string head = "\0\0\0\x03"s.append("add\0\0\x01\x02"s);
  CHECK(refusal(old) == binary_answer("unframed Binary", head));
  CHECK(refusal(framed(old)) == framed(binary_answer("framed Binary", head)));
  CHECK(refusal(old, true) == framed(binary_answer("framed Binary", head)));
  for (std::size_t size = 0; size < 12; ++size)
    CHECK(refusal(old.substr(0, size)) ==
          (size < 5 ? "" : binary_answer("unframed Binary", std::string(8, '\0'))));
  const std::string name(1001, 'n');
  CHECK(refusal("\0\0\x03\xe9"s + name + "\x01\0\0\0\x01"s) ==
        binary_answer("unframed Binary", std::string(8, '\0')));
  for (const char type : {2, 3, 4}) {
    std::string other = old;
    other[7] = type;
    CHECK(refusal(other).empty());
  }
}

TEST_CASE("refusal: a request of HTTP is answered in status and body") {
  const std::string text = text_for("HTTP");
  const auto answer = [&](const std::string& type, const std::string& body) {
    return (type == "text/plain" ? "HTTP/1.1 400 " : "HTTP/1.1 200 ") + text +
           "\r\nConnection: close\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  const std::string get = "GET / HTTP/1.1\r\nHost: harbor";
  for (const auto& request : {get, get + "\r\n\r\n", get + "\r\n\r\nname=add"})
    CHECK(refusal(request) == answer("text/plain", text + "\n"));
  // What calls over HTTP may send its call behind the head.
  const std::string thrift =
      "POST / HTTP/1.1\r\nContent-Type: application/x-thrift\r\nContent-Length: 30\r\n\r\n";
  for (const auto& own : {"Binary"s, "Compact"s})
    for (const auto& arrived : {""s, "\x80\x01\0"s, "soup"s}) {
      const std::string request = thrift + arrived;
      const std::string answered = seathrift::detail::refusal(
          std::as_bytes(std::span(request.data(), request.size())), false, true, own);
      CAPTURE(own, arrived, answered);
      const auto head = answered.find("\r\n\r\n") + 4;
      CHECK((answered.find("application/x-thrift") < head) == (arrived != "soup"));
      if (arrived != "soup")
        CHECK(answered.substr(head, 3) == (own == "Binary" ? "\x80\x01\0"s : "\x82\x61\0"s));
    }
  const std::string post = "POST /add HTTP/1.1\r\nHost: harbor\r\n\r\n";
  CHECK(refusal(post + binary) ==
        answer("application/x-thrift",
               binary_answer("HTTP", "\0\0\0\x03"s.append("add\0\0\x01\x02"s))));
  CHECK(refusal(post + compact) ==
        answer("application/x-thrift", compact_answer("HTTP", "\xac\x02\x03"s.append("add"s))));
  CHECK(refusal(post + "[1,\"add\",1,1,{}]") ==
        answer("application/x-thrift",
               "[1,\"\",3,0,{\"1\":{\"str\":\"" + text + "\"},\"2\":{\"i32\":7}}]"));
}

TEST_CASE("refusal: others are told in their own way, and nobody who does not call") {
  CHECK(refusal("[1,\"add\",1,1,{}]") ==
        "[1,\"\",3,0,{\"1\":{\"str\":\"" + text_for("JSON") + "\"},\"2\":{\"i32\":7}}]");
  CHECK(refusal("[1,\"add\",1,1,{}]", true).substr(4) ==
        "[1,\"\",3,0,{\"1\":{\"str\":\"" + text_for("framed JSON") + "\"},\"2\":{\"i32\":7}}]");
  CHECK(refusal("\x16\x03\x01\x02\0\x01"sv) == "\x15\x03\x01\0\x02\x02\x0a"sv);
  for (const char type : {2, 3, 4}) {
    std::string other = binary;
    other[3] = type;
    CHECK(refusal(other).empty());
    other = compact;
    other[1] = static_cast<char>(type << 5 | 1);
    CHECK(refusal(other).empty());
    const std::string in_json = "[1,\"add\","s + static_cast<char>('0' + type) + ",1,{}]";
    CHECK(refusal(in_json).empty());
    CHECK(refusal(framed(in_json)).empty());
  }
  CHECK(refusal(refusal("[1,\"add\",1,1,{}]")).empty());
  CHECK(refusal("[1,\"add\",2").empty());
  CHECK(refusal("[1,\"ad") == refusal("[1,\"add\",1,1,{}]"));
  for (const auto& other :
       {""sv, "x"sv, "HTTP/1.1 400 Bad Request"sv, "<!DOCTYPE html>"sv, "SSH-2.0-x"sv,
        "\xff\xff\xff\xff\xff\xff"sv, "\0\0\0\x20\x0f\xff\0\0"sv, "\x15\x03\x01\0\x02\x02\x0a"sv})
    CHECK(refusal(other).empty());
}

}  // namespace
