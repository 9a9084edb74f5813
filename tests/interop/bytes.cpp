// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apache_types.hpp"
#include "codecs.hpp"
#include "seathrift_types.hpp"

namespace interop {
namespace {

template <class Pair, class Ours, class Theirs>
void compare(std::size_t count) {
  const auto ours = samples<SeathriftTypes, Ours>(count);
  const auto theirs = samples<ApacheTypes, Theirs>(count);
  for (std::size_t i = 0; i != ours.size(); ++i) {
    INFO("sample " << i);
    const std::string bytes = encode_theirs<Pair>(theirs[i]);
    REQUIRE(hex(encode_ours<Pair>(ours[i])) == hex(bytes));
    const bool read_by_us = decode_ours<Pair, Ours>(bytes).value() == ours[i];
    CHECK(read_by_us);
    const bool read_by_them = decode_theirs<Pair, Theirs>(bytes) == theirs[i];
    CHECK(read_by_them);
  }
}

#define INTEROP_COMPARE(type, count) \
  SECTION(#type) { compare<TestType, SeathriftTypes::type, ApacheTypes::type>(count); }

}  // namespace

TEMPLATE_TEST_CASE("bytes: the same as Apache's, and each reads the other's", "", Binary, Compact){
    INTEROP_COMPARE(Point, 50) INTEROP_COMPARE(Empty, 0) INTEROP_COMPARE(Choice, 50)
        INTEROP_COMPARE(Small, 50) INTEROP_COMPARE(Plain, 300) INTEROP_COMPARE(Must, 300)
            INTEROP_COMPARE(May, 300) INTEROP_COMPARE(PlainDefault, 100)
                INTEROP_COMPARE(MayDefault, 100) INTEROP_COMPARE(Lists, 200)
                    INTEROP_COMPARE(Sets, 200) INTEROP_COMPARE(Keys, 200)
                        INTEROP_COMPARE(Values, 200) INTEROP_COMPARE(Nested, 50)
                            INTEROP_COMPARE(Tree, 5) INTEROP_COMPARE(Implicit, 50)
                                INTEROP_COMPARE(Unsorted, 50) INTEROP_COMPARE(OldForm, 50)
                                    INTEROP_COMPARE(NewForm, 50)}

TEMPLATE_TEST_CASE("bytes: NaN keeps its payload", "", Binary, Compact) {
  for (const std::uint64_t bits : {0x7FF8000000000000u, 0x7FF80000DEADBEEFu, 0xFFFFFFFFFFFFFFFFu}) {
    SeathriftTypes::Lists ours;
    ours.reals = {std::bit_cast<double>(bits), 1.0};
    ApacheTypes::Lists theirs;
    theirs.reals = ours.reals;
    const std::string bytes = encode_theirs<TestType>(theirs);
    REQUIRE(hex(encode_ours<TestType>(ours)) == hex(bytes));
    const auto back = decode_ours<TestType, SeathriftTypes::Lists>(bytes).value();
    REQUIRE(back.reals.size() == 2);
    CHECK(std::bit_cast<std::uint64_t>(back.reals[0]) == bits);
  }
}

TEMPLATE_TEST_CASE("bytes: an enumerator that only the other side knows survives", "", Binary,
                   Compact) {
  for (const std::int32_t number : {2, -6, -2147483647 - 1}) {
    SeathriftTypes::Plain ours;
    ours.color = static_cast<SeathriftTypes::Color>(number);
    auto theirs = ApacheTypes::make<ApacheTypes::Plain>();
    theirs.color = static_cast<ApacheTypes::Color>(number);
    const std::string bytes = encode_theirs<TestType>(theirs);
    REQUIRE(hex(encode_ours<TestType>(ours)) == hex(bytes));
    const auto back = decode_ours<TestType, SeathriftTypes::Plain>(bytes).value();
    CHECK(static_cast<std::int32_t>(back.color) == number);
  }
}

TEMPLATE_TEST_CASE("bytes: a megabyte of text, bytes and numbers", "", Binary, Compact) {
  SeathriftTypes::Plain ours;
  ours.text.assign(1 << 20, 'x');
  ours.blob = SeathriftTypes::binary(std::string((1 << 20) + 1, '\xFF'));
  for (std::int32_t i = 0; i != 1 << 18; ++i) ours.ints.push_back(i * 8191);
  auto theirs = ApacheTypes::make<ApacheTypes::Plain>();
  theirs.text = ours.text;
  theirs.blob.assign((1 << 20) + 1, '\xFF');
  theirs.ints = ours.ints;
  const std::string bytes = encode_theirs<TestType>(theirs);
  const bool same = encode_ours<TestType>(ours) == bytes;
  REQUIRE(same);
  const bool read = decode_ours<TestType, SeathriftTypes::Plain>(bytes).value() == ours;
  CHECK(read);
}

}  // namespace interop
