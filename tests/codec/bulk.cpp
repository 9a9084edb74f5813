// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/bulk.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <vector>

#include <boost/container/vector.hpp>
#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::Random;

namespace bulk_test {

enum class Hue : std::int32_t { RED, GREEN };
SEATHRIFT_ENUM(Hue, RED, GREEN)

enum class Narrow : std::int16_t { ONE = 1 };
SEATHRIFT_ENUM(Narrow, ONE)

template <class T>
struct List {
  T v = {};
};

template <class T>
T made_of(std::uint64_t bits) {
  T value{};
  std::memcpy(&value, &bits, std::min(sizeof value, sizeof bits));
  return value;
}

template <class T>
std::vector<T> numbers(std::size_t size) {
  Random random(size + 1);
  std::vector<T> list;
  for (std::size_t i = 0; i < size; ++i) list.push_back(made_of<T>(random() >> (i % 64)));
  return list;
}

bool same_bytes(const void* one, const void* other, std::size_t size) {
  return size == 0 || std::memcmp(one, other, size) == 0;
}

/// Any bits are a double, but not all are equal to themselves.
template <class P, class T>
void check_list() {
  List<std::vector<T>> kept;
  for (const std::size_t size : {0u, 1u, 5u, 15u, 16u, 17u, 200u, 2047u, 2048u, 2049u, 20000u, 3u,
                                 5000u, 5001u, 4096u, 1u, 16384u, 16385u}) {
    CAPTURE(size);
    const List<std::vector<T>> list{numbers<T>(size)};
    const auto bytes = encode<P>(list);
    const auto fresh = decode<P, List<std::vector<T>>>(bytes);
    REQUIRE(fresh.v.size() == size);
    REQUIRE(same_bytes(fresh.v.data(), list.v.data(), size * sizeof(T)));
    decode_to<P>(bytes, kept);
    REQUIRE(kept.v.size() == size);
    REQUIRE(same_bytes(kept.v.data(), list.v.data(), size * sizeof(T)));
    // The elements, one by one.
    std::size_t matched = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto one = encode<P>(List<std::array<T, 1>>{{list.v[i]}});
      const auto back = decode<P, List<std::array<T, 1>>>(one);
      matched += same_bytes(&back.v[0], &list.v[i], sizeof(T)) ? 1 : 0;
    }
    REQUIRE(matched == size);
  }
}

}  // namespace bulk_test

using namespace bulk_test;

TEMPLATE_TEST_CASE("bulk: lists of any size come back, in new and in kept vectors", "", Binary,
                   Compact) {
  check_list<TestType, std::int8_t>();
  check_list<TestType, std::int16_t>();
  check_list<TestType, std::int32_t>();
  check_list<TestType, std::int64_t>();
  check_list<TestType, double>();
  check_list<TestType, Hue>();
  check_list<TestType, Narrow>();
  check_list<TestType, boost::uuids::uuid>();
}

TEST_CASE("bulk: Binary's numbers are big-endian, each of them") {
  const List<std::vector<std::int32_t>> list{numbers<std::int32_t>(1000)};
  const auto bytes = encode<Binary>(list);
  const std::size_t head = 3 + 5;
  REQUIRE(bytes.size() == head + 4000 + 1);
  for (std::size_t i = 0; i < 4000; ++i) {
    const auto number = static_cast<std::uint32_t>(list.v[i / 4]);
    REQUIRE(bytes[head + i] == static_cast<std::byte>(number >> (24 - 8 * (i % 4))));
  }
}

TEST_CASE("bulk: what a vector holds stays where it is") {
  List<std::vector<double>> kept{numbers<double>(5000)};
  const double* const before = kept.v.data();
  decode_to<Binary>(encode<Binary>(List<std::vector<double>>{numbers<double>(4000)}), kept);
  REQUIRE(kept.v.size() == 4000);
  REQUIRE(kept.v.data() == before);
}

TEMPLATE_TEST_CASE("bulk: a vector that can grow without zeros is filled", "", Binary, Compact) {
  using Vector = boost::container::vector<double>;
  List<Vector> kept;
  for (const std::size_t size : {1000u, 5u, 0u, 700u, 20'000u}) {
    const List<std::vector<double>> list{numbers<double>(size)};
    const auto bytes = encode<TestType>(list);
    decode_to<TestType>(bytes, kept);
    REQUIRE(kept.v.size() == size);
    REQUIRE(same_bytes(kept.v.data(), list.v.data(), size * 8));
    const auto fresh = decode<TestType, List<Vector>>(bytes);
    REQUIRE(same_bytes(fresh.v.data(), list.v.data(), size * 8));
    REQUIRE(encode<TestType>(fresh) == bytes);
  }
}

TEST_CASE("bulk: a vector with an allocator of its own uses it") {
  std::array<std::byte, 100'000> arena;
  std::pmr::monotonic_buffer_resource memory(arena.data(), arena.size(),
                                             std::pmr::null_memory_resource());
  const auto expected = numbers<std::int64_t>(10'000);
  List<std::pmr::vector<std::int64_t>> list{std::pmr::vector<std::int64_t>(&memory)};
  decode_to<Binary>(encode<Binary>(List<std::vector<std::int64_t>>{expected}), list);
  REQUIRE(same_bytes(list.v.data(), expected.data(), 80'000));
  const auto* const at = reinterpret_cast<const std::byte*>(list.v.data());
  REQUIRE(at >= arena.data());
  REQUIRE(at < arena.data() + arena.size());
}

TEST_CASE("bulk: an array of numbers is filled, and none of another size") {
  using Four = List<std::array<std::int64_t, 40>>;
  Four array;
  for (std::size_t i = 0; i < 40; ++i) array.v[i] = static_cast<std::int64_t>(i) - 20;
  REQUIRE(decode<Binary, Four>(encode<Binary>(array)).v == array.v);
  using Five = List<std::array<std::int64_t, 41>>;
  REQUIRE(try_decode<Binary, Five>(encode<Binary>(array)).error().code() == Errc::invalid_data);
}

TEST_CASE("bulk: a list that announces more than there is takes no memory") {
  auto bytes = encode<Binary>(List<std::vector<std::int64_t>>{numbers<std::int64_t>(100)});
  bytes[3 + 1] = std::byte{0x7f};
  List<std::vector<std::int64_t>> list;
  REQUIRE(try_decode_to<Binary>(bytes, list).error().code() == Errc::truncated);
  REQUIRE(list.v.capacity() == 0);
}

namespace {

template <class P>
constexpr bool at_compile_time() {
  std::array<std::int32_t, 40> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<std::int32_t>(i * i * i) - 1000;
  std::array<std::byte, 400> block{};
  seathrift::detail::Output<false> out{
      block.data(), block.data() + block.size(),
      [](seathrift::detail::Output<false>&, std::byte* at, std::size_t) { return at; }};
  const std::byte* const end =
      seathrift::detail::encode_value<P, false>(out, block.data(), numbers);
  seathrift::detail::Input in(block.data(), static_cast<std::size_t>(end - block.data()), {});
  std::array<std::int32_t, 40> back{};
  return seathrift::detail::decode_value<P>(in, block.data(), back) == end && back == numbers;
}
static_assert(at_compile_time<Binary>());
static_assert(at_compile_time<Compact>());

}  // namespace
