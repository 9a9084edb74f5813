// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/varint.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

using namespace seathrift::detail;

namespace {

/// The textbook's way.
std::vector<std::byte> slowly(std::uint64_t value) {
  std::vector<std::byte> bytes;
  for (; value >= 128; value >>= 7) bytes.push_back(static_cast<std::byte>(value | 128));
  bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

/// The ends of each length, and of each power of two.
std::vector<std::uint64_t> interesting() {
  std::vector<std::uint64_t> values = {0, std::numeric_limits<std::uint64_t>::max()};
  for (unsigned bit = 0; bit < 64; ++bit)
    for (int step = -2; step <= 2; ++step)
      values.push_back((std::uint64_t{1} << bit) + static_cast<std::uint64_t>(step));
  std::uint64_t random = 88172645463325252;
  for (int i = 0; i < 2000; ++i) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    values.push_back(random >> (i % 64));
  }
  return values;
}

constexpr bool round_trips(std::uint64_t value) {
  std::array<std::byte, 24> block{};
  std::byte* const end = write_varint(block.data(), value);
  const std::byte* at = block.data();
  std::uint64_t back = 0;
  if (!read_varint_unchecked(at, back) || back != value || at != end) return false;
  at = block.data();
  if (!read_lone_varint_unchecked(at, back) || back != value || at != end) return false;
  if (write_lone_varint(block.data(), value) != end) return false;
  at = block.data();
  return read_varint(at, end, back) == VarintStatus::ok && back == value && at == end;
}
static_assert(round_trips(0));
static_assert(round_trips(127));
static_assert(round_trips(128));
static_assert(round_trips((std::uint64_t{1} << 56) - 1));
static_assert(round_trips(std::uint64_t{1} << 56));
static_assert(round_trips(std::uint64_t{1} << 63));
static_assert(round_trips(std::numeric_limits<std::uint64_t>::max()));

}  // namespace

TEST_CASE("varint: written as the textbook writes it, in every length") {
  for (const std::uint64_t value : interesting()) {
    CAPTURE(value);
    const auto expected = slowly(value);
    std::array<std::byte, 24> block{};
    std::byte* end = write_varint(block.data(), value);
    REQUIRE(std::vector<std::byte>(block.data(), end) == expected);
    REQUIRE(round_trips(value));
    const auto low = static_cast<std::uint32_t>(value);
    end = write_varint(block.data(), low);
    REQUIRE(std::vector<std::byte>(block.data(), end) == slowly(low));
  }
}

TEST_CASE("varint: what ends too early is truncated, and nothing is used") {
  for (const std::uint64_t value : interesting()) {
    const auto bytes = slowly(value);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::vector<std::byte> cut(bytes.begin(),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(size));
      const std::byte* at = cut.data();
      std::uint64_t back = 0;
      REQUIRE(read_varint(at, cut.data() + cut.size(), back) == VarintStatus::truncated);
      REQUIRE(at == cut.data());
    }
  }
}

TEST_CASE("varint: more bytes than needed are read, more bits than 64 are not") {
  const auto check = [](std::vector<std::byte> bytes, bool fits, std::uint64_t expected) {
    const std::size_t size = bytes.size();
    bytes.resize(size + 16);
    const std::byte* at = bytes.data();
    std::uint64_t back = 0;
    REQUIRE(read_varint_unchecked(at, back) == fits);
    if (fits) REQUIRE(back == expected);
    REQUIRE(at == bytes.data() + (fits ? size : 0));
    at = bytes.data();
    const auto status = read_varint(at, bytes.data() + size, back);
    REQUIRE(status == (fits ? VarintStatus::ok : VarintStatus::overlong));
    if (fits) REQUIRE(back == expected);
  };
  const auto padded = [](std::size_t zeros, unsigned last) {
    std::vector<std::byte> bytes = {std::byte{0x85}};
    bytes.insert(bytes.end(), zeros, std::byte{0x80});
    bytes.push_back(static_cast<std::byte>(last));
    return bytes;
  };
  for (std::size_t zeros = 0; zeros <= 8; ++zeros) check(padded(zeros, 0), true, 5);
  check(padded(8, 1), true, std::uint64_t{1} << 63 | 5);
  check(padded(8, 2), false, 0);
  check(padded(8, 0x7f), false, 0);
  check(padded(9, 0), false, 0);
  check(padded(9, 1), false, 0);
  check(std::vector<std::byte>(11, std::byte{0xff}), false, 0);
}

TEST_CASE("varint: zigzag keeps the sign") {
  STATIC_REQUIRE(zigzag(std::int32_t{0}) == 0);
  STATIC_REQUIRE(zigzag(std::int32_t{-1}) == 1);
  STATIC_REQUIRE(zigzag(std::int32_t{1}) == 2);
  STATIC_REQUIRE(zigzag(std::numeric_limits<std::int32_t>::max()) == 0xfffffffe);
  STATIC_REQUIRE(zigzag(std::numeric_limits<std::int32_t>::min()) == 0xffffffff);
  STATIC_REQUIRE(zigzag(std::numeric_limits<std::int64_t>::max()) == 0xfffffffffffffffe);
  STATIC_REQUIRE(zigzag(std::numeric_limits<std::int64_t>::min()) == 0xffffffffffffffff);
  for (const std::uint64_t bits : interesting()) {
    const auto value = static_cast<std::int64_t>(bits);
    REQUIRE(unzigzag(zigzag(value)) == value);
    const auto narrow = static_cast<std::int32_t>(bits);
    REQUIRE(unzigzag(zigzag(narrow)) == narrow);
  }
}
