// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/decode.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::bytes_of;

namespace {

struct Work {
  std::int32_t left = 0;
  std::string comment;
  std::vector<std::int64_t> numbers;
  bool operator==(const Work&) const = default;
};
SEATHRIFT_STRUCT(Work, (1, left), (2, comment), (3, numbers))

/// All of its values have one size, in both protocols.
struct Place {
  double x = 1;
  std::int8_t level = 2;
  bool open = true;
  bool operator==(const Place&) const = default;
};
SEATHRIFT_STRUCT(Place, (1, x), (2, level), (3, open))

/// A later version of it.
struct LaterPlace {
  double x = 0;
  bool open = false;
  std::string name;
};
SEATHRIFT_STRUCT(LaterPlace, (1, x), (3, open), (4, name))

struct Nothing {};
SEATHRIFT_STRUCT(Nothing)

template <class P>
std::string refusal(std::string_view text) {
  const auto result = try_decode<P, Work>(bytes_of(text));
  REQUIRE(!result);
  return result.error().text();
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEMPLATE_TEST_CASE("decode: records that follow each other are read one by one", "", Binary,
                   Compact) {
  std::vector<std::byte> all;
  std::vector<Work> records;
  for (int i = 0; i < 10; ++i) {
    records.push_back({i, std::string(static_cast<std::size_t>(i) * 20, 'x'),
                       std::vector<std::int64_t>(static_cast<std::size_t>(i), i)});
    const auto bytes = encode<TestType>(records.back());
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  std::span<const std::byte> rest = all;
  Work record;
  for (const Work& expected : records) {
    rest = rest.subspan(decode_to<TestType>(rest, record));
    REQUIRE(record == expected);
  }
  REQUIRE(rest.empty());
}

TEST_CASE("decode: try_ returns what the others throw") {
  Work kept{3, "kept", {}};
  const auto bad = bytes_of("15");
  const Result<std::size_t> used = try_decode_to<Compact>(bad, kept);
  REQUIRE(!used);
  REQUIRE(used.error().code() == Errc::truncated);
  const Result<Work> value = try_decode<Compact, Work>(bad);
  REQUIRE(!value);
  REQUIRE_THROWS_AS(value.value(), ProtocolException);
  try {
    decode_to<Compact>(bad, kept);
    FAIL("was read");
  } catch (const ProtocolException& error) {
    REQUIRE(error.code() == Errc::truncated);
    REQUIRE(error.what() == used.error().text());
  }
  REQUIRE_THROWS_AS((decode<Compact, Work>(bad)), ProtocolException);
  REQUIRE(try_decode<Compact, Work>(bytes_of("15 02 00")).value().left == 1);
}

TEST_CASE("decode: no bytes are no message") {
  REQUIRE(try_decode<Compact, Work>({}).error().code() == Errc::truncated);
  REQUIRE(try_decode<Binary, Work>({}).error().code() == Errc::truncated);
}

TEMPLATE_TEST_CASE("decode: a struct whose values have one size ends where it ends", "", Binary,
                   Compact) {
  const Place place{2.5, 3, false};
  auto bytes = encode<TestType>(place);
  const std::size_t size = bytes.size();
  for (std::size_t there = 0; there < size; ++there) {
    // Memory that ends with them.
    const std::vector<std::byte> part(bytes.data(), bytes.data() + there);
    Place read;
    const auto used = try_decode_to<TestType>(part, read);
    REQUIRE(!used);
    REQUIRE(used.error().code() == Errc::truncated);
    REQUIRE_THROWS_AS(decode_to<TestType>(part, read), ProtocolException);
  }
  bytes.push_back(std::byte{0xff});
  Place read;
  REQUIRE(decode_to<TestType>(bytes, read) == size);
  REQUIRE(read == place);
  REQUIRE(try_decode_to<TestType>(bytes, read).value() == size);
  REQUIRE((decode<TestType, Place>(bytes) == place));

  Nothing nothing;
  REQUIRE(decode_to<TestType>(bytes_of("00 ff"), nothing) == 1);
  REQUIRE(try_decode_to<TestType>({}, nothing).error().code() == Errc::truncated);
  REQUIRE(decode_to<TestType>(bytes, nothing) == size);
}

TEMPLATE_TEST_CASE("decode: a struct whose values have one size is read from another version of it",
                   "", Binary, Compact) {
  const auto bytes = encode<TestType>(LaterPlace{7, false, "name"});
  Place read{0, 9, true};
  REQUIRE(decode_to<TestType>(bytes, read) == bytes.size());
  REQUIRE((read == Place{7, 2, false}));
  read = {0, 9, true};
  REQUIRE(try_decode_to<TestType>(bytes, read).value() == bytes.size());
  REQUIRE((read == Place{7, 2, false}));
}

TEST_CASE("decode: an error names struct, field, offset and size") {
  REQUIRE(contains(refusal<Compact>("15 02 18 7f 'ab'"),
                   "Compact message, field 'comment' of Work, byte 4 of 6: "));
  REQUIRE(
      contains(refusal<Binary>("08 0001 00000001 0b 0002 ffffffff 00"),
               "Binary message, field 'comment' of Work, byte 10 of 15: a length or count below "
               "zero"));
  REQUIRE(contains(refusal<Compact>("15 ff*11 00"), "field 'left' of Work, byte 1 of 13"));
  REQUIRE(
      contains(refusal<Compact>("15 02 18 00 19 1e 00"), "field 'numbers' of Work, byte 5 of 7"));
}

TEST_CASE("decode: an error between fields names the struct") {
  const auto text = refusal<Compact>("15 02 1e 00");
  REQUIRE(contains(text, "Compact message, Work, byte 2 of 4: "));
  REQUIRE(!contains(text, "field"));
}

TEST_CASE("decode: an error in an unknown field names no field") {
  const auto text = refusal<Compact>("15 02 98 7f 'a'");
  REQUIRE(contains(text, "Compact message, Work, byte "));
  REQUIRE(contains(text, "it ends before the value does, at least 126 bytes are missing"));
}

TEST_CASE("decode: views point into the message") {
  struct View {
    std::string_view text;
    std::span<const std::byte> bytes;
  };
  const auto bytes = bytes_of("18 03 'abc' 18 02 0102 00");
  const View view = decode<Compact, View>(bytes);
  REQUIRE(view.text == "abc");
  REQUIRE(static_cast<const void*>(view.text.data()) == bytes.data() + 2);
  REQUIRE(view.bytes.data() == bytes.data() + 7);
  REQUIRE(view.bytes.size() == 2);
}

TEST_CASE("decode: the limits of the caller apply") {
  Limits limits;
  limits.memory_factor = 0;
  limits.memory_base = 23;
  const auto three = bytes_of("39 36 02 04 06 00");
  const auto result = try_decode<Compact, Work>(three, limits);
  REQUIRE(!result);
  REQUIRE(result.error().code() == Errc::memory_limit);
  REQUIRE(contains(result.error().text(), "memory_base"));
  limits.memory_base = 24;
  REQUIRE(decode<Compact, Work>(three, limits).numbers.size() == 3);
}

TEST_CASE("decode: without a limit for memory everything is taken") {
  Limits limits;
  limits.memory_base = static_cast<std::size_t>(-1);
  REQUIRE(decode<Compact, Work>(bytes_of("39 36 02 04 06 00"), limits).numbers.size() == 3);
}
