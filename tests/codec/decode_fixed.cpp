// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/decode_fixed.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#include "codec/support.hpp"

namespace seathrift {
namespace {

using Blob = std::span<const std::byte>;

struct Header {
  std::string_view name = {};
  std::string_view value = {};
};

struct Note : Union<std::string_view, Header> {
  using Union::Union;
};
SEATHRIFT_UNION(Note, (1, text), (2, header))

/// A request of which nothing is copied.
struct Request {
  std::string_view path = {};
  Blob body = {};
  std::optional<std::string_view> user = {};
  std::optional<Blob> signature = {};
  std::vector<std::string_view> words = {};
  std::vector<Blob> parts = {};
  std::vector<Header> headers = {};
  std::map<std::string_view, std::string_view> cookies = {};
  std::set<std::string_view> tags = {};
  std::array<std::string_view, 2> pair = {};
  Header first = {};
  Note note = {};
};
SEATHRIFT_STRUCT(Request, (1, path), (2, body), (3, user), (4, signature), (5, words), (6, parts),
                 (7, headers), (8, cookies), (9, tags), (10, pair), (11, first), (12, note))

const std::array<std::byte, 3> some_bytes = {std::byte{1}, std::byte{0}, std::byte{255}};

Request make_request() {
  return {.path = "/index",
          .body = some_bytes,
          .user = "ada",
          .signature = some_bytes,
          .words = {"one", "two", ""},
          .parts = {some_bytes, Blob(some_bytes).first(1)},
          .headers = {{"host", "here"}, {"accept", "all"}},
          .cookies = {{"a", "b"}, {"c", "d"}},
          .tags = {"x", "y"},
          .pair = {"left", "right"},
          .first = {"name", "value"},
          .note = Header{"in", "union"}};
}

/// Calls `visit(address, size)` for each view.
template <class Visitor>
void for_each_view(const Request& request, Visitor&& visit) {
  const auto text = [&](std::string_view view) { visit(view.data(), view.size()); };
  const auto bytes = [&](Blob view) { visit(view.data(), view.size()); };
  const auto header = [&](const Header& each) {
    text(each.name);
    text(each.value);
  };
  text(request.path);
  bytes(request.body);
  text(request.user.value());
  bytes(request.signature.value());
  for (const auto each : request.words) text(each);
  for (const auto each : request.parts) bytes(each);
  for (const auto& each : request.headers) header(each);
  for (const auto& [name, value] : request.cookies) header({name, value});
  for (const auto each : request.tags) text(each);
  for (const auto each : request.pair) text(each);
  header(request.first);
  header(std::get<Header>(request.note));
}

template <class P>
void check_views(std::span<const std::byte> bytes, const Request& read) {
  std::size_t count = 0;
  for_each_view(read, [&](const void* at, std::size_t size) {
    ++count;
    const auto* const begin = static_cast<const std::byte*>(at);
    CHECK(begin >= bytes.data());
    CHECK(begin + size <= bytes.data() + bytes.size());
  });
  CHECK(count == 25);
  CHECK(encode<P>(read) == encode<P>(make_request()));
}

TEST_CASE("decode_fixed: views of strings and bytes lie in the message, wherever they stand") {
  const auto binary = encode<Binary>(make_request());
  check_views<Binary>(binary, decode<Binary, Request>(binary));
  const auto compact = encode<Compact>(make_request());
  check_views<Compact>(compact, decode<Compact, Request>(compact));
}

TEST_CASE("decode_fixed: views lie in the message where an unknown field is before them, too") {
  auto bytes = testing::bytes_of("02 0063 01");
  const auto rest = encode<Binary>(make_request());
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  Request read;
  for (int i = 0; i < 2; ++i) {
    CHECK(decode_to<Binary>(bytes, read) == bytes.size());
    check_views<Binary>(bytes, read);
  }
}

TEST_CASE("decode_fixed: an object of views that is kept shows the last message alone") {
  const auto first = encode<Compact>(make_request());
  const Header small{"a", "b"};
  const auto second = encode<Compact>(Request{.path = "/", .headers = {small}});
  Request read;
  decode_to<Compact>(first, read);
  decode_to<Compact>(second, read);
  CHECK(read.path == "/");
  CHECK(read.path.data() >= reinterpret_cast<const char*>(second.data()));
  CHECK(read.body.empty());
  CHECK(!read.user);
  CHECK(!read.signature);
  CHECK(read.words.empty());
  REQUIRE(read.headers.size() == 1);
  CHECK(read.headers[0].value == "b");
  CHECK(read.cookies.empty());
}

TEST_CASE("decode_fixed: an enum too small for its number is not taken") {
  enum class Tiny : std::int8_t { a };
  Tiny tiny = Tiny::a;
  CHECK(detail::take_number(tiny, std::int32_t{100}));
  CHECK(static_cast<int>(tiny) == 100);
  CHECK(!detail::take_number(tiny, std::int32_t{300}));
}

}  // namespace
}  // namespace seathrift
