// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/literal_text.hpp>

#include <limits>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace seathrift::detail;

namespace {

Literal real(double value) {
  Literal literal;
  put_real(literal, value);
  return literal;
}

Literal quoted(std::string_view value) {
  Literal literal;
  put_quoted(literal, value);
  return literal;
}

}  // namespace

TEST_CASE(
    "literal text: a double is the shortest that reads back, and never looks like an integer") {
  CHECK(real(3).text == "3.0");
  CHECK(real(-0.1).text == "-0.1");
  CHECK(real(1e300).text == "1e+300");
  CHECK(real(5e-324).text == "5e-324");
  CHECK(real(1e22).valid);
  CHECK_FALSE(real(std::numeric_limits<double>::infinity()).valid);
  CHECK_FALSE(real(std::numeric_limits<double>::quiet_NaN()).valid);
  Literal after{.text = "1.5, "};
  put_real(after, 2);
  CHECK(after.text == "1.5, 2.0");
}

TEST_CASE("literal text: a string with the six escapes of the lexer") {
  CHECK(quoted("a'b\"c\\d").text == R"("a'b\"c\\d")");
  CHECK(quoted("\r\n\t").text == R"("\r\n\t")");
  CHECK(quoted("\r\n\t gr\xc3\xbcn").valid);
}

TEST_CASE("literal text: control characters and broken UTF-8 have no form") {
  CHECK_FALSE(quoted(std::string_view{"a\0b", 3}).valid);
  CHECK_FALSE(quoted("\x1b").valid);
  CHECK_FALSE(quoted("\x7f").valid);
  CHECK_FALSE(quoted("\xff").valid);
}

TEST_CASE("literal text: the items of a hashed container are sorted") {
  Literal plain;
  put_items(plain, {"b", "a"}, false, "[]");
  CHECK(plain.text == "[b, a]");
  Literal hashed;
  put_items(hashed, {"b", "a", "c"}, true, "{}");
  CHECK(hashed.text == "{a, b, c}");
  Literal none;
  put_items(none, {}, false, "[]");
  CHECK(none.text == "[]");
}
