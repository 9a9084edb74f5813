// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/run.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/record_lists.hpp>
#include <codec/kernel/runs.hpp>
#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using namespace seathrift::testing;

namespace run_test {

template <class P, class T>
void check_list() {
  List<std::vector<T>> kept;
  for (const std::size_t size : {0u, 1u, 2u, 7u, 40u, 200u, 3u, 100u}) {
    CAPTURE(size);
    const auto list = records<T>(size);
    const auto bytes = encode<P>(List<std::vector<T>>{list});
    REQUIRE(bytes == one_by_one<P>(list));
    REQUIRE(encode<P>(decode<P, List<std::vector<T>>>(bytes)) == bytes);
    decode_to<P>(bytes, kept);
    REQUIRE(encode<P>(kept) == bytes);
  }
}

// Where the records begin in Binary: behind the head of the field and that of the list.
constexpr std::size_t list_begin = 3 + 5;

/// Numbers that travel side by side, with much between them in memory.
struct Apart {
  double a = 0, b = 0, c = 0, d = 0;
  std::array<std::int8_t, 40'000> between = {};
  double e = 0, f = 0, g = 0, h = 0;
  std::string tail = {};
};
SEATHRIFT_STRUCT(Apart, (1, a), (2, b), (3, c), (4, d), (9, between), (5, e), (6, f), (7, g),
                 (8, h), (10, tail))

}  // namespace run_test

using namespace run_test;

#if SEATHRIFT_KERNELS

namespace {

struct Few {
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0;
  std::int32_t h = 0;
  std::string tail = {};
};
struct Behind {
  std::string front = {};
  Run8 run = {};
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
};
struct Long {
  Run8 inner = {};
};
struct Mostly {
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  std::string i = {}, j = {}, k = {}, l = {}, m = {}, n = {}, o = {}, p = {}, q = {};
};
struct Tree {
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  std::vector<Tree> children = {};
};
SEATHRIFT_STRUCT(Tree, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h),
                 (9, children))
/// An enum of 16 bits travels with 32, and goes on with what is checked at once.
enum class Narrow : std::int16_t { ONE = 1 };
SEATHRIFT_ENUM(Narrow, ONE)
struct WithNarrow {
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  Narrow i = Narrow::ONE;
  std::string tail = {};
};

}  // namespace

TEST_CASE("run: what begins with enough numbers, and has not twice as much behind them, has one") {
  using seathrift::detail::begins_with_run;
  using seathrift::detail::Run;
  STATIC_REQUIRE(begins_with_run<Binary, Run8>);
  STATIC_REQUIRE(Run<Binary, Run8>::fields == 8);
  STATIC_REQUIRE(Run<Binary, Run48>::fields == 48);
  STATIC_REQUIRE(Run<Binary, Scattered>::fields == 10);
  STATIC_REQUIRE(Run<Binary, Nesting>::fields == 5);
  STATIC_REQUIRE(begins_with_run<Binary, Nesting>);
  STATIC_REQUIRE(begins_with_run<Binary, Numbers>);
  STATIC_REQUIRE(begins_with_run<Compact, Run24>);
  // Varints have no fixed width.
  STATIC_REQUIRE_FALSE(begins_with_run<Compact, Run20>);
  // Images.
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Corner>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Few>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Behind>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Long>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Mostly>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Tree>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, WithNarrow>);
  STATIC_REQUIRE_FALSE(begins_with_run<Binary, Apart>);
}

TEST_CASE("run: members that stand elsewhere than they are named are found out") {
  using seathrift::detail::run_stands_so;
  REQUIRE(run_stands_so<Binary>(Run8{}));
  REQUIRE(run_stands_so<Binary>(Nesting{}));
  REQUIRE_FALSE(run_stands_so<Binary>(Turned{}));
}

#endif

TEMPLATE_TEST_CASE("run: lists of any size come back, in new and in kept vectors", "", Run13, Run16,
                   Run20, Scattered, Turned, Nesting, Numbers, Maybe) {
  check_list<Binary, TestType>();
}

TEMPLATE_TEST_CASE("run: so they do in Compact", "", Run20, Run24, Nesting) {
  check_list<Compact, TestType>();
}

TEST_CASE("run: numbers far apart in memory come back") {
  List<std::vector<Apart>> list;
  list.v.resize(9);
  for (Apart& each : list.v) each.a = each.d = each.e = each.h = 7;
  const auto bytes = encode<Binary>(list);
  REQUIRE(bytes == one_by_one<Binary>(list.v));
  REQUIRE(encode<Binary>(decode<Binary, List<std::vector<Apart>>>(bytes)) == bytes);
}

