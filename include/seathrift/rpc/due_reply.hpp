// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a client take the reply that it waits for? Whole, or, where it is a long string, piece
// by piece.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/application_error.hpp>
#include <seathrift/rpc/call_error.hpp>
#include <seathrift/rpc/long_result.hpp>
#include <seathrift/rpc/reply.hpp>

namespace seathrift::detail {

/// A reply that is due: to what, where it goes, and what came of it.
template <Protocol P>
struct DueReply {
  std::string_view method;
  std::int32_t seqid;
  IncomingReply reply;
  const Limits& limits;
  LongResult text = {};
  /// What is wrong with the reply. One that leaves the connection in step is an application's.
  Error error = {};

  /// Reads the reply, or the rest of one that was taken in parts. Returns how many bytes it used;
  /// nothing, when it ran out of bytes and they are not the `whole` message.
  [[nodiscard]] std::optional<std::size_t> take(std::span<const std::byte> bytes, bool whole) {
    Input in(bytes.data(), bytes.size(), limits);
    MessageHead head;
    const std::byte* at = in.begin;
    if (text.passed != 0) [[unlikely]] {
      at += take_text(bytes);
      at = reply.template decode<P>(in, at);
    } else if (at = P::read_message(in, at, head); at != nullptr) {
      error = check_reply(head, method, seqid);
      if (error.code() != Errc::none) [[unlikely]]
        return bytes.size();
      if (head.type == MessageType::reply) [[likely]]
        at = reply.template decode<P>(in, at);
      else
        at = take_error(in, at);
    }
    if (at == nullptr) [[unlikely]] {
      if (in.came_short() && !whole) return std::nullopt;
      if (in.record == nullptr) in.record = &method;
      error = read_error(in, P::name, text.passed);
      return bytes.size();
    }
    return static_cast<std::size_t>(at - in.begin);
  }

  /// Takes what has arrived of a long string that is the result; returns how many bytes it used up.
  /// What is not such a reply waits until it is whole, and so does what is wrong with it.
  [[nodiscard]] SEATHRIFT_COLD std::size_t take_part(std::span<const std::byte> arrived,
                                                     std::size_t missing) {
    std::size_t used = 0;
    if (text.passed == 0) {
      Input in(arrived.data(), arrived.size(), limits);
      MessageHead head;
      const std::byte* at = P::read_message(in, in.begin, head);
      if (at == nullptr || head.type != MessageType::reply ||
          check_reply(head, method, seqid).code() != Errc::none)
        return 0;
      at = text.template begin<P>(in, at, reply.plan.type, missing);
      if (at == nullptr) return 0;
      used = static_cast<std::size_t>(at - in.begin);
      reply.reply.has_result = true;
    }
    used += take_text(arrived.subspan(used));
    text.passed += used;
    return used;
  }

 private:
  SEATHRIFT_COLD std::size_t take_text(std::span<const std::byte> bytes) {
    return text.take(reply.plan.append, reply.result, bytes);
  }

  /// Reads an answer that is an error of the server.
  SEATHRIFT_COLD const std::byte* take_error(Input& in, const std::byte* at) {
    ApplicationError body;
    at = decode_error<P>(in, at, body);
    if (at != nullptr) error = answered_error(body, method);
    return at;
  }
};

}  // namespace seathrift::detail
