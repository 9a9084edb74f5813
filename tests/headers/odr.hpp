// SPDX-License-Identifier: Apache-2.0
#pragma once
// A round trip that both translation units of the ODR pair instantiate.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <seathrift/seathrift.hpp>

namespace odr {

struct Record {
  std::int32_t number = 7;
  std::string text = "seven";
  std::vector<std::int64_t> list = {1, 2, 3};
};
SEATHRIFT_STRUCT(Record, (1, number), (2, text), (3, list))

struct Keeper {
  void keep(Record record);
  Record find(std::int32_t number);
};
SEATHRIFT_SERVICE(Keeper, (keep, record), (find, number))

}  // namespace odr

std::size_t other_answer();

/// The bytes of one record in two protocols, and the length of its service's IDL.
template <int>
std::size_t answer() {
  using namespace seathrift;
  const auto binary = encode<Binary>(odr::Record{});
  const auto compact = encode<Compact>(odr::Record{});
  const auto back = decode<Compact, odr::Record>(compact);
  return binary.size() + compact.size() + back.list.size() + idl<odr::Keeper>().size();
}
