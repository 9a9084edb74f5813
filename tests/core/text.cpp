// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/text.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using seathrift::detail::concat;
using seathrift::detail::Digits;
using seathrift::detail::shown;

TEST_CASE("text: pieces are joined in order, numbers as digits") {
  const std::string name = "frame";
  CHECK(concat({"a ", name, " of ", Digits(std::int64_t{16'384'000}), " bytes"}) ==
        "a frame of 16384000 bytes");
  CHECK(concat({}).empty());
  CHECK(concat({"", "x", ""}) == "x");
}

TEST_CASE("text: the outermost numbers have all their digits") {
  CHECK(concat({Digits(std::numeric_limits<std::int64_t>::min())}) == "-9223372036854775808");
  CHECK(concat({Digits(std::numeric_limits<std::uint64_t>::max())}) == "18446744073709551615");
  CHECK(concat({Digits(0)}) == "0");
}

TEST_CASE("text: a peer's bytes begin no line and tell a terminal nothing") {
  CHECK(shown("add\r\nERROR\x1b[2J") == "add\\x0d\\x0aERROR\\x1b[2J");
  CHECK(shown(std::string_view("\0 \x1f~\x7f", 5)) == "\\x00 \\x1f~\\x7f");
  CHECK(shown("\xc3\xbc \\x0a") == "\xc3\xbc \\x0a");
  CHECK(shown({}).empty());
}
