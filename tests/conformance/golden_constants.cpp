// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

// Golden vectors that the compiler checks: what is below compiles, or the wire has changed.

using namespace seathrift;
using seathrift::testing::parse_bytes;
using seathrift::testing::spells;

namespace {

template <class T>
struct One {
  T value{};
  bool operator==(const One&) const = default;
};

/// True when the bytes decode to the value, and the value encodes to them.
template <class P, class T>
consteval bool travels(T (*make)(), std::string_view text) {
  std::array<std::byte, 128> block{};
  std::size_t size = 0;
  parse_bytes(text, [&](std::byte byte) { block[size++] = byte; });
  T back{};
  detail::Input in(block.data(), size, Limits{});
  if (detail::decode_value<P>(in, in.begin, back) != in.end || !(back == make())) return false;
  std::array<std::byte, 512 + Buffer::slack> room{};
  detail::Output<false> out{room.data(), room.data() + 512, nullptr};
  const std::byte* const end = detail::encode_value<P, false>(out, out.begin, make());
  return spells(room.data(), end, text);
}

template <class T>
consteval bool travels(T (*make)(), std::string_view binary, std::string_view compact) {
  return travels<Binary>(make, binary) && travels<Compact>(make, compact);
}

template <auto Value>
constexpr auto just() {
  return One<decltype(Value)>{Value};
}

static_assert(travels(just<true>, "02 0001 01 00", "11 00"));
static_assert(travels(just<false>, "02 0001 00 00", "12 00"));
static_assert(travels(just<std::int8_t{-1}>, "03 0001 ff 00", "13 ff 00"));
static_assert(travels(just<std::int16_t{-1}>, "06 0001 ffff 00", "14 01 00"));
static_assert(travels(just<std::int32_t{-1}>, "08 0001 ffffffff 00", "15 01 00"));
static_assert(travels(just<std::numeric_limits<std::int32_t>::min()>, "08 0001 80000000 00",
                      "15 ffffffff0f 00"));
static_assert(travels(just<std::numeric_limits<std::int64_t>::max()>, "0a 0001 7f ff*7 00",
                      "16 fe ff*8 01 00"));
static_assert(travels(just<std::numeric_limits<std::int64_t>::min()>, "0a 0001 80 00*7 00",
                      "16 ff*9 01 00"));

constexpr auto one() { return One<double>{1.0}; }
static_assert(travels(one, "04 0001 3ff0000000000000 00", "17 000000000000f03f 00"));

struct Id {
  boost::uuids::uuid value{};
};
constexpr bool operator==(const Id& left, const Id& right) {
  for (std::size_t i = 0; i < 16; ++i)
    if (left.value.data[i] != right.value.data[i]) return false;
  return true;
}
SEATHRIFT_STRUCT(Id, (1, value))
constexpr Id id() {
  return {{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd,
            0xee, 0xff}}};
}
static_assert(travels(id, "10 0001 00112233445566778899aabbccddeeff 00",
                      "1d 00112233445566778899aabbccddeeff 00"));

constexpr auto three() { return One<std::array<std::int32_t, 3>>{{1, 2, 3}}; }
static_assert(travels(three, "0f 0001 08 00000003 00000001 00000002 00000003 00",
                      "19 35 02 04 06 00"));

constexpr auto two_booleans() { return One<std::array<bool, 2>>{{true, false}}; }
static_assert(travels(two_booleans, "0f 0001 02 00000002 01 00 00", "19 21 01 02 00"));

struct Empty {
  bool operator==(const Empty&) const = default;
};
constexpr auto empty() { return One<Empty>{}; }
static_assert(travels(empty, "0c 0001 00 00", "1c 00 00"));

struct Ids {
  std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0;
  bool operator==(const Ids&) const = default;
};
SEATHRIFT_STRUCT(Ids, (1, a), (16, b), (17, c), (33, d), (500, e))
constexpr Ids ids() { return {}; }
static_assert(travels<Compact>(ids, "15 00 f5 00 15 00 05 42 00 05 e807 00 00"));

