// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/encode_bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

namespace detail = seathrift::detail;
using seathrift::Binary;
using seathrift::Buffer;
using seathrift::Compact;

namespace {

struct Line {
  std::string text = {};
  std::int16_t number = 0;
};
SEATHRIFT_STRUCT(Line, (1, text), (2, number))

/// Strings in all places where their room is asked for in another way.
struct Page {
  std::string first = {};
  std::vector<std::byte> bytes = {};
  std::optional<std::string> perhaps = {};
  std::vector<std::string> list = {};
  Line line = {};
  std::vector<Line> lines = {};
  std::map<std::string, Line> map = {};
  std::string last = {};
};
SEATHRIFT_STRUCT(Page, (1, first), (2, bytes), (3, perhaps), (4, list), (5, line), (6, lines),
                 (7, map), (8, last))

/// Not flat: it asks for room by itself.
struct Pages {
  std::vector<Page> pages = {};
  std::string title = {};
};
SEATHRIFT_STRUCT(Pages, (1, pages), (2, title))

std::string text_of(std::size_t size, char begin) {
  std::string text(size, begin);
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(begin + i % 19);
  return text;
}

Page page_of(std::size_t size) {
  Page page;
  page.first = text_of(size, 'a');
  page.bytes.resize(size, std::byte{7});
  page.perhaps = text_of(size, 'b');
  page.list = {text_of(size, 'c'), "", text_of(size, 'd')};
  page.line = {text_of(size, 'e'), 5};
  page.lines.assign(3, {text_of(size, 'f'), 6});
  page.map = {{text_of(size, 'g'), {text_of(size, 'h'), 7}}, {"", {"", 8}}};
  page.last = text_of(size, 'i');
  return page;
}

bool same(const Line& a, const Line& b) { return a.text == b.text && a.number == b.number; }

bool same(const Page& a, const Page& b) {
  bool is = a.first == b.first && a.bytes == b.bytes && a.perhaps == b.perhaps &&
            a.list == b.list && same(a.line, b.line) && a.lines.size() == b.lines.size() &&
            a.map.size() == b.map.size() && a.last == b.last;
  for (std::size_t i = 0; is && i < a.lines.size(); ++i) is = same(a.lines[i], b.lines[i]);
  for (auto x = a.map.begin(), y = b.map.begin(); is && x != a.map.end(); ++x, ++y)
    is = x->first == y->first && same(x->second, y->second);
  return is;
}

void append(std::vector<std::byte>& bytes, std::string_view text) {
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
}

}  // namespace

TEST_CASE("encode bytes: a std::string has memory for the short ones, however it came about") {
  // What the wide copy of short strings stands on.
  const auto readable = [](const std::string& text) { return text.capacity() + 1; };
  std::string text;
  CHECK(readable(text) >= detail::short_string_memory);
  text.assign(100, 'x');
  text.resize(3);
  CHECK(readable(text) >= detail::short_string_memory);
  text.shrink_to_fit();
  CHECK(readable(text) >= detail::short_string_memory);
  text.assign(17, 'x');
  text.shrink_to_fit();
  text.resize(1);
  const std::string moved = std::move(text);
  CHECK(readable(moved) >= detail::short_string_memory);
}

TEST_CASE(
    "encode bytes: a string of each length stands behind its length, and the next field behind "
    "it") {
  for (std::size_t size = 0; size < 200; ++size) {
    const Line line{text_of(size, 'a'), 0x0102};
    std::vector<std::byte> expected;
    append(expected, {"\x0b\x00\x01\x00\x00\x00", 6});
    expected.push_back(static_cast<std::byte>(size));
    append(expected, line.text);
    append(expected, {"\x06\x00\x02\x01\x02\x00", 6});
    CHECK(seathrift::encode<Binary>(line) == expected);
    Buffer buffer;
    seathrift::encode_to<Binary>(line, buffer);
    CHECK(std::vector<std::byte>(buffer.bytes().begin(), buffer.bytes().end()) == expected);
  }
}

TEMPLATE_TEST_CASE("encode bytes: strings of all lengths, in all places, come back", "", Binary,
                   Compact) {
  Buffer kept;
  for (std::size_t size = 0; size < 200; ++size) {
    const Page page = page_of(size);
    Buffer fresh;
    seathrift::encode_to<TestType>(page, fresh);
    CHECK(same(seathrift::decode<TestType, Page>(fresh), page));
    seathrift::encode_to<TestType>(page, kept);
    CHECK(same(seathrift::decode<TestType, Page>(kept), page));
    CHECK(same(seathrift::decode<TestType, Page>(seathrift::encode<TestType>(page)), page));

    const Pages pages{{page, {}, page_of(199 - size), page}, text_of(size, 'j')};
    Buffer room;
    seathrift::encode_to<TestType>(pages, room);
    const auto back = seathrift::decode<TestType, Pages>(room);
    REQUIRE(back.pages.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(same(back.pages[i], pages.pages[i]));
    CHECK(back.title == pages.title);
  }
}

TEST_CASE("encode bytes: what is refused in a flat struct is named") {
  struct Named {
    std::string_view text;
  };
  static const char some[] = "x";
  Buffer buffer;
  try {
    seathrift::encode_to<Compact>(Named{{some, std::size_t{1} << 31}}, buffer);
    FAIL("was written");
  } catch (const seathrift::ProtocolException& error) {
    CHECK(error.code() == seathrift::Errc::size_limit);
    CHECK(std::string_view(error.what()).find("Named can't be written as Compact") !=
          std::string_view::npos);
  }
  CHECK(buffer.capacity() < 10'000);
}
