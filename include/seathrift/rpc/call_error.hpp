// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said of a call that failed? What happened, and whether it may have been carried out.

#include <cstdint>
#include <string>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/rpc/application_error.hpp>

namespace seathrift::detail {

/// The code of a stream's error. One that only answers have would pass for the server's.
[[nodiscard]] inline Errc stream_code(const Error& error) noexcept {
  return error.code() < Errc::application ? error.code() : Errc::io;
}

/// An error of a call that did not leave.
[[nodiscard]] SEATHRIFT_COLD inline Error not_sent(const Error& error, std::string_view method) {
  Error result(stream_code(error), {error.text(), "; the call of ", method, " was not sent"});
  result.set_call_state(CallState::not_sent);
  return result;
}

/// The error of a call in the midst of others.
[[nodiscard]] SEATHRIFT_COLD inline Error replies_due(std::string_view method) {
  return not_sent({Errc::not_open, "replies of calls made with send_ are due; receive_ them first"},
                  method);
}

[[nodiscard]] SEATHRIFT_COLD inline Error not_due(std::string_view method) {
  return {Errc::not_open,
          {"no reply of ", method, " is due; send_ the call first, on the same connection"}};
}

/// An error that ended a connection during a call, and what that means. `lost`: other calls whose
/// replies were due.
[[nodiscard]] SEATHRIFT_COLD inline Error call_failed(const Error& error, std::string_view method,
                                                      bool sent, std::int32_t lost, bool reopens) {
  std::string text = concat(
      {error.text(), "; the call of ", method, " failed, the server ",
       sent ? "may have carried it out" : "can't have carried it out, as it did not leave whole"});
  if (lost == 1) append(text, {", but may have carried out one more call whose reply was due"});
  if (lost > 1)
    append(text,
           {", but may have carried out ", Digits(lost), " more calls whose replies were due"});
  if (lost != 0 && !sent && error.code() == Errc::timed_out)
    append(text, {"; a server whose replies nobody receives takes no more calls: receive_ some "
                  "before further calls are sent with send_"});
  append(text, {reopens ? "; the connection is closed and the next call opens a new one"
                        : "; the connection is closed"});
  Error result(stream_code(error), text);
  result.set_call_state(sent ? CallState::sent : CallState::not_sent);
  return result;
}

/// An answer that is an error of the server, from the body of its message.
[[nodiscard]] SEATHRIFT_COLD inline Error answered_error(const ApplicationError& body,
                                                         std::string_view method) {
  return {static_cast<ApplicationCode>(body.type),
          concat({"the server answered ", method, " with an error: ", shown(body.message)})};
}

}  // namespace seathrift::detail
