// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does the benchmark call? The service of bench.thrift.

#include <string>
#include <string_view>

#include <seathrift/seathrift.hpp>

namespace bench {

struct Bench {
  void ping();
  std::string echo(std::string_view text);
};
SEATHRIFT_SERVICE(Bench, (ping), (echo, text))

}  // namespace bench
