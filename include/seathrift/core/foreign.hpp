// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said of a peer that seems to speak something else than this side, and what can be done?

#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>

namespace seathrift::detail {

/// What to do about a peer that speaks `spoken`, as `recognize` names it.
[[nodiscard]] SEATHRIFT_COLD constexpr std::string_view remedy(std::string_view spoken) noexcept {
  if (spoken == "TLS")
    return "turn TLS off on the peer's side, or end it in a proxy: this side has none";
  if (spoken == "HTTP")
    return "check the host and the port; a Thrift peer must use a socket instead of HTTP, framed "
           "(TFramedTransport) where this side has Framed";
  if (spoken == "SSH") return "check the host and the port";
  return "let both sides have the same protocol and transport";
}

/// The error when `who`'s bytes are in no frame, or in one, where this side expects the opposite.
[[nodiscard]] SEATHRIFT_COLD inline Error wrong_framing(std::string_view who,
                                                        std::string_view spoken, bool own_framed) {
  std::string_view what = remedy(spoken);
  if (own_framed && spoken.starts_with("unframed"))
    what =
        "use Buffered instead of Framed on this side, or a framed transport (TFramedTransport) on "
        "the peer's, and the same protocol on both";
  if (!own_framed && (spoken == "framed Binary" || spoken == "framed Compact"))
    what =
        "use Framed instead of Buffered on this side, or a transport that is not framed "
        "(TBufferedTransport) on the peer's, and the same protocol on both";
  return {Errc::wrong_peer,
          {who, own_framed ? " sent no frame, it" : "", " seems to speak ", spoken, "; ", what}};
}

}  // namespace seathrift::detail
