// SPDX-License-Identifier: Apache-2.0
// Any bytes as calls of a service: whatever they are, what is answered are whole replies, no more
// than there were messages.

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <seathrift/codec/skip.hpp>
#include <seathrift/core/recognize.hpp>
#include <seathrift/rpc/processor.hpp>

#include "chunks.hpp"
#include "service.hpp"
#include "stacks.hpp"
#include "target.hpp"

using namespace seathrift;
using fuzz::Bytes;
using fuzz::Chunks;
using fuzz::promise;

namespace {

/// Counts the replies among the bytes that were sent. The last may be the word to a caller that
/// speaks something else, in its own language.
template <class P, class Transport>
std::size_t count_replies(Bytes bytes) {
  detail::Channel<P, Transport> channel(Chunks(bytes, 0), Limits{});
  std::size_t replies = 0;
  bool foreign = false;
  for (;;) {
    const auto received =
        channel.receive([&](Bytes message, bool whole) -> std::optional<std::size_t> {
          detail::Input in(message.data(), message.size(), channel.limits());
          MessageHead head;
          const std::byte* at = P::read_message(in, in.begin, head);
          if (at == nullptr && in.error == Errc::bad_version && !recognize(message).empty()) {
            foreign = true;
            return message.size();
          }
          // Many answers do not come at once.
          promise(at != nullptr || (!whole && in.came_short()), "an answer is a message");
          if (at == nullptr) return std::nullopt;
          promise(head.type == MessageType::reply || head.type == MessageType::exception,
                  "an answer is a reply");
          at = detail::skip_value<P>(in, at, Type::structure);
          promise(at != nullptr || (!whole && in.came_short()), "an answer is whole");
          if (at == nullptr) return std::nullopt;
          const auto used = static_cast<std::size_t>(at - message.data());
          promise(!channel.bounded || used == message.size(), "an answer is all of its frame");
          ++replies;
          return used;
        });
    if (!received) {
      promise(received.error().code() == Errc::wrong_peer, "answers are framed");
      foreign = true;
    }
    if (foreign) return replies + 1;
    if (*received == detail::Received::end) return replies;
  }
}

template <class P, template <class> class Framing, bool Wait>
void serve(Bytes bytes, unsigned pieces) {
  using Transport = Framing<Chunks>;
  using Served = Processor<fuzz::Yard, P, Transport>;
  ProcessorOptions options;
  options.on_error = [](const ConnectionInfo&, std::string_view, std::exception_ptr error) {
    promise(error != nullptr, "an error that is told is one");
  };
  options.expose_errors = pieces % 2 != 0;
  const Served processor(fuzz::YardHandler{}, options);
  Chunks stream(bytes, pieces);
  const auto sent = stream.sent();
  typename Served::Channel channel(std::move(stream), fuzz::small_limits());
  const ConnectionInfo info{"the fuzzer", -1};
  const auto lease = processor.lease(info);
  std::size_t served = 0;
  for (;;) {
    const auto outcome = processor.template process<Wait>(channel, lease, info);
    if (outcome == Served::Outcome::served) ++served;
    if (outcome == Served::Outcome::ended) break;
  }
  // The one that ended the connection can have an answer, too.
  promise(count_replies<P, Transport>(*sent) <= served + 1, "no more answers than calls");
}

template <class P, template <class> class Framing>
void serve_both(Bytes bytes, unsigned pieces) {
  serve<P, Framing, true>(bytes, pieces);
  serve<P, Framing, false>(bytes, pieces);
}

}  // namespace

FUZZ_TARGET(input) {
  fuzz::Choices choices(input);
  const unsigned stack = choices.next();
  const unsigned pieces = choices.next();
  const Bytes bytes = choices.rest();
  fuzz::on_stack(stack, [&]<class P, template <class> class Framing>() {
    serve_both<P, Framing>(bytes, pieces);
  });
}
