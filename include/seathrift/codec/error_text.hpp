// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said of a message that could not be read, or a value that could not be written?

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/foreign.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/core/text.hpp>

namespace seathrift::detail {

/// Says what is wrong with the message, where, and what to do: which limit, which setter, which
/// peer. `passed`: bytes of the message in front of the input's.
[[nodiscard]] SEATHRIFT_COLD inline Error read_error(const Input& in, std::string_view protocol,
                                                     std::size_t passed = 0) {
  const std::size_t size = in.room(in.begin);
  std::string text = concat({protocol, " message"});
  if (in.record != nullptr) {
    append(text, {", "});
    if (in.field != nullptr) append(text, {"field '", *in.field, "' of "});
    append(text, {*in.record});
  }
  append(text, {", byte ", Digits(passed + in.room(in.begin) - in.room(in.at)), " of ",
                Digits(passed + size), ": "});
  switch (in.error) {
    case Errc::truncated:
      append(text, {"it ends before the value does, at least ", Digits(in.missing),
                    " bytes are missing; the sender stopped early, or declares another type here"});
      break;
    case Errc::negative_size:
      append(text, {"a length or count below zero; the bytes are damaged, or of another protocol"});
      break;
    case Errc::bad_version: {
      // What lies in a frame is not unframed, whatever it is.
      auto spoken = recognize_message({in.begin, size});
      if (spoken.empty()) spoken = recognize({in.begin, size});
      append(text,
             {"it does not begin as a message of this protocol",
              spoken.empty() ? "" : ", the peer seems to speak ", spoken, "; ", remedy(spoken)});
      break;
    }
    case Errc::depth_limit:
      append(text, {"nested deeper than Limits::max_depth (", Digits(in.max_depth),
                    "); raise it if that is meant"});
      break;
    case Errc::memory_limit:
      append(
          text,
          {"the ", Digits(in.seen), " elements here would take more than the ", Digits(in.memory),
           " bytes that are left of the memory budget of ", Digits(passed + size),
           " received bytes; raise Limits::memory_factor or memory_base if that is meant"});
      break;
    case Errc::missing_required:
      append(text,
             {"the field is required but not there; the sender has another version of the type"});
      break;
    default:
      append(text, {"unexpected value ", Digits(static_cast<std::int64_t>(in.seen)),
                    "; the bytes are damaged, or the sender declares another type"});
      break;
  }
  return {in.error, text};
}

/// Says why a value can't be written; `max_depth` is the limit that applied.
[[nodiscard]] SEATHRIFT_COLD inline Error write_error(Errc why, std::string_view protocol,
                                                      std::string_view record, unsigned max_depth) {
  std::string text = concat({record, " can't be written as ", protocol, ": "});
  if (why == Errc::depth_limit)
    append(text, {"it is nested deeper than Limits::max_depth (", Digits(max_depth),
                  "), or holds itself; flatten it, or raise the limit on both sides"});
  else
    append(text,
           {"a string or container in it has more than 2147483647 bytes or elements; split it"});
  return {why, text};
}

[[noreturn]] SEATHRIFT_COLD inline void raise_read_error(const Input& in,
                                                         std::string_view protocol) {
  read_error(in, protocol).raise();
}

[[noreturn]] SEATHRIFT_COLD inline void raise_write_error(Errc why, std::string_view protocol,
                                                          std::string_view record,
                                                          unsigned max_depth) {
  write_error(why, protocol, record, max_depth).raise();
}

}  // namespace seathrift::detail
