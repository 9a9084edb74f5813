// SPDX-License-Identifier: Apache-2.0
// How fast is Seathrift? Its codec as a user calls it, into the library's own Buffer.

#include <cstddef>
#include <cstdlib>
#include <type_traits>

#include <seathrift/seathrift.hpp>

#include "described.hpp"
#include "harness.hpp"

namespace bench::ours {

using seathrift::Buffer;
using seathrift::MessageHead;

/// Encodes a record behind what the buffer holds.
template <class Protocol, class Record>
void encode_behind(const Record& record, Buffer& buffer) {
  Buffer alone;
  seathrift::encode_to<Protocol>(record, alone);
  buffer.append(alone);
}

template <class Protocol>
void encode_call(const Call& call, Buffer& buffer) {
  buffer.clear();
  const MessageHead head{call.name, seathrift::MessageType::call, call.seqid};
  std::byte* begin = buffer.prepare(Protocol::max_message_head + call.name.size()).data();
  const std::byte* end = Protocol::write_message(begin, head);
  buffer.commit(static_cast<std::size_t>(end - begin));
  encode_behind<Protocol>(call.args, buffer);
}

template <class Protocol>
void decode_call(Bytes bytes, Call& call) {
  seathrift::detail::Input in(bytes.data(), bytes.size(), seathrift::Limits{});
  MessageHead head;
  const std::byte* at = Protocol::read_message(in, bytes.data(), head);
  if (at == nullptr || head.type != seathrift::MessageType::call) std::abort();
  call.name = head.name;
  call.seqid = head.seqid;
  seathrift::decode_to<Protocol>(bytes.subspan(static_cast<std::size_t>(at - bytes.data())),
                                 call.args);
}

template <class Protocol>
struct Column {
  static constexpr auto library = "seathrift";
  static constexpr auto protocol = Protocol::name;

  template <class Message>
  using Native = Message;

  template <class Message>
  static void fill(Message& object, const Message& message) {
    object = message;
  }

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

int main(int argc, char** argv) {
  return bench::run<bench::ours::Column<seathrift::Binary>,
                    bench::ours::Column<seathrift::Compact>>(argc, argv);
}
