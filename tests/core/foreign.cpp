// SPDX-License-Identifier: Apache-2.0
#include <seathrift/core/foreign.hpp>

#include <string_view>

#include <catch2/catch.hpp>

using namespace seathrift;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST_CASE("foreign: the remedy is for this peer") {
  CHECK(has(detail::remedy("TLS"), "turn TLS off"));
  CHECK(has(detail::remedy("HTTP"), "instead of HTTP"));
  CHECK(has(detail::remedy("SSH"), "the port"));
  for (const auto* const spoken : {"", "JSON", "Header", "unframed Binary", "framed Zlib"})
    CHECK(has(detail::remedy(spoken), "the same protocol and transport"));
}

TEST_CASE("foreign: another framing is a matter of this side or the other") {
  for (const auto* const spoken : {"unframed Binary", "unframed Compact"}) {
    const Error error = detail::wrong_framing("she", spoken, true);
    CHECK(error.code() == Errc::wrong_peer);
    CHECK(error.text().starts_with("she sent no frame, it seems to speak unframed "));
    CHECK(has(error.text(), "use Buffered instead of Framed on this side"));
    CHECK(has(error.text(), "(TFramedTransport)"));
  }
  // Framed as this side is: something else is wrong.
  for (const auto* const spoken : {"unframed Binary", "framed Compact"}) {
    const Error error = detail::wrong_framing("she", spoken, std::string_view(spoken)[0] == 'f');
    CHECK(has(error.text(), detail::remedy(spoken)));
    CHECK(!has(error.text(), "on this side"));
  }
  for (const auto* const spoken : {"framed Binary", "framed Compact"}) {
    const Error error = detail::wrong_framing("she", spoken, false);
    CHECK(error.code() == Errc::wrong_peer);
    CHECK(error.text().starts_with("she seems to speak framed "));
    CHECK(has(error.text(), "use Framed instead of Buffered on this side"));
    CHECK(has(error.text(), "(TBufferedTransport)"));
  }
}

TEST_CASE("foreign: another framing does not help with what is foreign in any") {
  for (const bool own_framed : {false, true})
    for (const auto* const spoken :
         {"TLS", "HTTP", "SSH", "JSON", "framed JSON", "Header", "Zlib"}) {
      const Error error = detail::wrong_framing("she", spoken, own_framed);
      CHECK(has(error.text(), spoken));
      CHECK(has(error.text(), detail::remedy(spoken)));
      CHECK(!has(error.text(), "instead of Framed"));
      CHECK(!has(error.text(), "instead of Buffered"));
    }
}

}  // namespace
