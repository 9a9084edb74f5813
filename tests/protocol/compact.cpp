// SPDX-License-Identifier: Apache-2.0
#include <seathrift/protocol/compact.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/core/limits.hpp>

#include "support.hpp"

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::refusal;

TEST_CASE("compact: a list that is one element short is refused, and one that fits is not") {
  for (const std::size_t there : {2u, 3u}) {
    // Three bytes, expected as such.
    const auto bytes = bytes_of(there == 2 ? "33 01 02" : "33 01 02 03");
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    Type element = Type::i8;
    std::size_t size = 0;
    const std::byte* const behind = Compact::read_list(in, in.begin, element, size);
    if (there == 2) {
      CHECK(behind == nullptr);
    } else {
      CHECK(behind == in.begin + 1);
      CHECK(size == 3);
    }
  }
}

TEST_CASE("compact: another version or protocol is refused as such") {
  REQUIRE(refusal<Compact>("80010001 00000001 'a' 00000000") == Errc::bad_version);
  REQUIRE(refusal<Compact>("82 22 00 01 'a'") == Errc::bad_version);
  REQUIRE(refusal<Compact>("82 20 00 01 'a'") == Errc::bad_version);
}

TEST_CASE("compact: a kind of message that there is not") {
  REQUIRE(refusal<Compact>("82 01 00 01 'a'") == Errc::invalid_data);
  REQUIRE(refusal<Compact>("82 a1 00 01 'a'") == Errc::invalid_data);
}

TEST_CASE("compact: numbers that lie in a message's head") {
  REQUIRE(refusal<Compact>("82 21 80*10 00 01 'a'") == Errc::invalid_data);
  REQUIRE(refusal<Compact>("82 21 00 ffffffff0f 'a'") == Errc::negative_size);
  REQUIRE(refusal<Compact>("82 21 00 ffffffff07 'a'") == Errc::truncated);
}

TEST_CASE("compact: every id behind every other is read as it was written") {
  std::array<std::byte, 64> block{};
  for (const int last : {-32768, -1, 0, 1, 16, 32752, 32767}) {
    for (const int id : {-32768, -32767, -1, 0, 1, 2, 15, 16, 17, 31, 32, 300, 32766, 32767}) {
      if (id == last) continue;
      CAPTURE(last, id);
      const std::byte* const end = Compact::write_field(block.data(), Type::i32, id, last);
      detail::Input in(block.data(), static_cast<std::size_t>(end - block.data()), Limits{});
      REQUIRE(in.room(in.begin) <= Compact::max_field_head);
      detail::FieldHead field;
      std::int32_t before = last;
      REQUIRE(Compact::read_field(in, in.begin, before, field) == end);
      REQUIRE(field.id == id);
      REQUIRE(field.type == Type::i32);
      REQUIRE(before == id);
    }
  }
}

TEST_CASE("compact: no value takes more than its bound") {
  std::array<std::byte, 64> block{};
  const auto size = [&](auto value) {
    return static_cast<std::size_t>(Compact::write_scalar(block.data(), value) - block.data());
  };
  REQUIRE(size(std::int16_t{-32768}) == Compact::max_size(Type::i16));
  REQUIRE(size(std::int32_t{-2147483647 - 1}) == Compact::max_size(Type::i32));
  REQUIRE(size(std::int64_t{-9223372036854775807 - 1}) == Compact::max_size(Type::i64));
  REQUIRE(size(1.0) == Compact::max_size(Type::real));
  REQUIRE(size(true) == Compact::max_size(Type::boolean));
}
