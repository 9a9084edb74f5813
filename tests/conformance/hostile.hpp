// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which sizes does nobody mean? What lies is refused, and nothing is allocated for it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <conformance/memory.hpp>

namespace seathrift::testing {

/// One byte on the wire, hundreds in memory.
struct Large {
  std::optional<std::int64_t> a, b, c, d, e, f, g, h;
  std::optional<std::string> i, j, k;
};

template <class T>
struct One {
  T value{};
};

/// Decodes the type with all sizes that lie: `binary` is what stands in front of the size, in
/// `compact` a # stands for it.
template <class T>
void refuse_sizes(std::string_view binary, std::string_view compact) {
  CAPTURE(binary, compact);
  const std::string types(binary);
  for (const std::string_view size : {"7fffffff", "40000000", "10000000", "00010000"}) {
    CAPTURE(size);
    const auto bytes = bytes_of(types + " " + std::string(size) + " 00*40");
    REQUIRE(cost<Binary, One<T>>(bytes, Errc::truncated) < 4000);
  }
  for (const std::string_view size : {"ffffffff", "80000000"})
    REQUIRE(cost<Binary, One<T>>(bytes_of(types + " " + std::string(size) + " 00*40"),
                                 Errc::negative_size) < 4000);
  const auto at = compact.find('#');
  const std::string head(compact.substr(0, at));
  const std::string tail(compact.substr(at + 1));
  for (const std::string_view size : {"ffffffff07", "8080808004", "8080808001", "808004"})
    REQUIRE(cost<Compact, One<T>>(bytes_of(head + std::string(size) + tail + " 00*40"),
                                  Errc::truncated) < 4000);
  for (const std::string_view size : {"ffffffff0f", "8080808008"})
    REQUIRE(cost<Compact, One<T>>(bytes_of(head + std::string(size) + tail + " 00*40"),
                                  Errc::negative_size) < 4000);
  // More than 64 bits.
  REQUIRE(cost<Compact, One<T>>(bytes_of(head + "80*10 00" + tail + " 00*40"), Errc::invalid_data) <
          4000);
}

}  // namespace seathrift::testing
