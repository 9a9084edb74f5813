// SPDX-License-Identifier: Apache-2.0
// Any bytes as a connection's messages: however they are cut into pieces, the same messages come
// out, and the same end.

#include <cstddef>
#include <optional>
#include <vector>

#include <seathrift/codec/skip.hpp>
#include <seathrift/rpc/channel.hpp>

#include "chunks.hpp"
#include "stacks.hpp"
#include "target.hpp"

using namespace seathrift;
using fuzz::Bytes;
using fuzz::Chunks;
using fuzz::promise;

namespace {

struct Session {
  std::vector<std::vector<std::byte>> messages;
  Errc end = Errc::none;
};

/// Receives until the connection ends, or a message is none.
template <class P, template <class> class Framing, bool Wait>
Session receive_all(Bytes bytes, unsigned pieces) {
  detail::Channel<P, Framing<Chunks>> channel(Chunks(bytes, pieces), fuzz::small_limits());
  Session session;
  for (;;) {
    const auto received = channel.template receive<Wait>(
        [&](Bytes message, bool whole) -> std::optional<std::size_t> {
          detail::Input in(message.data(), message.size(), channel.limits());
          MessageHead head;
          const std::byte* at = P::read_message(in, in.begin, head);
          if (at != nullptr) at = detail::skip_value<P>(in, at, Type::structure);
          if (at == nullptr && in.error == Errc::truncated && !whole) return std::nullopt;
          if (at == nullptr) {
            session.end = in.error;
            return message.size();
          }
          session.messages.emplace_back(message.data(), at);
          return static_cast<std::size_t>(at - message.data());
        });
    if (!received) {
      promise(!received.error().text().empty(), "an error has a text");
      session.end = received.error().code();
      return session;
    }
    if (*received == detail::Received::nothing_yet) continue;
    if (*received == detail::Received::end || session.end != Errc::none) return session;
  }
}

template <class P, template <class> class Framing>
void compare(Bytes bytes, unsigned pieces) {
  const Session whole = receive_all<P, Framing, true>(bytes, 0);
  for (const Session& cut : {receive_all<P, Framing, true>(bytes, pieces),
                             receive_all<P, Framing, false>(bytes, pieces)}) {
    // How the bytes of another transport are refused depends on how many are there to be looked at.
    if (whole.end == Errc::wrong_peer || cut.end == Errc::wrong_peer) continue;
    promise(cut.messages == whole.messages, "pieces change no message");
    // Whether a message is nested too deep is said when all of it is there: in pieces, what is
    // wrong behind that is found first.
    const bool too_deep = whole.end == Errc::depth_limit && cut.end != Errc::none;
    promise(cut.end == whole.end || too_deep, "pieces change no error");
  }
}

}  // namespace

FUZZ_TARGET(input) {
  fuzz::Choices choices(input);
  const unsigned stack = choices.next();
  const unsigned pieces = choices.next() + 1;
  const Bytes bytes = choices.rest();
  fuzz::on_stack(stack, [&]<class P, template <class> class Framing>() {
    compare<P, Framing>(bytes, pieces);
  });
}
