// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/custom.hpp>

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/container/flat_map.hpp>
#include <boost/container/static_vector.hpp>
#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

using seathrift::Binary;
using seathrift::Compact;
using seathrift::decode;
using seathrift::decode_to;
using seathrift::encode;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

/// A strong typedef, of what it is asked to be.
template <class T, class Tag>
struct Strong {
  Strong() : value() {}
  explicit Strong(T held) : value(std::move(held)) {}
  T value;
  auto operator<=>(const Strong&) const = default;
};

using Switch = Strong<bool, struct SwitchTag>;
using Name = Strong<std::string, struct NameTag>;
using Celsius = Strong<double, struct CelsiusTag>;
/// Custom twice: it travels as a duration, which travels as a number.
using Uptime = Strong<std::chrono::milliseconds, struct UptimeTag>;

struct Point {
  std::int32_t x = 0, y = 0;
  bool operator==(const Point&) const = default;
};
SEATHRIFT_STRUCT(Point, (1, x), (2, y))

/// Travels as a struct.
class Complex {
 public:
  Complex() = default;
  Complex(std::int32_t x, std::int32_t y) : x_(x), y_(y) {}
  [[nodiscard]] Point point() const { return {x_, y_}; }
  bool operator==(const Complex&) const = default;

 private:
  std::int32_t x_ = 0, y_ = 0;
};

/// Travels as a list, by reference.
class Ring {
 public:
  std::vector<std::int32_t> items;
  Ring() = default;
  explicit Ring(std::vector<std::int32_t> list) : items(std::move(list)) {}
  bool operator==(const Ring&) const = default;
};

struct Positive {
  Positive() = default;
  explicit Positive(std::int32_t number) : value(number) {}
  std::int32_t value = 1;
};

}  // namespace

template <class T, class Tag>
struct seathrift::Custom<Strong<T, Tag>> {
  static const T& to_thrift(const Strong<T, Tag>& strong) { return strong.value; }
  static Strong<T, Tag> from_thrift(T value) { return Strong<T, Tag>(std::move(value)); }
};
template <class Rep, class Period>
struct seathrift::Custom<std::chrono::duration<Rep, Period>> {
  static std::int64_t to_thrift(const std::chrono::duration<Rep, Period>& time) {
    return time.count();
  }
  static std::chrono::duration<Rep, Period> from_thrift(std::int64_t count) {
    return std::chrono::duration<Rep, Period>(count);
  }
};
template <>
struct seathrift::Custom<Complex> {
  static Point to_thrift(const Complex& value) { return value.point(); }
  static Complex from_thrift(Point point) { return {point.x, point.y}; }
};
template <>
struct seathrift::Custom<Ring> {
  static const std::vector<std::int32_t>& to_thrift(const Ring& ring) { return ring.items; }
  static Ring from_thrift(std::vector<std::int32_t> items) { return Ring(std::move(items)); }
};
template <>
struct seathrift::Custom<Positive> {
  static std::int32_t to_thrift(const Positive& positive) { return positive.value; }
  static Positive from_thrift(std::int32_t value) {
    if (value <= 0) throw std::domain_error("not positive");
    return Positive(value);
  }
};

namespace {

struct Switches {
  Switch on;
  std::int8_t between = 7;
  Switch off;
  std::optional<Switch> perhaps;
  std::optional<Switch> or_not;
  std::vector<Switch> many;
  std::map<Switch, Switch> pairs;
  bool operator==(const Switches&) const = default;
};
SEATHRIFT_STRUCT(Switches, (1, on), (2, between), (3, off), (4, perhaps), (5, or_not), (6, many),
                 (7, pairs))

struct Choice : seathrift::Union<Switch, Name, Celsius, Complex> {
  using Union::Union;
};
SEATHRIFT_UNION(Choice, (1, on), (2, name), (3, heat), (4, complex))

struct Reading {
  std::chrono::seconds at{};
  Name name;
  Celsius heat;
  Complex position;
  Uptime up;
  Ring ring;
  std::optional<Uptime> perhaps;
  std::vector<std::chrono::milliseconds> times;
  std::vector<Uptime> more;
  std::map<Name, Celsius> by_name;
  std::set<std::chrono::seconds> set;
  bool operator==(const Reading&) const = default;
};
SEATHRIFT_STRUCT(Reading, (1, at), (2, name), (3, heat), (4, position), (5, up), (6, ring),
                 (7, perhaps), (8, times), (9, more), (10, by_name), (11, set))

struct Foreign {
  boost::container::flat_map<std::string, std::int32_t> map;
  boost::container::static_vector<std::int32_t, 4> few;
  bool operator==(const Foreign&) const = default;
};
SEATHRIFT_STRUCT(Foreign, (1, map), (2, few))

}  // namespace

