// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/recognize.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using seathrift::recognize;

std::string_view recognized(std::string_view bytes) {
  return recognize(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

TEST_CASE("recognize: each peer is named by its first bytes") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"GET / HTTP/1.1"sv, "HTTP"},
      {"POST /service HTTP/1.1"sv, "HTTP"},
      {"PUT "sv, "HTTP"},
      {"HEAD"sv, "HTTP"},
      {"OPTIONS * HTTP/1.1"sv, "HTTP"},
      {"DELETE /"sv, "HTTP"},
      {"PATCH /"sv, "HTTP"},
      {"CONNECT x:1"sv, "HTTP"},
      {"TRACE /"sv, "HTTP"},
      {"PRI * HTTP/2.0\r\n"sv, "HTTP"},
      {"HTTP/1.1 400 Bad Request"sv, "HTTP"},
      {"\x16\x03\x01\x02\0\x01"sv, "TLS"},
      {"\x15\x03\x03\0\x02\x02\x46"sv, "TLS"},
      {"<!DOCTYPE HTML>\n<html lang=\"en\">"sv, "HTTP"},
      {"<html><head><title>400"sv, "HTTP"},
      {"<HTML>"sv, "HTTP"},
      {"SSH-2.0-OpenSSH_9.2"sv, "SSH"},
      {"\x80\x01\0\x01\0\0\0\x08testVoid"sv, "unframed Binary"},
      {"\x82\x21\0\x08testVoid\0"sv, "unframed Compact"},
      {"\x82\x41\0"sv, "unframed Compact"},
      {"\x82\x61\0"sv, "unframed Compact"},
      {"\x82\x81\0"sv, "unframed Compact"},
      {"[1,\"testVoid\",1,0,{}]"sv, "JSON"},
      {"\0\0\0\x15\x80\x01\0\x01\0\0\0\x08testVoid"sv, "framed Binary"},
      {"\0\0\0\x0d\x82\x21\0\x08testVoid\0"sv, "framed Compact"},
      {"\0\0\0\x15[1,\"testVoid\",1,0,{}]"sv, "framed JSON"},
      {"\0\0\0\x23\x0f\xff\0\0\0\0\0\0"sv, "Header"},
      {"\x0f\xff\0\0\0\0\0\0"sv, "Header"},
      {"\x78\x9c\x12\x34"sv, "Zlib"},
      {"\x78\x01"sv, "Zlib"},
      {"\0\0\0\x15\x78\x9c\x12\x34"sv, "framed Zlib"},
  };
  for (const auto& [bytes, name] : cases) CHECK(recognized(bytes) == name);
}

TEST_CASE("recognize: a message without a version is told by its name and type") {
  const auto old = "\0\0\0\x08testVoid\x01\0\0\0\0"sv;
  const auto framed = "\0\0\0\x12\0\0\0\x08testVoid\x01\0\0\0\0"sv;
  for (std::size_t size = 0; size <= old.size(); ++size)
    CHECK(recognized(old.substr(0, size)) == (size < 5 ? "" : "unframed Binary"));
  for (std::size_t size = 0; size <= framed.size(); ++size)
    CHECK(recognized(framed.substr(0, size)) == (size < 9 ? "" : "framed Binary"));
  CHECK(recognized("\0\0\0\x0bOld_2.x:run\x04"sv) == "unframed Binary");
  CHECK(recognized("\0\0\x01\0"s + std::string(256, 'n') + "\x01") == "unframed Binary");
  for (const std::string_view other :
       {"\0\0\0\0\x01\0\0\0\0"sv, "\0\0\0\x08testVoid\0"sv, "\0\0\0\x08testVoid\x05"sv,
        "\0\0\0\x08test"
        "Voi\x01\x01"sv,
        "\0\0\0\x03 ab\x01"sv, "\0\0\0\x03\x31xy\x01"sv, "\0\x01\0\x03run\x01"sv})
    CHECK(recognized(other).empty());
}

TEST_CASE("recognize: what is not known, or too short to say, has no name") {
  for (const std::string_view bytes :
       {""sv, "G"sv, "GET"sv, "\x80"sv, "\x80\x02\0\x01"sv, "\x82"sv, "\x82\x22\0\x08"sv,
        "\x82\x01\0\x08"sv, "\x82\xa1\0\x08"sv, "[2,\"x\""sv, "\x78\x9d\x12\x34"sv,
        "\0\0\0\x15\x80"sv, "\xff\xff\xff\xff\x80\x01"sv, "\x16\x04\x01\x02"sv, "hello, world"sv})
    CHECK(recognized(bytes).empty());
}

TEST_CASE("recognize: every beginning of every length is safe to ask about") {
  const std::string_view whole = "\0\0\0\x15[1,\"GET \x80\x01\x82\x21\x0f\xff"sv;
  for (std::size_t from = 0; from <= whole.size(); ++from)
    for (std::size_t size = 0; from + size <= whole.size(); ++size)
      CHECK(recognized(whole.substr(from, size)).size() < 20);
}

constexpr std::byte binary[] = {std::byte{0x80}, std::byte{0x01}, std::byte{}, std::byte{1}};
static_assert(recognize(binary) == "unframed Binary");

}  // namespace
