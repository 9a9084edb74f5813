// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/flat_set.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory_resource>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/container/flat_set.hpp>
#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using boost::container::flat_multiset;
using boost::container::flat_set;
using seathrift::testing::Random;

namespace flat_set_test {

template <class T>
struct Holder {
  T v = {};
};

struct Point {
  std::int32_t x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
  auto operator<=>(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

static_assert(detail::FlatSet<flat_set<int>>);
static_assert(detail::FlatSet<flat_multiset<std::string>>);
static_assert(detail::FlatSet<flat_set<Point, std::less<Point>, std::vector<Point>>>);
static_assert(!detail::FlatSet<std::set<int>>);
static_assert(!detail::FlatSet<std::vector<int>>);

/// The same bytes as a tree's, and the same elements back, in new and in kept sets.
template <class P, class Flat, class Tree>
void check_set(const Tree& tree) {
  const Holder<Flat> flat{Flat(tree.begin(), tree.end())};
  const auto bytes = encode<P>(flat);
  REQUIRE(bytes == encode<P>(Holder<Tree>{tree}));
  REQUIRE(decode<P, Holder<Flat>>(bytes).v == flat.v);
  Holder<Flat> kept;
  for (const auto& key : tree)
    if (kept.v.size() < 3) kept.v.insert(key);
  for (int i = 0; i < 2; ++i) {
    decode_to<P>(bytes, kept);
    REQUIRE(kept.v == flat.v);
  }
}

/// A list's elements come as those of a set: the wire is the same but for the field's type.
template <class P, class Flat>
Flat from_list(const std::vector<typename Flat::key_type>& list) {
  auto bytes = encode<P>(Holder<std::vector<typename Flat::key_type>>{list});
  const auto head = encode<P>(Holder<Flat>{});
  bytes[0] = head[0];
  return decode<P, Holder<Flat>>(bytes).v;
}

}  // namespace flat_set_test

using namespace flat_set_test;

TEMPLATE_TEST_CASE("flat set: it travels as a tree does", "", Binary, Compact) {
  for (const std::size_t size : {0u, 1u, 2u, 7u, 100u, 5000u}) {
    Random random(size + 1);
    std::set<std::int16_t> shorts;
    std::set<std::int32_t> ints;
    std::set<std::int64_t, std::greater<std::int64_t>> longs;
    std::set<double> reals;
    std::set<std::string> texts;
    std::set<Point> points;
    for (std::size_t i = 0; i < size; ++i) {
      shorts.insert(static_cast<std::int16_t>(random()));
      ints.insert(static_cast<std::int32_t>(random()));
      longs.insert(static_cast<std::int64_t>(random()));
      reals.insert(static_cast<double>(random()));
      texts.insert(std::to_string(random()));
      points.insert({static_cast<std::int32_t>(random()), 0.5});
    }
    check_set<TestType, flat_set<std::int16_t>>(shorts);
    check_set<TestType, flat_set<std::int32_t>>(ints);
    check_set<TestType, flat_set<std::int64_t, std::greater<std::int64_t>>>(longs);
    check_set<TestType, flat_set<double>>(reals);
    check_set<TestType, flat_set<std::string>>(texts);
    check_set<TestType, flat_set<Point>>(points);
    using OfVector = flat_set<std::int32_t, std::less<std::int32_t>, std::vector<std::int32_t>>;
    check_set<TestType, OfVector>(ints);
  }
}

TEMPLATE_TEST_CASE("flat set: what is in no order, or there twice, is put in order", "", Binary,
                   Compact) {
  REQUIRE(from_list<TestType, flat_set<std::int32_t>>({3, 1, 2, 3, 1}) ==
          flat_set<std::int32_t>{1, 2, 3});
  REQUIRE(from_list<TestType, flat_set<std::int32_t>>({1, 1}) == flat_set<std::int32_t>{1});
  REQUIRE(from_list<TestType, flat_multiset<std::int32_t>>({3, 1, 3}) ==
          flat_multiset<std::int32_t>{1, 3, 3});
  REQUIRE(from_list<TestType, flat_set<std::string>>({"b", "a", "b"}) ==
          flat_set<std::string>{"a", "b"});
  REQUIRE(from_list<TestType, flat_set<Point>>({{2, 0}, {1, 0}, {2, 0}}) ==
          flat_set<Point>{{1, 0}, {2, 0}});
  REQUIRE(from_list<TestType, flat_set<bool>>({true, false, true}) == flat_set<bool>{false, true});
  using OfBits = flat_set<bool, std::less<bool>, std::vector<bool>>;
  REQUIRE(from_list<TestType, OfBits>({true, false}).size() == 2);
  Random random;
  std::vector<std::int64_t> list(20'000);
  for (auto& number : list) number = static_cast<std::int64_t>(random() % 10'000);
  REQUIRE(from_list<TestType, flat_set<std::int64_t>>(list) ==
          flat_set<std::int64_t>(list.begin(), list.end()));
}

TEST_CASE("flat set: a million elements in the wrong order don't take the square of their number") {
  // One by one, this would move 2 TB.
  std::vector<std::int32_t> list(1'000'000);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = -static_cast<std::int32_t>(i);
  REQUIRE(from_list<Binary, flat_set<std::int32_t>>(list).size() == list.size());
}

TEST_CASE("flat set: a NaN has no place in an order, and is never sorted") {
  std::vector<double> list;
  for (int i = 0; i < 1000; ++i)
    list.push_back(i % 3 == 0 ? std::numeric_limits<double>::quiet_NaN() : 1000 - i);
  const auto set = from_list<Binary, flat_set<double>>(list);
  flat_set<double> expected;
  for (const double number : list) expected.insert(expected.end(), number);
  REQUIRE(set.size() == expected.size());
}

TEST_CASE("flat set: another element type, a lying count and too much memory leave it empty") {
  using Ints = Holder<flat_set<std::int32_t>>;
  Ints kept{{1, 2, 3}};
  decode_to<Binary>(encode<Binary>(Holder<flat_set<std::string>>{{"a", "b"}}), kept);
  REQUIRE(kept.v.empty());
  auto bytes = encode<Binary>(Ints{{1, 2, 3}});
  bytes[4] = std::byte{0x7f};
  REQUIRE(try_decode<Binary, Ints>(bytes).error().code() == Errc::truncated);
  std::vector<std::int32_t> list(10'000);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = static_cast<std::int32_t>(i);
  const auto many = encode<Binary>(Ints{{list.begin(), list.end()}});
  REQUIRE(
      try_decode<Binary, Ints>(many, {.memory_factor = 0, .memory_base = 1000}).error().code() ==
      Errc::memory_limit);
}

TEST_CASE("flat set: it keeps its memory, and its allocator") {
  Holder<flat_set<std::int32_t>> kept;
  kept.v.reserve(100);
  const auto* const before = kept.v.sequence().data();
  decode_to<Binary>(encode<Binary>(Holder<std::set<std::int32_t>>{{1, 2, 3}}), kept);
  REQUIRE(kept.v == flat_set<std::int32_t>{1, 2, 3});
  REQUIRE(kept.v.sequence().data() == before);

  using Arena = flat_set<std::int64_t, std::less<std::int64_t>,
                         std::pmr::polymorphic_allocator<std::int64_t>>;
  std::array<std::byte, 10'000> memory;
  std::pmr::monotonic_buffer_resource arena(memory.data(), memory.size());
  Holder<Arena> held{Arena(&arena)};
  decode_to<Compact>(encode<Compact>(Holder<std::set<std::int64_t>>{{5, 6, 7}}), held);
  REQUIRE(held.v.size() == 3);
  const auto* const at = reinterpret_cast<const std::byte*>(held.v.sequence().data());
  REQUIRE(at >= memory.data());
  REQUIRE(at < memory.data() + memory.size());
}
