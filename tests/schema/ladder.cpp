// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/ladder.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/record.hpp>

#include "hundreds.hpp"

// 300 of each: fields, methods, enumerators.

#define MEMBER(n) std::int32_t field_##n = n;
#define FIELD(n) (n, field_##n)
#define DECLARATION(n) std::int32_t method_##n(std::int32_t a, std::int32_t b);
#define METHOD(n) (method_##n, a, b)
#define ENUMERATOR(n) value_##n

namespace {

struct Wide {
  ALL(MEMBER)
};
SEATHRIFT_STRUCT(Wide, COMMA_ALL(FIELD))

enum class Many { COMMA_ALL(ENUMERATOR) };
SEATHRIFT_ENUM(Many, COMMA_ALL(ENUMERATOR))

}  // namespace

namespace ladder {
struct Large {
  ALL(DECLARATION)
};
SEATHRIFT_SERVICE(Large, COMMA_ALL(METHOD))
}  // namespace ladder

namespace {

struct Counter : seathrift::detail::stub_of<ladder::Large, Counter> {
  int calls = 0;
  template <auto Pointer, class... Arguments>
  std::int32_t seathrift_call(Arguments&&... arguments) {
    ++calls;
    return (arguments + ...);
  }
};

struct Handler {
  ALL(DECLARATION)
};

#define COUNT(c, i, x) +1
#define INDEX_IS(c, i, x) &&i == x

}  // namespace

TEST_CASE("ladder: each argument once, with its index, an empty one not at all") {
  STATIC_REQUIRE(0 SEATHRIFT_EACH(COUNT, ~) == 0);
  STATIC_REQUIRE(0 SEATHRIFT_EACH(COUNT, ~, a) == 1);
  STATIC_REQUIRE(0 SEATHRIFT_EACH(COUNT, ~, a, b, ) == 2);
  STATIC_REQUIRE(true SEATHRIFT_EACH(INDEX_IS, ~, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
                                     15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
                                     31, 32, 33, 34));
  STATIC_REQUIRE(0 SEATHRIFT_EACH(COUNT, ~, COMMA_ALL(ENUMERATOR)) == 300);
  // A method's parameters and exceptions: fewer will do.
  STATIC_REQUIRE(0 SEATHRIFT_EACH_INNER(COUNT, ~, COMMA_TENS(ENUMERATOR, 1),
                                        COMMA_TENS(ENUMERATOR, 2),
                                        COMMA_TENS(ENUMERATOR, 3)) == 30);
  STATIC_REQUIRE(0 SEATHRIFT_EACH_INMOST(COUNT, ~, COMMA_TENS(ENUMERATOR, 1),
                                         COMMA_TENS(ENUMERATOR, 2)) == 20);
  STATIC_REQUIRE(0 SEATHRIFT_EACH(COUNT, ~, COMMA_ALL(ENUMERATOR), COMMA_HUNDREDS(ENUMERATOR, 4),
                                  COMMA_HUNDREDS(ENUMERATOR, 5), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                                  12) == 512);
}

TEST_CASE("ladder: a struct of 300 fields travels") {
  using Record = seathrift::detail::Record<Wide>;
  STATIC_REQUIRE(Record::size == 300);
  STATIC_REQUIRE(Record::field<299>::id == 399);
  REQUIRE(Record::names[150] == "field_250");
  Wide value;
  value.field_100 = -1;
  value.field_399 = 7;
  const auto bytes = seathrift::encode<seathrift::Compact>(value);
  const Wide back = seathrift::decode<seathrift::Compact, Wide>(bytes);
  REQUIRE(back.field_100 == -1);
  REQUIRE(back.field_250 == 250);
  REQUIRE(back.field_399 == 7);
  // In another order: the last one before all others.
  std::vector<std::byte> turned(bytes.end() - 3, bytes.end() - 1);
  turned.front() = std::byte{0x05};
  turned.insert(turned.begin() + 1, {std::byte{0x9e}, std::byte{0x06}});
  turned.insert(turned.end(), bytes.begin(), bytes.end() - 3);
  turned.push_back(std::byte{0});
  const Wide again = seathrift::decode<seathrift::Compact, Wide>(turned);
  REQUIRE(again.field_399 == back.field_399);
  REQUIRE(again.field_398 == 398);
}

TEST_CASE("ladder: an enum of 300 values has its names") {
  STATIC_REQUIRE(seathrift::enumerators<Many>().size() == 300);
  REQUIRE(seathrift::name_of(Many::value_399) == "value_399");
}

TEST_CASE("ladder: a service of 300 methods has its stub and its handler") {
  STATIC_REQUIRE(seathrift::detail::Service<ladder::Large>::size == 300);
  REQUIRE(seathrift::detail::method_at<&ladder::Large::method_250>::name == "method_250");
  Counter counter;
  REQUIRE(counter.method_100(1, 2) == 3);
  REQUIRE(counter.method_399(3, 4) == 7);
  REQUIRE(counter.calls == 2);
  STATIC_REQUIRE(seathrift::detail::check_handler<ladder::Large, Handler>());
}
