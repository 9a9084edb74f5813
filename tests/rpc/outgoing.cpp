// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/outgoing.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace harbor;
using namespace seathrift;
using seathrift::testing::Bytes;

template <class P>
Bytes written(const detail::Outgoing& message) {
  Buffer buffer;
  auto out = detail::output_to<true>(buffer);
  std::vector<detail::Gathered> pieces;
  out.gather.pieces = &pieces;
  const std::byte* const end = message.encode(out, {"m", MessageType::call, 7});
  REQUIRE(out.error == Errc::none);
  REQUIRE(pieces.empty());
  return Bytes(static_cast<const std::byte*>(out.begin), end);
}

/// The values as they are sent, and as the record that they stand for is encoded.
template <class P, class Ids, class... T>
void check(const T&... values) {
  const void* const addresses[] = {std::addressof(values)..., nullptr};
  const detail::Arguments<Ids, std::index_sequence_for<T...>, const T&...> record{{values}...};
  CHECK(written<P>({detail::outgoing_plan<P, Ids, T...>, addresses}) ==
        written<P>(detail::Outgoing::of<P>(record)));
}

template <int... Given>
using Numbers = detail::Ids<0, Given...>;

TEMPLATE_TEST_CASE("outgoing: values are written as the fields of a struct", "", Binary, Compact) {
  using P = TestType;
  const std::vector<std::int32_t> list = {1, -2, 300};
  const std::string text = "text";
  const Storm storm(5);
  CHECK(detail::goes_by_table<std::vector<std::int32_t>>);
  CHECK(!detail::goes_by_table<std::int32_t, std::string, bool>);
  check<P, Numbers<>>();
  check<P, Numbers<1, 2>>(std::int32_t{-1}, text);
  check<P, Numbers<1, 2, 3>>(list, true, false);
  check<P, Numbers<1, 2, 3>>(storm, text, std::int8_t{1});
  check<P, Numbers<100, 20'000, 3>>(list, 0.5, std::int64_t{1} << 40);  // in the order of their ids
  check<P, Numbers<-5, 300, 301>>(storm, true, list);
}

TEMPLATE_TEST_CASE("outgoing: an optional that holds nothing is left away", "", Binary, Compact) {
  using P = TestType;
  using Number = std::optional<std::int32_t>;
  using Flag = std::optional<bool>;
  check<P, Numbers<1, 2, 3>>(Number(), Flag(true), std::int32_t{7});
  check<P, Numbers<1, 2, 3>>(Number(4), Flag(), std::int32_t{7});
}

TEMPLATE_TEST_CASE("outgoing: what is nested too deep is refused", "", Binary, Compact) {
  using P = TestType;
  Crate crate;
  for (int i = 0; i < 100; ++i) {
    Crate outer;
    outer.inside = std::make_unique<Crate>(std::move(crate));
    crate = std::move(outer);
  }
  Buffer buffer;
  auto out = detail::output_to<true>(buffer);
  const void* const address = &crate;
  const detail::Outgoing message = {detail::outgoing_plan<P, Numbers<1>, Crate>, &address};
  static_cast<void>(message.encode(out, {"m", MessageType::call, 7}));
  CHECK(out.error == Errc::depth_limit);
}

}  // namespace
