// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/grow.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/schema/macros.hpp>

namespace {

/// Of whose members only one travels.
struct Buoy {
  std::int32_t depth = 0;
  std::int32_t tag = 7;
};
SEATHRIFT_STRUCT(Buoy, (1, depth))

/// With room between its members.
struct Tide {
  std::int64_t time = 1;
  std::int32_t height = 2;
};
SEATHRIFT_STRUCT(Tide, (1, time), (2, height))

struct Chart {
  std::vector<Buoy> buoys = {};
  std::vector<Tide> tides = {};
};
SEATHRIFT_STRUCT(Chart, (1, buoys), (2, tides))

/// Makes numbers from 1 on, up to `last`, at most `most` at once.
struct Counting {
  std::int32_t last;
  std::size_t most;
  std::int32_t made = 0;

  std::size_t operator()(std::int32_t* to, std::size_t count) {
    std::size_t some = 0;
    for (; some < count && some < most && made < last; ++some) *to++ = ++made;
    return some;
  }
};

std::vector<std::int32_t> up_to(std::int32_t last) {
  std::vector<std::int32_t> numbers;
  for (std::int32_t i = 1; i <= last; ++i) numbers.push_back(i);
  return numbers;
}

using seathrift::detail::refill;

TEST_CASE("grow: a vector has as many elements as were made, whatever it had") {
  for (const std::size_t before : {0u, 3u, 10u, 20'000u}) {
    for (const std::size_t size : {0u, 1u, 10u, 5'000u, 20'000u}) {
      CAPTURE(before, size);
      std::vector<std::int32_t> list(before, -1);
      const auto last = static_cast<std::int32_t>(size);
      CHECK(refill(list, size, Counting{last, size}) == size);
      CHECK(list == up_to(last));
      CHECK(list.capacity() >= before);
    }
  }
}

TEST_CASE("grow: a vector whose elements end early ends there, too") {
  std::vector<std::int32_t> list(3, -1);
  CHECK(refill(list, 100, Counting{40, 100}) == 40);
  CHECK(std::vector(list.begin(), list.begin() + 40) == up_to(40));
  // Elsewhere, zeros follow; memory that nobody wrote is never shown.
  if constexpr (seathrift::detail::is_open_ended<decltype(list)>) CHECK(list.size() == 40);
  list.push_back(5);
  CHECK(list.back() == 5);
  std::vector<std::int32_t> none;
  CHECK(refill(none, 100, Counting{0, 100}) == 0);
}

TEST_CASE("grow: a vector that is large enough keeps its memory") {
  std::vector<std::int32_t> list(1'000);
  const auto* const memory = list.data();
  refill(list, 10, Counting{10, 10});
  refill(list, 1'000, Counting{1'000, 1'000});
  CHECK(list == up_to(1'000));
  CHECK(list.data() == memory);
}

TEST_CASE("grow: where elements are not written whole, the others are made first") {
  std::vector<Buoy> list;
  CHECK(refill<false>(list, 5'000, [](Buoy* to, std::size_t count) {
          for (std::size_t i = 0; i < count; ++i) to[i].depth = 3;
          return count;
        }) == 5'000);
  for (const Buoy& buoy : list) REQUIRE((buoy.depth == 3 && buoy.tag == 7));
}

TEST_CASE("grow: a vector's room grows, and what was written stays") {
  using seathrift::detail::end_at, seathrift::detail::grow_room, seathrift::detail::room_of;
  std::vector<std::int32_t> list = {-1, -2};
  std::size_t written = 0;
  for (std::int32_t i = 1; i <= 10'000; ++i) {
    if (written == room_of(list)) grow_room(list, written, written + 1);
    REQUIRE(room_of(list) > written);
    list.data()[written++] = i;
  }
  CHECK(room_of(list) < 20'001);
  end_at(list, written);
  CHECK(list == up_to(10'000));
  const auto* const memory = list.data();
  end_at(list, 5);
  CHECK(list == up_to(5));
  CHECK(list.data() == memory);
}

TEST_CASE("grow: an array is filled as it stands") {
  std::array<std::int32_t, 4> array = {};
  CHECK(refill(array, 4, Counting{4, 4}) == 4);
  CHECK(array == std::array<std::int32_t, 4>{1, 2, 3, 4});
}

TEST_CASE("grow: members that don't travel are those of a new record") {
  using seathrift::Binary;
  Chart chart{std::vector<Buoy>(100, {4, 5}), std::vector<Tide>(100, {6, 8})};
  const auto bytes = seathrift::encode<Binary>(chart);
  const auto back = seathrift::decode<Binary, Chart>(bytes);
  REQUIRE(back.buoys.size() == 100);
  for (const Buoy& buoy : back.buoys) REQUIRE((buoy.depth == 4 && buoy.tag == 7));
  REQUIRE(back.tides.size() == 100);
  for (const Tide& tide : back.tides) REQUIRE((tide.time == 6 && tide.height == 8));
}

}  // namespace
