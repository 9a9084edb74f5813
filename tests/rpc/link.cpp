// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/link.hpp>

#include <cstdint>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;
using FramedLink = Link<Binary, Framed<Memory>>;
using S = BinaryFramed;

detail::Outgoing nothing() {
  static const Nothing none;
  return detail::Outgoing::of<Binary>(none);
}

TEST_CASE("link: opens with the first call, or before, and closes when it is told to") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  FramedLink link(acceptor.endpoint(), {});
  CHECK(!link.is_open());
  CHECK(link.peer() == "nobody");
  link.open();
  CHECK(link.is_open());
  CHECK(link.peer() == "the other end in memory");
  CHECK(link.try_open().has_value());  // once more does nothing
  Memory first = acceptor.accept().value();
  link.close();
  link.close();
  CHECK(!link.is_open());
  CHECK(first.stale());
  REQUIRE(link.send("ping", false, nothing()).has_value());
  CHECK(link.is_open());
  CHECK(link.stream().is_open());
  CHECK(acceptor.accept().value().stale());
}

TEST_CASE("link: one over a stream that was handed over can't be opened again") {
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  CHECK(link.is_open());
  link.close();
  CHECK_THROWS_AS(link.open(), TransportException);
  const auto opened = link.try_open();
  REQUIRE(!opened);
  CHECK(opened.error().code() == Errc::not_open);
  CHECK(contains(opened.error().text(), "no endpoint"));
  CHECK(contains(opened.error().text(), "new client"));
}

TEST_CASE("link: replies that are due are counted, and forgotten with the connection") {
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  CHECK(link.outstanding() == 0);
  REQUIRE(link.send("ping", false, nothing()).has_value());
  REQUIRE(link.send("ping", false, nothing()).has_value());
  REQUIRE(link.send("note", true, nothing()).has_value());
  CHECK(link.outstanding() == 2);
  send_bytes(other, reply<S>("ping", 1, body<S>(Nothing{})));
  detail::ReplyOf<detail::method_at<&Harbor::ping>> answer{};
  REQUIRE(link.receive("ping", detail::IncomingRecord::of<Binary>(answer)).has_value());
  CHECK(link.outstanding() == 1);
  link.close();
  CHECK(link.outstanding() == 0);
}

TEST_CASE(
    "link: numbers go on from connection to connection, no reply is taken for a later one's") {
  auto acceptor = Memory::Acceptor::listen({}, {}).value();
  FramedLink link(acceptor.endpoint(), {});
  for (std::int32_t i = 1; i < 4; ++i) {
    REQUIRE(link.send("ping", false, nothing()).has_value());
    Peer<S> peer(acceptor.accept().value());
    CHECK(peer.next().value().seqid == i);
    link.close();
  }
}

TEST_CASE("link: arguments that can't be written leave the connection as it was") {
  // Nested deeper than the limit.
  Crate crate;
  for (int i = 0; i < 100; ++i) {
    Crate outer;
    outer.inside = std::make_unique<Crate>(std::move(crate));
    crate = std::move(outer);
  }
  auto [end, other] = Memory::pair();
  FramedLink link(std::move(end), {});
  const auto sent = link.send("pack", false, detail::Outgoing::of<Binary>(crate));
  REQUIRE(!sent);
  CHECK(sent.error().code() == Errc::depth_limit);
  CHECK(contains(sent.error().text(), "arguments of pack"));
  CHECK(link.is_open());
  CHECK(link.outstanding() == 0);
  CHECK(!other.stale());
}

}  // namespace
