// SPDX-License-Identifier: Apache-2.0
#include "versions.hpp"

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <tuple>

#include "codecs.hpp"
#include "versions_types.h"

namespace interop {
namespace {

using Ours = INTEROP_VERSIONS(::versions);
using Theirs = INTEROP_VERSIONS(::apache::versions);

/// What Apache's C++ reads as another version, written again; nothing when it refuses.
template <class Pair, class Reader>
std::optional<std::string> reread(const std::string& bytes) {
  try {
    return encode_theirs<Pair>(decode_theirs<Pair, Reader>(bytes));
  } catch (const apache::thrift::protocol::TProtocolException&) {
    return std::nullopt;
  }
}

}  // namespace

TEMPLATE_TEST_CASE("versions: each is read as each other, as Apache's C++ does", "", Binary,
                   Compact) {
  std::size_t refused = 0;
  for_each_version([&](auto writer) {
    using OurWriter = std::tuple_element_t<writer, Ours>;
    using TheirWriter = std::tuple_element_t<writer, Theirs>;
    for (std::uint64_t number = 0; number != version_samples; ++number) {
      const std::string bytes = encode_ours<TestType>(version_sample<OurWriter>(number));
      INFO(version_names[writer] << ", sample " << number << ", " << hex(bytes));
      REQUIRE(hex(bytes) == hex(encode_theirs<TestType>(version_sample<TheirWriter>(number))));
      for_each_version([&](auto reader) {
        INFO("read as " << version_names[reader]);
        const auto theirs = reread<TestType, std::tuple_element_t<reader, Theirs>>(bytes);
        const auto ours = decode_ours<TestType, std::tuple_element_t<reader, Ours>>(bytes);
        REQUIRE(ours.has_value() == theirs.has_value());
        if (theirs) {
          CHECK(hex(encode_ours<TestType>(*ours)) == hex(*theirs));
        } else {
          ++refused;
          CHECK(ours.error().code() == seathrift::Errc::missing_required);
        }
      });
    }
  });
  // Strict and Stricter refuse most of what others write.
  CHECK(refused > 30);
}

TEMPLATE_TEST_CASE("versions: a container whose elements have another type is skipped", "", Binary,
                   Compact) {
  for (std::uint64_t number = 0; number != version_samples; ++number) {
    const auto elements = version_sample<apache::versions::Elements>(number);
    const auto first =
        decode_ours<TestType, versions::First>(encode_theirs<TestType>(elements)).value();
    CHECK(first.a == elements.a);
    CHECK(first.c.empty());
    CHECK(first.d.empty());
    CHECK(first.e.y == elements.e.y);

    const auto written = version_sample<apache::versions::First>(number);
    const auto back =
        decode_ours<TestType, versions::Elements>(encode_theirs<TestType>(written)).value();
    CHECK(back.a == written.a);
    CHECK(back.c.empty());
    CHECK(back.d.empty());
    CHECK(back.e.y == written.e.y);
  }
}

}  // namespace interop