TEMPLATE_TEST_CASE("custom: types that travel as booleans", "", Binary, Compact) {
  const Switches value{Switch(true),
                       7,
                       Switch(false),
                       Switch(true),
                       Switch(false),
                       {Switch(true), Switch(false)},
                       {{Switch(false), Switch(true)}}};
  REQUIRE(decode<TestType, Switches>(encode<TestType>(value)) == value);
  const Switches other{Switch(false), 7, Switch(true), Switch(false), {}, {}, {}};
  REQUIRE(decode<TestType, Switches>(encode<TestType>(other)) == other);
}

TEMPLATE_TEST_CASE("custom: a long text gets its room", "", Binary, Compact) {
  struct Long {
    std::int32_t before = 1;
    Name name;
    std::optional<Name> perhaps;
    std::int32_t behind = 2;
    bool operator==(const Long&) const = default;
  };
  const Long value{1, Name(std::string(10000, 'x')), Name(std::string(20000, 'y')), 2};
  seathrift::Buffer buffer;
  seathrift::encode_to<TestType>(value, buffer);
  REQUIRE(decode<TestType, Long>(buffer) == value);
  REQUIRE(decode<TestType, Long>(encode<TestType>(value)) == value);
  const Choice choice{Name(std::string(10000, 'x'))};
  REQUIRE(decode<TestType, Choice>(encode<TestType>(choice)) == choice);
}

TEST_CASE("custom: a boolean's value is in its head") {
  REQUIRE(hex_of(encode<Compact>(Switches{Switch(true), 7, Switch(false), {}, {}, {}, {}})) ==
          hex("11 13 07 12 39 01 1b 00 00"));
}

TEMPLATE_TEST_CASE("custom: durations, strong typedefs and classes", "", Binary, Compact) {
  using namespace std::chrono_literals;
  const Reading value{100s,          Name("n"),
                      Celsius(36.6), {1, -2},
                      Uptime(5ms),   Ring({1, 2, 3}),
                      Uptime(7ms),   {1ms, 2ms},
                      {Uptime(3ms)}, {{Name("a"), Celsius(1)}},
                      {5s, 6s}};
  REQUIRE(decode<TestType, Reading>(encode<TestType>(value)) == value);
  Reading kept = value;
  decode_to<TestType>(encode<TestType>(Reading{}), kept);
  REQUIRE(kept == Reading{});
}

TEMPLATE_TEST_CASE("custom: what lies behind a message that was cut is not looked at", "", Binary,
                   Compact) {
  const auto check = []<class T>(const T& value) {
    const auto bytes = seathrift::encode<TestType>(value);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      const auto result = seathrift::try_decode<TestType, T>(std::span(bytes).first(size));
      REQUIRE(!result);
      REQUIRE(result.error().code() == seathrift::Errc::truncated);
    }
  };
  check(Reading{});
  check(Switches{});
}

TEMPLATE_TEST_CASE("custom: as members of a union", "", Binary, Compact) {
  for (const Choice& choice : {Choice{Switch(true)}, Choice{Switch(false)}, Choice{Name("x")},
                               Choice{Celsius(1.5)}, Choice{Complex(1, 2)}}) {
    CAPTURE(choice.index(), hex_of(encode<TestType>(choice)));
    REQUIRE(decode<TestType, Choice>(encode<TestType>(choice)) == choice);
  }
  REQUIRE(hex_of(encode<Compact>(Choice{Switch(false)})) == hex("12 00"));
}

TEMPLATE_TEST_CASE("custom: a class that travels as a struct is a message of its own", "", Binary,
                   Compact) {
  REQUIRE(decode<TestType, Complex>(encode<TestType>(Complex(3, 4))) == Complex(3, 4));
  REQUIRE(encode<TestType>(Complex(3, 4)) == encode<TestType>(Point{3, 4}));
}

TEMPLATE_TEST_CASE("custom: what a conversion throws leaves decode as it is", "", Binary, Compact) {
  struct Holder {
    Positive value;
    Positive more;
  };
  REQUIRE(decode<TestType, Holder>(encode<TestType>(Point{3, 4})).more.value == 4);
  REQUIRE_THROWS_AS((decode<TestType, Holder>(encode<TestType>(Point{3, -4}))), std::domain_error);
}

TEMPLATE_TEST_CASE("custom: containers of a third party need none", "", Binary, Compact) {
  const Foreign value{{{"a", 1}, {"b", 2}}, {1, 2, 3, 4}};
  REQUIRE(decode<TestType, Foreign>(encode<TestType>(value)) == value);
}
