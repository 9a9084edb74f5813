// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/encode.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

struct Text {
  std::string text;
  bool operator==(const Text&) const = default;
};
SEATHRIFT_STRUCT(Text, (1, text))

struct Lines {
  std::vector<Text> lines;
  bool operator==(const Lines&) const = default;
};
SEATHRIFT_STRUCT(Lines, (1, lines))

struct Nest {
  std::vector<Nest> inside;
};
SEATHRIFT_STRUCT(Nest, (1, inside))

bool same(const Buffer& buffer, const std::vector<std::byte>& bytes) {
  return hex_of(buffer) == hex_of(bytes);
}

}  // namespace

TEMPLATE_TEST_CASE("encode: sizes around that of the block on the stack", "", Binary, Compact) {
  for (std::size_t size = 440; size < 620; ++size) {
    const Text value{std::string(size, 'x')};
    const auto bytes = encode<TestType>(value);
    REQUIRE(decode<TestType, Text>(bytes) == value);
    Buffer buffer;
    encode_to<TestType>(value, buffer);
    REQUIRE(same(buffer, bytes));
  }
}

TEMPLATE_TEST_CASE("encode: a vector that is kept takes messages of any size", "", Binary,
                   Compact) {
  std::vector<std::byte> kept;
  Buffer buffer;
  for (const std::size_t size : {0, 10'000, 3, 511, 512, 513, 544, 545, 600, 100'000, 1, 9'000}) {
    CAPTURE(size);
    const Text value{std::string(size, 'x')};
    encode_to<TestType>(value, kept);
    REQUIRE((decode<TestType, Text>(kept) == value));
    REQUIRE((kept == encode<TestType>(value)));
    encode_to<TestType>(value, buffer);
    REQUIRE(same(buffer, kept));
  }
}

TEMPLATE_TEST_CASE("encode: a message grows by many small steps", "", Binary, Compact) {
  Lines value;
  for (std::size_t i = 0; i < 5000; ++i) value.lines.push_back({std::string(i % 40, 'x')});
  const auto bytes = encode<TestType>(value);
  REQUIRE((decode<TestType, Lines>(bytes) == value));
  Buffer buffer;
  encode_to<TestType>(value, buffer);
  REQUIRE((same(buffer, bytes)));
  std::vector<std::byte> kept(700);
  encode_to<TestType>(value, kept);
  REQUIRE((kept == bytes));
}

TEST_CASE("encode: memory that is there is used again") {
  const Text large{std::string(5000, 'x')};
  std::vector<std::byte> bytes;
  Buffer buffer;
  encode_to<Compact>(large, bytes);
  encode_to<Compact>(large, buffer);
  const auto capacity = bytes.capacity();
  const auto* const data = bytes.data();
  const auto room = buffer.capacity();
  for (int i = 0; i < 10; ++i) {
    encode_to<Compact>(i % 2 == 0 ? Text{"s"} : large, bytes);
    encode_to<Compact>(i % 2 == 0 ? Text{"s"} : large, buffer);
    REQUIRE(bytes.capacity() == capacity);
    REQUIRE(bytes.data() == data);
    REQUIRE(buffer.capacity() == room);
  }
}

TEMPLATE_TEST_CASE("encode: the limit of depth is the caller's, and the error names it", "", Binary,
                   Compact) {
  const auto nested = [](unsigned levels) {
    Nest value;
    for (; levels != 1; --levels) {
      Nest outer;
      outer.inside.push_back(std::move(value));
      value = std::move(outer);
    }
    return value;
  };
  Limits limits;
  for (const unsigned most : {1u, 3u, 64u, 100u}) {
    CAPTURE(most);
    limits.max_depth = most;
    Buffer buffer;
    const auto bytes = encode<TestType>(nested(most), limits);
    encode_to<TestType>(nested(most), buffer, limits);
    REQUIRE((same(buffer, bytes)));
    REQUIRE_NOTHROW((decode<TestType, Nest>(bytes, limits)));
    const auto text = "Limits::max_depth (" + std::to_string(most) + ")";
    REQUIRE_THROWS_WITH((encode<TestType>(nested(most + 1), limits)), Catch::Contains(text));
    REQUIRE_THROWS_WITH((encode_to<TestType>(nested(most + 1), buffer, limits)),
                        Catch::Contains(text));
  }
  REQUIRE_NOTHROW(encode<TestType>(nested(64)));
  REQUIRE_THROWS_WITH(encode<TestType>(nested(65)), Catch::Contains("Limits::max_depth (64)"));
  // What stands side by side is no deeper than one of it.
  Nest wide;
  for (int i = 0; i < 1000; ++i) wide.inside.push_back(nested(2));
  REQUIRE_NOTHROW(encode<TestType>(wide));
}

TEST_CASE("encode: a buffer's old content is replaced") {
  Buffer buffer;
  buffer.append(encode<Compact>(Text{"old"}));
  encode_to<Compact>(Text{"n"}, buffer);
  REQUIRE(hex_of(buffer) == hex("18 01 'n' 00"));
}

TEST_CASE("encode: a struct without fields is one byte") {
  struct Nothing {};
  REQUIRE(hex_of(encode<Compact>(Nothing{})) == "00");
  REQUIRE(hex_of(encode<Binary>(Nothing{})) == "00");
  Buffer buffer;
  encode_to<Binary>(Nothing{}, buffer);
  REQUIRE(hex_of(buffer) == "00");
}
