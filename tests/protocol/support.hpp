// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the tests of the protocols share? Messages that are refused.

#include <string_view>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::testing {

/// Why the head of a message can't be read whose bytes are these (see `bytes_of`).
template <Protocol P>
Errc refusal(std::string_view text) {
  const auto bytes = bytes_of(text);
  detail::Input in(bytes.data(), bytes.size(), Limits{});
  MessageHead head;
  REQUIRE(P::read_message(in, in.begin, head) == nullptr);
  return in.error;
}

}  // namespace seathrift::testing
