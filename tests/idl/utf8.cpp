// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/utf8.hpp>

#include <catch2/catch.hpp>

using seathrift::detail::is_utf8;

static_assert(is_utf8("") && is_utf8("plain"));

TEST_CASE("utf8: well-formed text of each length passes, up to the last code point") {
  CHECK(is_utf8("\x7f\xc2\x80\xdf\xbf"));
  CHECK(is_utf8("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"));
  CHECK(is_utf8("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
}

TEST_CASE("utf8: stray, missing and overlong bytes are refused") {
  CHECK_FALSE(is_utf8("\x80"));
  CHECK_FALSE(is_utf8("\xc3"));
  CHECK_FALSE(is_utf8("\xe2\x82"));
  CHECK_FALSE(is_utf8("\xf0\x9f\x98"));
  CHECK_FALSE(is_utf8("\xc3(abc"));
  CHECK_FALSE(is_utf8("\xc1\xbf"));
  CHECK_FALSE(is_utf8("\xe0\x9f\xbf"));
  CHECK_FALSE(is_utf8("\xf0\x8f\xbf\xbf"));
  CHECK_FALSE(is_utf8("\xff"));
}

TEST_CASE("utf8: surrogates and what lies above the last code point are refused") {
  CHECK_FALSE(is_utf8("\xed\xa0\x80"));
  CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));
  CHECK_FALSE(is_utf8("\xf5\x80\x80\x80"));
}
