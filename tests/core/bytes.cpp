// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <catch2/catch.hpp>

using namespace seathrift::detail;

namespace {

template <class T>
constexpr bool both_orders(T value) {
  std::array<std::byte, 16> block{};
  store(block.data() + 3, value);
  if (load<T>(block.data() + 3) != value) return false;
  if (block[3] != static_cast<std::byte>(value)) return false;
  store_big(block.data() + 5, value);
  if (block[5 + sizeof(T) - 1] != static_cast<std::byte>(value)) return false;
  return load_big<T>(block.data() + 5) == value && swap_bytes(swap_bytes(value)) == value;
}
static_assert(both_orders(std::uint8_t{0x12}));
static_assert(both_orders(std::uint16_t{0x1234}));
static_assert(both_orders(std::uint32_t{0x12345678}));
static_assert(both_orders(std::uint64_t{0x123456789abcdef0}));

}  // namespace

TEST_CASE("bytes: words are stored and loaded at any address, in both orders") {
  REQUIRE(both_orders(std::uint8_t{0x92}));
  REQUIRE(both_orders(std::uint16_t{0x9234}));
  REQUIRE(both_orders(std::uint32_t{0x92345678}));
  REQUIRE(both_orders(std::uint64_t{0x923456789abcdef0}));
}

TEST_CASE("bytes: copies of every size touch nothing else") {
  for (std::size_t size = 0; size < 100; ++size) {
    std::vector<unsigned char> from(size);
    for (std::size_t i = 0; i < size; ++i) from[i] = static_cast<unsigned char>(i + 1);
    std::vector<std::byte> to(size + 2, std::byte{0xee});
    copy_bytes(to.data() + 1, from.data(), size);
    REQUIRE(to.front() == std::byte{0xee});
    REQUIRE(to.back() == std::byte{0xee});
    REQUIRE((size == 0 || std::memcmp(to.data() + 1, from.data(), size) == 0));
  }
}
