// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/scanner.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>

using namespace seathrift;
using seathrift::testing::bytes_of;

namespace {

struct Tree {
  std::vector<std::vector<Tree>> branches;
};

/// A message whose body is a tree of so many levels.
template <class P>
std::vector<std::byte> message(int levels) {
  Tree tree;
  for (int i = 1; i < levels; ++i) {
    Tree above;
    above.branches.emplace_back().push_back(std::move(tree));
    tree = std::move(above);
  }
  std::vector<std::byte> bytes(64);
  const std::byte* const end = P::write_message(bytes.data(), {"grow", MessageType::call, 1});
  bytes.resize(static_cast<std::size_t>(end - bytes.data()));
  const std::vector<std::byte> body = encode<P>(tree);
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

}  // namespace

TEMPLATE_TEST_CASE("scanner: what a decoder takes is not too deep when it comes in parts", "",
                   Binary, Compact) {
  const auto bytes = message<TestType>(64);
  Scanner<TestType> scanner{Limits{}};
  for (std::size_t there = 1; there < bytes.size(); there += 7) {
    const auto missing = scanner.scan(std::span(bytes).first(there));
    REQUIRE(missing.error().text() == "");
    REQUIRE(*missing != 0);
  }
  REQUIRE(scanner.scan(bytes).value() == 0);
  REQUIRE(scanner.size() == bytes.size());
}

TEST_CASE("scanner: levels of types that do not recurse do not count") {
  const auto bytes = bytes_of("82 21 01 01 'x' 1c 19 1c 15 02 00 00 00");
  Limits limits;
  limits.max_depth = 0;
  Scanner<Compact> scanner{limits};
  REQUIRE(scanner.scan(std::span(bytes).first(9)).value() == 1);
  REQUIRE(scanner.scan(bytes).value() == 0);
}

TEST_CASE("scanner: what is far too deep is refused, and the limit named") {
  auto bytes = bytes_of("82 21 01 01 'x'");
  bytes.insert(bytes.end(), 100'000, std::byte{0x1c});
  Scanner<Compact> scanner{Limits{}};
  const auto missing = scanner.scan(bytes);
  REQUIRE(missing.error().code() == Errc::depth_limit);
  REQUIRE_THAT(missing.error().text(), Catch::Contains("Limits::max_depth (64)"));
}
