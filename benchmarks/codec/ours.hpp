// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is Seathrift measured? Its codec as a user calls it, into the library's own Buffer.

#include <cstddef>
#include <cstdlib>
#include <type_traits>

#include <seathrift/seathrift.hpp>

#include "harness.hpp"
#include "messages.hpp"

namespace bench::ours {

using seathrift::Buffer;
using seathrift::MessageHead;

/// Encodes a call as a client sends it: message head and arguments in one run through the buffer.
template <class Protocol>
void encode_call(const Call& call, Buffer& buffer) {
  namespace detail = seathrift::detail;
  using Arguments = decltype(call.args);
  detail::FlatOutput out{&buffer, &detail::body_text<Protocol, Arguments>};
  std::byte* to = buffer.begin_anew(Protocol::max_message_head + call.name.size() +
                                    detail::shape_of<Protocol, Arguments>.bound);
  to = Protocol::write_message(to, {call.name, seathrift::MessageType::call, call.seqid});
  buffer.end_at(detail::encode_fields<Protocol, true, detail::FlatOutput>(
      out, to, call.args, 0, detail::in_wire_order<Arguments>));
}

/// Decodes a call as a server receives it, and keeps the name.
template <class Protocol>
void decode_call(Bytes bytes, Call& call) {
  seathrift::detail::Input in(bytes.data(), bytes.size(), seathrift::Limits{});
  MessageHead head;
  const std::byte* at = Protocol::read_message(in, in.begin, head);
  if (at == nullptr || head.type != seathrift::MessageType::call) std::abort();
  call.name = head.name;
  call.seqid = head.seqid;
  if (seathrift::detail::decode_in_place<Protocol>(in, at, call.args) == nullptr) std::abort();
}

template <class Protocol>
struct Column : OurObjects {
  static constexpr auto library =
      seathrift::detail::optimize_size ? "seathrift_by_table" : "seathrift";
  static constexpr auto protocol = Protocol::name;

  template <class Message>
  class Encoder {
   public:
    Bytes operator()(const Message& message) {
      if constexpr (std::is_same_v<Message, Call>)
        encode_call<Protocol>(message, buffer_);
      else
        seathrift::encode_to<Protocol>(message, buffer_);
      return buffer_.bytes();
    }

   private:
    Buffer buffer_;
  };

  template <class Message>
  struct Decoder {
    void operator()(Message& message, Bytes bytes) {
      if constexpr (std::is_same_v<Message, Call>)
        decode_call<Protocol>(bytes, message);
      else
        seathrift::decode_to<Protocol>(bytes, message);
    }
  };
};

}  // namespace bench::ours
