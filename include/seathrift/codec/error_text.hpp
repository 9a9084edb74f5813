// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said of a message that could not be read, or a value that could not be written?

#include <cstddef>
#include <string>
#include <string_view>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/recognize.hpp>

namespace seathrift::detail {

/// Says what is wrong with the message, where, and what to do: which limit, which setter, which peer.
[[nodiscard]] SEATHRIFT_COLD inline Error read_error(const Input& in, std::string_view protocol) {
  const auto number = [](auto value) { return std::to_string(value); };
  std::string text = std::string(protocol) + " message";
  if (in.record != nullptr) {
    text += ", ";
    if (in.field != nullptr) text += "field '" + std::string(*in.field) + "' of ";
    text += *in.record;
  }
  text += ", byte " + number(in.at - in.begin) + " of " + number(in.end - in.begin) + ": ";
  switch (in.error) {
    case Errc::truncated:
      text += "it ends before the value does, at least " + number(in.missing) +
              " bytes are missing; the sender stopped early, or declares another type here";
      break;
    case Errc::negative_size:
      text += "a length or count below zero; the bytes are damaged, or of another protocol";
      break;
    case Errc::bad_version: {
      text += "it does not begin as a message of this protocol";
      const auto spoken = recognize({in.begin, static_cast<std::size_t>(in.end - in.begin)});
      if (!spoken.empty()) text += ", the peer seems to speak " + std::string(spoken);
      text += "; let both sides have the same protocol and transport";
      break;
    }
    case Errc::depth_limit:
      text += "nested deeper than the limit; raise Limits::max_depth if that is meant";
      break;
    case Errc::memory_limit:
      text += "decoding " + number(in.seen) + " elements would exceed the memory budget of " +
              number(in.end - in.begin) + " received bytes; raise Limits::memory_factor or memory_base if that is meant";
      break;
    case Errc::missing_required:
      text += "the field is required but not there; the sender has another version of the type";
      break;
    default:
      text += "unexpected value " + number(in.seen) + "; the bytes are damaged, or the sender declares another type";
      break;
  }
  return {in.error, std::move(text)};
}

/// Says why a value can't be written.
[[nodiscard]] SEATHRIFT_COLD inline Error write_error(Errc why, std::string_view protocol, std::string_view record) {
  std::string text = std::string(record) + " can't be written as " + std::string(protocol) + ": ";
  text += why == Errc::depth_limit
              ? "it is nested deeper than Limits::max_depth, or holds itself; flatten it"
              : "a string or container in it has more than 2147483647 bytes or elements; split it";
  return {why, std::move(text)};
}

}  // namespace seathrift::detail
