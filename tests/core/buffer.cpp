// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/buffer.hpp>

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

using seathrift::Buffer;

namespace {

void append(Buffer& buffer, std::string_view text) {
  buffer.append(std::as_bytes(std::span(text)));
}

std::string text(const Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data()), buffer.size()};
}

}  // namespace

TEST_CASE("buffer: begins empty, without memory") {
  Buffer buffer;
  REQUIRE(buffer.empty());
  REQUIRE(buffer.size() == 0);
  REQUIRE(buffer.capacity() == 0);
  REQUIRE(buffer.prepare(0).empty());
  buffer.append({});
  buffer.clear();
  REQUIRE(buffer.capacity() == 0);
}

TEST_CASE("buffer: what is appended stands behind what was there") {
  Buffer buffer;
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    append(buffer, "abc");
    expected += "abc";
  }
  REQUIRE(text(buffer) == expected);
}

TEST_CASE("buffer: it does not grow for more than the least where that is there") {
  Buffer buffer(100);
  buffer.commit(90);
  CHECK(buffer.prepare(50, 10).size() == 10);
  CHECK(buffer.capacity() == 100);
  buffer.consume(85);  // then there is room for more without growing
  CHECK(buffer.prepare(50, 10).size() == 95);
  CHECK(buffer.capacity() == 100);
  CHECK(buffer.prepare(200, 96).size() >= 200);
}

TEST_CASE("buffer: prepare gives all the room, commit counts what was written") {
  Buffer buffer(100);
  auto room = buffer.prepare(10);
  REQUIRE(room.size() == 100);
  std::memcpy(room.data(), "0123456789", 10);
  buffer.commit(10);
  REQUIRE(text(buffer) == "0123456789");
  buffer.uncommit(4);
  REQUIRE(text(buffer) == "012345");
}

TEST_CASE("buffer: behind the capacity lies slack that may be written") {
  Buffer buffer(8);
  const auto room = buffer.prepare(8);
  std::memset(room.data(), 'x', room.size() + Buffer::slack);
  buffer.commit(8);
  REQUIRE(text(buffer) == "xxxxxxxx");
}

TEST_CASE("buffer: headroom is there when a message is sealed") {
  Buffer buffer;
  buffer.clear(4);
  REQUIRE(buffer.empty());
  append(buffer, "message");
  buffer.prepend(4);
  std::memcpy(buffer.data(), "head", 4);
  REQUIRE(text(buffer) == "headmessage");
}

TEST_CASE("buffer: growth never takes the headroom") {
  for (const std::size_t headroom : {1, 4, 14, 64, 256}) {
    for (const std::size_t first : {0, 1, 4, 100}) {
      for (const std::size_t second : {1, 4, 50, 256, 5000}) {
        for (const std::size_t capacity : {0, 8, 300, 600}) {
          CAPTURE(headroom, first, second, capacity);
          Buffer buffer(capacity);
          buffer.clear(headroom);
          append(buffer, std::string(first, 'a'));
          append(buffer, std::string(second, 'b'));
          buffer.prepend(headroom);
          std::memset(buffer.data(), 'h', headroom);
          REQUIRE(text(buffer) ==
                  std::string(headroom, 'h') + std::string(first, 'a') + std::string(second, 'b'));
        }
      }
    }
  }
}

TEST_CASE("buffer: what is used up in front makes room behind") {
  Buffer buffer(100);
  append(buffer, std::string(90, 'a').append("rest"));
  buffer.consume(90);
  REQUIRE(text(buffer) == "rest");
  append(buffer, std::string(50, 'b'));
  REQUIRE(text(buffer) == "rest" + std::string(50, 'b'));
  REQUIRE(buffer.capacity() == 100);
  buffer.consume(54);
  REQUIRE(buffer.empty());
  REQUIRE(buffer.prepare(0).size() == 100);
}

TEST_CASE("buffer: memory is kept when it is cleared, and given back when it is shrunk") {
  Buffer buffer;
  append(buffer, std::string(5000, 'x'));
  const auto capacity = buffer.capacity();
  buffer.shrink(100);
  REQUIRE(buffer.capacity() == capacity);
  buffer.clear();
  REQUIRE(buffer.capacity() == capacity);
  buffer.shrink(capacity);
  REQUIRE(buffer.capacity() == capacity);
  buffer.shrink(100);
  REQUIRE(buffer.capacity() == 0);
}

TEST_CASE("buffer: moves leave an empty one behind") {
  Buffer buffer;
  append(buffer, "text");
  Buffer other(std::move(buffer));
  REQUIRE(text(other) == "text");
  REQUIRE(buffer.empty());
  buffer = std::move(other);
  REQUIRE(text(buffer) == "text");
  append(other, "new");
  REQUIRE(text(other) == "new");
  const std::span<const std::byte> bytes = buffer;
  REQUIRE(bytes.size() == 4);
}

TEST_CASE("buffer: what is written anew replaces the content, and grows from wherever it is") {
  Buffer buffer;
  buffer.clear(8);
  append(buffer, "what was there");
  for (const std::size_t size : {1, 40, 1000}) {
    std::byte* at = buffer.begin_anew(size);
    REQUIRE(buffer.capacity() >= size);
    std::memset(at, 'a', size);
    at = buffer.need(at + size, 5000);
    std::memset(at, 'b', 5000);
    buffer.end_at(at + 5000);
    REQUIRE(text(buffer) == std::string(size, 'a') + std::string(5000, 'b'));
  }
  buffer.end_at(buffer.begin_anew(0));
  REQUIRE(buffer.empty());
}