struct Negative {
  std::int32_t value = 0;
  bool operator==(const Negative&) const = default;
};
SEATHRIFT_STRUCT(Negative, (-1, value))
constexpr Negative negative() { return {}; }
static_assert(travels(negative, "08 ffff 00000000 00", "05 01 00 00"));

struct Rich {
  std::int32_t number = 7;
  std::optional<bool> flag;
  One<std::int64_t> inner;
  std::optional<One<double>> real;
  bool operator==(const Rich&) const = default;
};
SEATHRIFT_STRUCT(Rich, (1, number), (2, flag), (3, inner), (4, real))
constexpr Rich rich() { return {7, false, {-2}, {}}; }
static_assert(travels(rich, "08 0001 00000007 02 0002 00 0c 0003 0a 0001 ff*7 fe 00 00",
                      "15 0e 12 1c 16 03 00 00"));

// The two that users call.
constexpr auto bytes = encode_constant<Compact>(Rich{1, true, {5}, One<double>{1.5}});
static_assert(spells(bytes.begin(), bytes.end(),
                     "15 02 11 1c 16 0a 00 1c 17 000000000000f83f 00 00"));
static_assert(decode_constant<Compact, Rich>({bytes.begin(), bytes.size}) ==
              Rich{1, true, {5}, One<double>{1.5}});

// Out of order, with an unknown struct, list and map, repeated and left out.
constexpr auto surprising = [] {
  std::array<std::byte, 64> block{};
  std::size_t size = 0;
  parse_bytes("3c 16 04 00 9c 19 25 02 04 1b 01 55 02 04 00 05 02 12 05 02 14 00",
              [&](std::byte byte) { block[size++] = byte; });
  return block;
}();
static_assert(decode_constant<Compact, Rich>(surprising) == Rich{10, {}, {2}, {}});

// Strings and vectors, where the standard library allows them in constant expressions.
template <class T>
consteval bool grows_in_constants() {
  T value;
  value.resize(3);
  for (int i = 3; i < 40; ++i) value.push_back({});
  return value.size() == 40;
}
template <class T>
concept ConstantContainer = requires {
  typename std::bool_constant<grows_in_constants<T>()>;
};

template <class T>
consteval bool text_travels() {
  if constexpr (ConstantContainer<T>) {
    constexpr auto short_text = [] { return One<T>{"a"}; };
    constexpr auto long_text = [] { return One<T>{T(40, 'x')}; };
    return travels(+short_text, "0b 0001 00000001 'a' 00", "18 01 'a' 00") &&
           travels(+long_text, "0b 0001 00000028 78*40 00", "18 28 78*40 00");
  } else {
    return true;
  }
}
static_assert(text_travels<std::string>());

template <class T>
consteval bool vectors_travel() {
  if constexpr (ConstantContainer<T>) {
    constexpr auto numbers = [] { return One<T>{{1, 2, 3}}; };
    constexpr auto none = [] { return One<T>{}; };
    return travels(+numbers, "0f 0001 08 00000003 00000001 00000002 00000003 00",
                   "19 35 02 04 06 00") &&
           travels(+none, "0f 0001 08 00000000 00", "19 05 00");
  } else {
    return true;
  }
}
static_assert(vectors_travel<std::vector<std::int32_t>>());

}  // namespace

TEST_CASE("golden: constants are encoded as at run time") {
  const Rich value{1, true, {5}, One<double>{1.5}};
  const auto now = encode<Compact>(value);
  REQUIRE(std::vector<std::byte>(bytes.begin(), bytes.end()) == now);
#if defined(__GNUC__) && !defined(__clang__)
  STATIC_REQUIRE(ConstantContainer<std::string>);
  STATIC_REQUIRE(ConstantContainer<std::vector<std::int32_t>>);
#endif
}
