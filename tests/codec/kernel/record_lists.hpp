// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lists of records for tests of kernels: filled at random, and what their bytes have to be.

#include <cstddef>
#include <vector>

#include <codec/kernel/support.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

namespace seathrift::testing {

template <class T>
struct List {
  T v = {};
};
struct Empty {};
SEATHRIFT_STRUCT(Empty)

/// Records that a `fill` of their namespace has filled.
template <class T>
std::vector<T> records(std::size_t count) {
  Random random(count + 1);
  std::vector<T> all(count);
  for (T& each : all) fill(random, each);
  return all;
}

/// What a list is, with records made one by one.
template <class P, class T>
std::vector<std::byte> one_by_one(const std::vector<T>& list) {
  // The list's head, taken from a list of as many empty structs.
  auto bytes = encode<P>(List<std::vector<Empty>>{std::vector<Empty>(list.size())});
  bytes.resize(bytes.size() - list.size() - 1);
  for (const T& each : list) {
    const auto one = encode<P>(each);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  bytes.push_back(std::byte{0});
  return bytes;
}

}  // namespace seathrift::testing
