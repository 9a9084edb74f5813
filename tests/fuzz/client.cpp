// SPDX-License-Identifier: Apache-2.0
// Any bytes as a server's replies: each call ends in a value or in an error with a text, and after
// one that broke the connection no further call is sent.

#include <cstddef>
#include <memory>
#include <vector>

#include <seathrift/rpc/client.hpp>

#include "chunks.hpp"
#include "service.hpp"
#include "stacks.hpp"
#include "target.hpp"

using namespace seathrift;
using fuzz::Bytes;
using fuzz::Chunks;
using fuzz::promise;
using fuzz::Yard;

namespace {

template <class Client, class Value>
void check(Client& client, const Result<Value>& result) {
  if (result) {
    promise(client.link().is_open(), "a call that was answered leaves the connection open");
    return;
  }
  const Errc code = result.error().code();
  promise(code != Errc::none && !result.error().text().empty(), "an error has a code and a text");
  promise(client.link().is_open() == (code == Errc::declared || code == Errc::application),
          "an error that is no answer closes the connection");
}

template <class P, template <class> class Framing>
void call(Bytes bytes, unsigned pieces) {
  ConnectionOptions options;
  options.limits = fuzz::small_limits();
  Chunks stream(bytes, pieces);
  const auto sent = stream.sent();
  Client<Yard, P, Framing<Chunks>> client(std::move(stream), options);
  for (int i = 0; i != 3 && client.link().is_open(); ++i) {
    check(client, client.template try_call<&Yard::d>(
                      fuzz::Part{}, std::map<std::string, std::vector<fuzz::Part>>{}));
    if (client.link().is_open())
      check(client, client.template try_call<&Yard::f>(std::int8_t{0}, std::vector<bool>{}));
    if (client.link().is_open()) check(client, client.template try_call<&Yard::a>());
  }
  if (client.link().is_open()) return;
  const std::size_t size = sent->size();
  promise(!client.template try_call<&Yard::a>(), "a call without a connection is an error");
  promise(sent->size() == size, "a broken connection is not written to");
}

}  // namespace

FUZZ_TARGET(input) {
  fuzz::Choices choices(input);
  const unsigned stack = choices.next();
  const unsigned pieces = choices.next();
  const Bytes bytes = choices.rest();
  fuzz::on_stack(
      stack, [&]<class P, template <class> class Framing>() { call<P, Framing>(bytes, pieces); });
}
