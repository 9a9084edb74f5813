// SPDX-License-Identifier: Apache-2.0
// What offers no more than a concept asks for is enough.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <boost/uuid/uuid.hpp>

#include <seathrift/seathrift.hpp>

#include "custom.hpp"
#include "handler.hpp"
#include "protocol.hpp"
#include "stream.hpp"
#include "transport.hpp"

namespace {

using namespace archetypes;
using namespace seathrift;

using Stack = Short<Tape>;
static_assert(MessageTransport<Stack>);

/// Weather as a Celsius says that it travels.
struct Degrees {
  double now = 0;
};

/// What a list's kernel would move as a whole.
struct Spot {
  bool on = false;
  std::int32_t colour = 0;
  double where = 0;
  boost::uuids::uuid id = {};
  bool operator==(const Spot&) const = default;
};
SEATHRIFT_STRUCT(Spot, (1, on), (2, colour), (3, where), (4, id))

struct Many {
  bool flag = false;
  std::int8_t small = 0;
  double real = 0;
  std::string text;
  std::vector<std::int32_t> numbers;
  std::map<std::string, std::set<std::int64_t>> names;
  std::vector<Many> inner;
  std::vector<Spot> spots;
  bool operator==(const Many&) const = default;
};
SEATHRIFT_STRUCT(Many, (1, flag), (2, small), (3, real), (4, text), (5, numbers), (6, names),
                 (7, inner), (8, spots))

/// Some of the same fields, in another order.
struct Other {
  std::string text;
  std::int8_t small = 0;
};
SEATHRIFT_STRUCT(Other, (4, text), (2, small))

/// Client and processor at the two ends of a tape, and a handler.
template <class Protocol>
struct Room {
  using ProcessorType = Processor<Lamp, Protocol, Stack>;
  using Outcome = typename ProcessorType::Outcome;

  explicit Room(std::pair<Tape, Tape> ends = Tape::make())
      : client(std::move(ends.first)), channel(std::move(ends.second), Limits{}) {}

  Outcome serve() { return processor.process(channel, lease, info); }

  LampHandler handler;
  ProcessorType processor{std::ref(handler), ProcessorOptions{}};
  Client<Lamp, Protocol, Stack> client;
  typename ProcessorType::Channel channel;
  ConnectionInfo info;
  detail::HandlerLease lease = processor.lease(info);
};

}  // namespace

TEMPLATE_TEST_CASE("archetypes: a stream, a framing and a handler of the least kind carry calls",
                   "", Binary, Compact, Plain) {
  Room<TestType> room;
  using Outcome = typename Room<TestType>::Outcome;
  room.client.template send_<&Lamp::dim>(40);
  CHECK(room.serve() == Outcome::served);
  CHECK(room.client.template receive_<&Lamp::dim>() == 40);
  room.client.template send_<&Lamp::dim>(400);
  CHECK(room.serve() == Outcome::served);
  CHECK_THROWS_AS(room.client.template receive_<&Lamp::dim>(), Broken);
  room.client.template send_<&Lamp::label>();
  CHECK(room.serve() == Outcome::served);
  CHECK(room.client.template receive_<&Lamp::label>() == "over the door");
  room.client.blink(3);
  CHECK(room.serve() == Outcome::served);
  CHECK(room.handler.blinks() == 3);
  // Nothing lies on the tape any more: that is its end.
  CHECK(room.serve() == Outcome::ended);
}

TEST_CASE("archetypes: a stream keeps to its table") {
  auto [near, far] = Tape::make();
  const std::string text = "tape";
  const auto bytes = std::as_bytes(std::span(text));
  const std::span<const std::byte> pieces[] = {bytes.first(1), {}, bytes.subspan(1)};
  CHECK(near.send({}));
  CHECK(!far.stale());
  CHECK(near.send(pieces));
  CHECK(far.stale());
  std::array<std::byte, 3> room;
  CHECK(far.receive(room).value() == 3);
  CHECK(far.receive(room).value() == 1);
  CHECK(far.receive(room).value() == 0);
  CHECK(near.send(pieces));
  far.stop_receiving();
  CHECK(far.receive(room).value() == 0);
  near.close();
  near.close();
  CHECK(!near.is_open());
  CHECK(near.stale());
  CHECK(near.send(pieces).error().code() == Errc::not_open);
  CHECK(near.receive(room).error().code() == Errc::not_open);
}

TEMPLATE_TEST_CASE("archetypes: a type with two functions travels as what they say", "", Binary,
                   Compact, Plain) {
  const Weather cold{Celsius(-40)};
  CHECK(decode<TestType, Weather>(encode<TestType>(cold)).now.degrees() == -40);
  CHECK(encode<TestType>(cold) == encode<TestType>(Degrees{-40}));
}

TEST_CASE("archetypes: a protocol of the least kind carries all types, in any order") {
  Many many;
  many.flag = true;
  many.small = -3;
  many.real = 2.5;
  many.text = "text";
  many.numbers = {1, -2, 3};
  many.names = {{"a", {}}, {"b", {4, 5}}};
  many.inner.push_back(many);
  for (std::uint8_t i = 0; i < 40; ++i) many.spots.push_back({i % 3 == 0, i, i * 0.5, {{i, 1}}});
  const auto bytes = encode<Plain>(many);
  CHECK(decode<Plain, Many>(bytes) == many);
  CHECK(encode<Plain>(decode<Plain, Other>(bytes)) == encode<Plain>(Other{"text", -3}));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(!try_decode<Plain, Many>(std::span(bytes).first(size)));
}
