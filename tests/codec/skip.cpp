// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/skip.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/error_text.hpp>
#include <seathrift/core/limits.hpp>

using namespace seathrift;
using seathrift::testing::bytes_of;

namespace {

// A struct with a value of every type: numbers, a string, nested structs, lists, sets and maps.
constexpr std::string_view binary =
    "02 0001 01 03 0002 ff 06 0003 0102 08 0004 01020304 0a 0005 00*8 04 0006 00*8 "
    "0b 0007 00000003 'abc' 10 0008 00*16 0c 0009 08 0001 00*4 00 "
    "0f 000a 0f 00000002 08 00000001 00*4 0b 00000001 00000001 'x' "
    "0e 000b 0c 00000002 00 02 0001 01 00 0d 000c 0b 0d 00000001 00000001 'k' 08 02 00000001 00*4 "
    "01 "
    "00";
constexpr std::string_view compact =
    "11 12 13 ff 14 ff01 15 ffffffff0f 16 ff*9 01 17 00*8 18 03 'abc' 1d 00*16 1c 15 00 11 00 "
    "19 29 15 02 18 01 'x' 1a 2c 00 11 00 1b 01 8b 01 'k' 01 51 00 01 00";

template <class P>
const std::byte* skip(detail::Input& in) {
  return detail::skip_value<P>(in, in.begin, Type::structure);
}

template <class P>
void check(std::string_view text) {
  CAPTURE(P::name);
  auto bytes = bytes_of(text);
  const std::size_t size = bytes.size();
  bytes.push_back(std::byte{0xff});
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  REQUIRE(skip<P>(in) == bytes.data() + size);
  for (std::size_t cut = 0; cut < size; ++cut) {
    detail::Input rest(bytes.data(), cut, Limits{});
    REQUIRE(skip<P>(rest) == nullptr);
    REQUIRE(rest.error == Errc::truncated);
    REQUIRE(rest.missing >= 1);
    // What is said to be missing is a lower bound.
    REQUIRE(cut + rest.missing <= size);
  }
}

}  // namespace

TEST_CASE("skip: a struct of everything, and every part of it") {
  check<Binary>(binary);
  check<Compact>(compact);
}

TEMPLATE_TEST_CASE("skip: goes on where it was when more has arrived", "", Binary, Compact) {
  const auto bytes = bytes_of(TestType::name == "Binary" ? binary : compact);
  detail::Skipper<TestType> skipper;
  skipper.begin(Type::structure);
  std::size_t at = 0;
  const std::byte* end = nullptr;
  for (std::size_t there = 0; there <= bytes.size(); ++there) {
    detail::Input in(bytes.data(), there, Limits{});
    end = skipper.run(in, bytes.data() + at);
    if (end != nullptr) break;
    REQUIRE(in.error == Errc::truncated);
    const auto reached = static_cast<std::size_t>(skipper.reached() - bytes.data());
    REQUIRE(reached >= at);
    at = reached;
  }
  REQUIRE(end == bytes.data() + bytes.size());
}

TEST_CASE("skip: a type that nobody has is an error") {
  for (const std::string_view text : {"01 0001 00", "05 0001 00", "09 0001 00", "11 0001 00"}) {
    const auto bytes = bytes_of(text);
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    REQUIRE(skip<Binary>(in) == nullptr);
    REQUIRE(in.error == Errc::invalid_data);
  }
  for (const std::string_view text : {"1e 00", "1f 00", "19 1e 00", "1b 01 e5 00 00"}) {
    const auto bytes = bytes_of(text);
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    REQUIRE(skip<Compact>(in) == nullptr);
    REQUIRE(in.error == Errc::invalid_data);
  }
}

TEST_CASE("skip: as deep as the limit says, be it more than the usual 64") {
  for (const unsigned most : {63u, 64u, 65u, 127u, 128u, 129u, 200'000u}) {
    CAPTURE(most);
    Limits limits;
    limits.max_depth = most;
    std::vector<std::byte> bytes(most - 1, std::byte{0x1c});
    bytes.insert(bytes.end(), most, std::byte{0});
    detail::Input in(bytes.data(), bytes.size(), limits);
    REQUIRE(skip<Compact>(in) == bytes.data() + bytes.size());
    bytes.assign(most, std::byte{0x1c});
    bytes.insert(bytes.end(), most + 1, std::byte{0});
    detail::Input deeper(bytes.data(), bytes.size(), limits);
    REQUIRE(skip<Compact>(deeper) == nullptr);
    REQUIRE(deeper.error == Errc::depth_limit);
    const Error error = detail::read_error(deeper, "Compact");
    REQUIRE_THAT(error.text(),
                 Catch::Contains("deeper than Limits::max_depth (" + std::to_string(most) + ")"));
  }
}

TEST_CASE("skip: goes on from a depth beyond 64 when more has arrived") {
  Limits limits;
  limits.max_depth = 1000;
  // Lists of one element each, an empty one in the innermost.
  std::vector<std::byte> bytes(1000, std::byte{0x19});
  bytes.push_back(std::byte{0x05});
  detail::Skipper<Compact> skipper;
  skipper.begin(Type::list);
  std::size_t at = 0;
  const std::byte* end = nullptr;
  for (std::size_t there = 0; there <= bytes.size() && end == nullptr; ++there) {
    detail::Input in(bytes.data(), there, limits);
    end = skipper.run(in, bytes.data() + at);
    if (end == nullptr) REQUIRE(in.error == Errc::truncated);
    at = static_cast<std::size_t>(skipper.reached() - bytes.data());
  }
  REQUIRE(end == bytes.data() + bytes.size());
}

TEST_CASE("skip: the caller's depth applies") {
  Limits limits;
  limits.max_depth = 2;
  const auto two = bytes_of("1c 00 00");
  detail::Input in(two.data(), two.size(), limits);
  REQUIRE(skip<Compact>(in) == two.data() + 3);
  const auto three = bytes_of("1c 1c 00 00 00");
  detail::Input deep(three.data(), three.size(), limits);
  REQUIRE(skip<Compact>(deep) == nullptr);
  REQUIRE(deep.error == Errc::depth_limit);
  // Levels that the caller has opened are among them.
  limits.max_depth = 3;
  detail::Input inside(two.data(), two.size(), limits);
  --inside.depth;
  REQUIRE(skip<Compact>(inside) == two.data() + 3);
  --inside.depth;
  REQUIRE(skip<Compact>(inside) == nullptr);
  REQUIRE(inside.error == Errc::depth_limit);
}
