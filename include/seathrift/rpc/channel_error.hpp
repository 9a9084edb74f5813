// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said where no whole message comes?

#include <cstddef>
#include <span>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/core/time.hpp>
#include <seathrift/rpc/awaited.hpp>

namespace seathrift::detail {

/// What bytes that should be without frames seem to be in frames; empty when they don't.
[[nodiscard]] SEATHRIFT_COLD inline std::string_view framed_kind(
    std::span<const std::byte> arrived) noexcept {
  const std::string_view spoken = recognize(arrived);
  return spoken.starts_with("framed") || spoken == "Header" ? spoken : std::string_view();
}

/// `arrived`: bytes of the message.
[[nodiscard]] SEATHRIFT_COLD inline Error ended_inside(std::string_view peer, std::size_t arrived,
                                                       const Awaited& awaited) {
  if (awaited.expired())
    return {Errc::timed_out,
            {"the rest of a message did not come from ", peer, " within ",
             Digits(awaited.limit().count()), " ms (", awaited.option(), ")"}};
  return {Errc::end_of_stream,
          {peer, " closed the connection inside a message, ", Digits(arrived),
           " bytes of which have arrived"}};
}

[[nodiscard]] SEATHRIFT_COLD inline Error not_whole(std::string_view peer, std::size_t arrived,
                                                    std::chrono::milliseconds limit) {
  return {Errc::timed_out,
          {"a message from ", peer, " did not arrive whole within ", Digits(limit.count()),
           " ms (ConnectionOptions::message_timeout), only ", Digits(arrived), " bytes of it"}};
}

}  // namespace seathrift::detail