TEST_CASE("run: arrays and linked lists travel as vectors do") {
  const auto all = records<Nesting>(40);
  const auto bytes = encode<Binary>(List<std::vector<Nesting>>{all});
  List<std::array<Nesting, 40>> array;
  std::copy(all.begin(), all.end(), array.v.begin());
  REQUIRE(encode<Binary>(array) == bytes);
  REQUIRE(encode<Binary>(decode<Binary, List<std::array<Nesting, 40>>>(bytes)) == bytes);
  const List<std::list<Nesting>> list{{all.begin(), all.end()}};
  REQUIRE(encode<Binary>(list) == bytes);
  REQUIRE(encode<Binary>(decode<Binary, List<std::list<Nesting>>>(bytes)) == bytes);
}

TEMPLATE_TEST_CASE("run: a list is cut off at any byte, and says so", "", Run13, Scattered, Nesting,
                   Numbers) {
  const auto bytes = encode<Binary>(List<std::vector<TestType>>{records<TestType>(9)});
  List<std::vector<TestType>> kept;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // In a block of its own, so that a sanitizer sees what reads behind it.
    const std::vector<std::byte> cut(bytes.begin(),
                                     bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto result = try_decode_to<Binary>(cut, kept);
    if (result || result.error().code() != Errc::truncated) FAIL("cut at " << size);
  }
}

TEMPLATE_TEST_CASE("run: each other byte gives what it gives one record at a time", "", Run13,
                   Scattered, Nesting) {
  constexpr std::size_t count = 3;
  const auto bytes = encode<Binary>(List<std::vector<TestType>>{records<TestType>(count)});
  Random random;
  for (std::size_t i = list_begin; i < bytes.size() - 1; ++i) {
    auto other = bytes;
    other[i] ^= static_cast<std::byte>(random() % 255 + 1);
    std::vector<TestType> expected(count);
    std::size_t at = list_begin;
    std::size_t read = 0;
    for (; read < count; ++read) {
      const auto used = try_decode_to<Binary>(std::span(other).subspan(at), expected[read]);
      if (!used) break;
      at += *used;
    }
    List<std::vector<TestType>> got;
    const auto result = try_decode_to<Binary>(other, got);
    if (read < count) {
      if (result) FAIL("byte " << i);
    } else if (result && one_by_one<Binary>(got.v) != one_by_one<Binary>(expected)) {
      FAIL("byte " << i);
    }
  }
}

TEST_CASE("run: records of another version stand among the usual ones") {
  const auto all = records<Run20>(30);
  const List<std::vector<Run20>> list{all};
  const auto bytes = encode<Binary>(list);
  for (const std::size_t which : {0u, 1u, 15u, 29u}) {
    CAPTURE(which);
    std::size_t begin = list_begin;
    for (std::size_t i = 0; i < which; ++i) begin += encode<Binary>(all[i]).size();
    auto other = bytes;
    // The first two fields exchanged.
    auto* const record = other.data() + begin;
    std::rotate(record, record + 11, record + 18);
    REQUIRE(encode<Binary>(decode<Binary, List<std::vector<Run20>>>(other)) == bytes);
    // One more field behind.
    other = bytes;
    const std::size_t end = begin + encode<Binary>(all[which]).size() - 1;
    const std::byte more[] = {std::byte{3}, std::byte{0}, std::byte{99}, std::byte{1}};
    other.insert(other.begin() + static_cast<std::ptrdiff_t>(end), std::begin(more),
                 std::end(more));
    REQUIRE(encode<Binary>(decode<Binary, List<std::vector<Run20>>>(other)) == bytes);
  }
}

TEST_CASE("run: errors behind it name the record and its field") {
  const auto all = records<Run8>(10);
  auto bytes = encode<Binary>(List<std::vector<Run8>>{all});
  // The length of the first record's string.
  bytes[list_begin + 8 * 11 + 3] = std::byte{0xff};
  List<std::vector<Run8>> kept;
  const auto result = try_decode_to<Binary>(bytes, kept);
  REQUIRE_FALSE(result);
  REQUIRE(result.error().code() == Errc::negative_size);
  CAPTURE(result.error().text());
  REQUIRE(result.error().text().find("'tail' of Run8") != std::string::npos);
}

namespace {

constexpr bool at_compile_time() {
  std::array<Maybe, 9> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].b = static_cast<double>(i);
    if (i % 2 != 0) all[i].tail = static_cast<std::int16_t>(i);
  }
  std::array<std::byte, 1000> block{};
  seathrift::detail::Output<false> out{
      block.data(), block.data() + block.size(),
      [](seathrift::detail::Output<false>&, std::byte* at, std::size_t) { return at; }};
  const std::byte* const end =
      seathrift::detail::encode_value<Binary, false>(out, block.data(), all);
  seathrift::detail::Input in(block.data(), static_cast<std::size_t>(end - block.data()), {});
  std::array<Maybe, 9> back{};
  return seathrift::detail::decode_value<Binary>(in, block.data(), back) == end && back[7].b == 7 &&
         back[7].tail == 7 && !back[8].tail;
}
static_assert(at_compile_time());

}  // namespace
