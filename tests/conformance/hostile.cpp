// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <conformance/memory.hpp>
#include <seathrift/schema/custom.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/union.hpp>

// Bytes that somebody made to hurt: deep nesting, and little that stands for much.

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::cost;

namespace {

struct Empty {};

/// Two bytes on the wire, hundreds in memory.
struct Large {
  std::optional<std::int64_t> a, b, c, d, e, f, g, h;
  std::optional<std::string> i, j, k;
};
SEATHRIFT_STRUCT(Large, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k))

/// Allocates although it is empty: so does the standard library's deque.
struct Deques {
  std::deque<std::int32_t> a;
  std::deque<std::string> b;
  std::array<std::deque<bool>, 2> c;
};
SEATHRIFT_STRUCT(Deques, (1, a), (2, b), (3, c))

struct Node {
  std::vector<Node> children;
  std::unique_ptr<Node> next;
};
SEATHRIFT_STRUCT(Node, (1, children), (2, next))

/// Counts how often it is read.
struct Marked {
  static inline int reads = 0;
};

}  // namespace

template <>
struct seathrift::Custom<Marked> {
  static std::int32_t to_thrift(Marked) { return 1; }
  static Marked from_thrift(std::int32_t) {
    ++Marked::reads;
    return {};
  }
};

namespace {

struct Marks;
struct MarkUnion : seathrift::Union<std::vector<Marks>, std::int32_t> {
  using Union::Union;
};
struct Marks {
  Marked mark;
  std::vector<Marks> list;
  std::unique_ptr<Marks> next;
  std::map<std::string, Marks> map;
  MarkUnion choice;
};
SEATHRIFT_UNION(MarkUnion, (1, marks), (2, number))
SEATHRIFT_STRUCT(Marks, (1, mark), (2, list), (3, next), (4, map), (5, choice))

template <class T>
struct One {
  T value{};
};

std::vector<std::byte> repeat(std::string_view unit, std::size_t times,
                              std::string_view tail = "") {
  const auto one = bytes_of(unit);
  std::vector<std::byte> all;
  all.reserve(one.size() * times + tail.size());
  for (; times != 0; --times) all.insert(all.end(), one.begin(), one.end());
  const auto end = bytes_of(tail);
  all.insert(all.end(), end.begin(), end.end());
  return all;
}

}  // namespace

TEST_CASE("hostile: 64 levels of a recursive struct are read, 65 are not") {
  for (const bool ended : {true, false}) {
    for (const std::size_t levels : {63, 64, 65, 1000, 1'000'000}) {
      // Without an end, the bytes end before the last level begins.
      if (!ended && levels == 65) continue;
      CAPTURE(levels, ended);
      const std::size_t inner = levels - 1;
      const Errc expected = levels > 64 ? Errc::depth_limit : ended ? Errc::none : Errc::truncated;
      auto list = repeat("19 1c", inner);
      auto pointer = repeat("2c", inner);
      auto binary = repeat("0f 0001 0c 00000001", inner);
      // What a pointer points at is not empty, or there would be no pointer.
      if (ended) {
        for (auto* bytes : {&list, &binary}) bytes->insert(bytes->end(), levels, std::byte{0});
        const auto tail = bytes_of("19 0c");
        pointer.insert(pointer.end(), tail.begin(), tail.end());
        pointer.insert(pointer.end(), levels, std::byte{0});
      }
      cost<Compact, Node>(list, expected);
      cost<Compact, Node>(pointer, expected);
      cost<Binary, Node>(binary, expected);
    }
  }
}

TEST_CASE("hostile: unknown values of 64 levels are skipped, of 65 not") {
  struct Any {
    std::int32_t value = 0;
  };
  struct Nesting {
    std::string_view head, level, end, tail;
    bool is_binary;
  };
  const std::array<Nesting, 9> all = {{
      // Structs, lists, sets, maps through their keys and through their values.
      {"9c", "1c", "00", "00 00", false},
      {"99", "19", "", "05 00", false},
      {"9a", "1a", "", "05 00", false},
      {"9b", "01 b5", "02", "00 02 00", false},
      {"9b", "01 5b 02", "", "00 00", false},
      {"0c 0063", "0c 0001", "00", "00 00", true},
      {"0f 0063", "0f 00000001", "", "08 00000000 00", true},
      {"0d 0063", "0d 08 00000001", "00000001", "08 08 00000000 00000001 00", true},
      {"0d 0063", "08 0d 00000001 00000001", "", "08 08 00000000 00", true},
  }};
  for (const Nesting& nesting : all) {
    for (const std::size_t levels : {63, 64, 65, 1'000'000}) {
      CAPTURE(nesting.head, nesting.level, levels);
      // An empty container is no level of its own; a struct and the last map's key are.
      const std::string_view tail = nesting.tail.substr(0, nesting.tail.rfind(' '));
      const bool is_struct = nesting.level == "1c" || nesting.level == "0c 0001";
      auto bytes = bytes_of(nesting.head);
      const auto inner = repeat(nesting.level, is_struct ? levels - 1 : levels);
      bytes.insert(bytes.end(), inner.begin(), inner.end());
      if (nesting.end.empty() || is_struct) {
        const auto last = bytes_of(is_struct ? nesting.end : tail);
        bytes.insert(bytes.end(), last.begin(), last.end());
        if (is_struct) bytes.insert(bytes.end(), levels - 1, std::byte{0});
      } else {
        const auto last = bytes_of(nesting.is_binary ? "08 08 00000000" : "00");
        bytes.insert(bytes.end(), last.begin(), last.end());
        const auto values = repeat(nesting.end, levels);
        bytes.insert(bytes.end(), values.begin(), values.end());
      }
      bytes.push_back(std::byte{0});
      const Errc expected = levels > 64 ? Errc::depth_limit : Errc::none;
      if (nesting.is_binary)
        REQUIRE(cost<Binary, Any>(bytes, expected) < 4000);
      else
        REQUIRE(cost<Compact, Any>(bytes, expected) < 4000);
    }
  }
}

TEST_CASE("hostile: a union is a level, and what is skipped is as deep as where it stands") {
  const auto chain = [](std::string_view level, std::size_t times, std::string_view inner) {
    auto bytes = repeat(level, times, inner);
    bytes.insert(bytes.end(), 200, std::byte{0});
    return bytes;
  };
  // A record, and in each step a union with a list of records.
  cost<Compact, Marks>(chain("5c 19 1c", 31, ""), Errc::none);
  cost<Compact, Marks>(chain("5c 19 1c", 32, ""), Errc::depth_limit);
  // The same where the union's member comes behind one that is unknown.
  cost<Compact, Marks>(chain("5c 05 c601 02 09 02 1c", 31, ""), Errc::none);
  cost<Compact, Marks>(chain("5c 05 c601 02 09 02 1c", 32, ""), Errc::depth_limit);
  // Sixty records, and unknown structs in the last.
  cost<Compact, Node>(chain("2c", 59, "9c 1c*3"), Errc::none);
  cost<Compact, Node>(chain("2c", 59, "9c 1c*4"), Errc::depth_limit);
  cost<Compact, Marks>(chain("3c", 59, "9c 1c*3"), Errc::none);
  cost<Compact, Marks>(chain("3c", 59, "9c 1c*4"), Errc::depth_limit);
}

TEST_CASE("hostile: what stands side by side is no deeper than one of it") {
  const auto list = [](std::string_view head, std::string_view element) {
    auto bytes = bytes_of(head);
    const auto elements = repeat(element, 1000, "00");
    bytes.insert(bytes.end(), elements.begin(), elements.end());
    return bytes;
  };
  cost<Compact, Node>(list("19 fc e807", "00"), Errc::none);
  cost<Compact, Node>(list("19 fc e807", "05 c601 02 00"), Errc::none);
  cost<Compact, Marks>(list("29 fc e807", "15 02 4c 25 02 00 00"), Errc::none);
  cost<Compact, Marks>(list("29 fc e807", "5c 05 c601 02 05 04 02 00 00"), Errc::none);
  cost<Compact, Marks>(list("29 fc e807", "5c 05 c601 02 00 00"), Errc::none);
}

TEST_CASE("hostile: an error under 60 levels costs one pass") {
  // If each level tried again what failed in it, this would not end.
  auto bytes = repeat("19 1c", 60);
  for (const std::string_view error : {"19 1e", "29 1c 18", "1c 28 ff*9 02", "98 7f"}) {
    auto message = bytes;
    const auto tail = bytes_of(error);
    message.insert(message.end(), tail.begin(), tail.end());
    REQUIRE(!try_decode<Compact, Node>(message));
  }
  bytes = repeat("2c", 60, "19 2c");
  REQUIRE(!try_decode<Compact, Node>(bytes));
  bytes = repeat("0c 0002", 60, "0c 0002 11");
  REQUIRE(!try_decode<Binary, Node>(bytes));
  // Fields out of order at each level, so that each level searches.
  bytes = repeat("0c 04", 60, "1e");
  REQUIRE(!try_decode<Compact, Node>(bytes));
}

TEST_CASE("hostile: each value under 60 levels with an error is read once, or once more") {
  const auto read = [](auto protocol, std::string_view level, std::string_view error,
                       std::size_t levels = 60) {
    Marked::reads = 0;
    const auto result = try_decode<decltype(protocol), Marks>(repeat(level, levels, error));
    REQUIRE(!result);
    CAPTURE(level, error, result.error().text());
    CHECK(Marked::reads >= static_cast<int>(levels));
    // The predicted path hands a field over once; nothing is read a third time.
    CHECK(Marked::reads <= 2 * static_cast<int>(levels + 1));
  };
  // A mark, then the next level: in a list, behind a pointer, as the value of a map, in a union.
  // Below, a type that there is not, a string that is too long, a varint without an end, nothing.
  for (const std::string_view error : {"1e", "18 7f", "15 ff*10", ""}) {
    read(Compact{}, "15 02 19 1c", error);
    read(Compact{}, "15 02 2c", error);
    read(Compact{}, "15 02 3b 01 8c 01 'k'", error);
    // The union is a level, too.
    read(Compact{}, "15 02 4c 19 1c", error, 30);
    // Out of order: each level searches.
    read(Compact{}, "25 00 05 02 02 2c", error);
  }
  for (const std::string_view error : {"11 0000", "0b 0001 7fffffff", "08 0001 00", ""}) {
    read(Binary{}, "08 0001 00000001 0f 0002 0c 00000001", error);
    read(Binary{}, "08 0001 00000001 0c 0003", error);
    read(Binary{}, "08 0001 00000001 0d 0004 0b 0c 00000001 00000001 'k'", error);
    read(Binary{}, "08 0001 00000001 0c 0005 0f 0001 0c 00000001", error, 30);
    read(Binary{}, "0b 0009 00000000 08 0001 00000001 0c 0003", error);
  }
}

TEST_CASE("hostile: 100 MiB of empty structs end in the budget's error before they cost anything") {
  constexpr std::size_t elements = 100 * 1024 * 1024 - 16;
  auto list = bytes_of("19 fc f0ffff31");
  REQUIRE(elements == 0x63ffff0);
  list.resize(list.size() + elements + 1);
  REQUIRE(cost<Compact, One<std::vector<Large>>>(list, Errc::memory_limit) < 4000);
  REQUIRE(cost<Compact, One<std::vector<std::vector<Large>>>>(list, Errc::none) < 4000);
  const auto result = try_decode<Compact, One<std::vector<Large>>>(list);
  REQUIRE_THAT(result.error().text(),
               Catch::Contains(std::to_string(elements)) &&
                   Catch::Contains("Limits::memory_factor or memory_base") &&
                   Catch::Contains(std::to_string(Limits{}.memory_for(list.size()))));
}

TEST_CASE("hostile: one byte that stands for hundreds is bounded by the memory budget") {
  constexpr std::size_t elements = 1 << 20;
  auto list = bytes_of("19 fc 808040");
  list.insert(list.end(), elements, std::byte{0});
  list.push_back(std::byte{0});
  REQUIRE(sizeof(Large) > 170);
  Limits limits;
  limits.memory_factor = 8;
  limits.memory_base = 1 << 20;
  REQUIRE(cost<Compact, One<std::vector<Large>>>(list, Errc::memory_limit, limits) < 4000);
  REQUIRE(cost<Compact, One<std::list<Large>>>(list, Errc::memory_limit, limits) < 4000);
  // The default is 64 times the message and 16 MiB, which this exceeds ...
  REQUIRE(cost<Compact, One<std::vector<Large>>>(list, Errc::memory_limit) < 4000);
  // ... and which a list of common structs doesn't.
  REQUIRE(cost<Compact, One<std::vector<Empty>>>(list, Errc::none) < 4 * elements);
  limits.memory_factor = 2 * sizeof(Large);
  REQUIRE(cost<Compact, One<std::vector<Large>>>(list, Errc::none, limits) <=
          3 * elements * sizeof(Large));
}

TEST_CASE("hostile: what elements hold while they are empty is charged too") {
  constexpr std::size_t elements = 1 << 16;
  auto list = bytes_of("19 fc 808004");
  list.insert(list.end(), elements + 1, std::byte{0});
  const std::size_t budget = Limits{}.memory_for(list.size());
  REQUIRE(elements * sizeof(Deques) < budget);
  REQUIRE(cost<Compact, One<std::vector<Deques>>>(list, Errc::memory_limit) < 4000);
  Limits limits;
  limits.memory_factor = 4096;
  REQUIRE(cost<Compact, One<std::vector<Deques>>>(list, Errc::none, limits) <=
          limits.memory_for(list.size()));
}

TEST_CASE("hostile: the budget is one for the message, not one for each list") {
  // 1024 lists of 1024 elements each.
  auto message = bytes_of("19 f9 8008");
  auto one = bytes_of("fc 8008");
  one.insert(one.end(), 1024, std::byte{0});
  for (int i = 0; i < 1024; ++i) message.insert(message.end(), one.begin(), one.end());
  message.push_back(std::byte{0});
  Limits limits;
  limits.memory_factor = 16;
  limits.memory_base = 0;
  const std::size_t budget = limits.memory_for(message.size());
  REQUIRE(cost<Compact, One<std::vector<std::vector<Large>>>>(message, Errc::memory_limit,
                                                              limits) <= budget);
}

TEST_CASE("hostile: sets, maps and pointers are charged too") {
  Limits limits;
  limits.memory_factor = 10;
  limits.memory_base = 0;
  std::vector<std::byte> set = bytes_of("1a f4 8008");
  for (int i = 0; i < 1024; ++i) {
    set.push_back(static_cast<std::byte>(0x80 | (i & 0x7f)));
    set.push_back(static_cast<std::byte>(i >> 7));
  }
  set.push_back(std::byte{0});
  cost<Compact, One<std::set<std::int16_t>>>(set, Errc::memory_limit, limits);
  cost<Compact, One<std::set<std::int16_t>>>(set, Errc::none);
  const auto map = repeat("", 0, "1b 02 36 01 00 02 00 00");
  cost<Compact, One<std::map<std::int8_t, std::int64_t>>>(map, Errc::memory_limit, limits);
  cost<Compact, One<std::map<std::int8_t, std::int64_t>>>(map, Errc::none);
  const auto chain = repeat("2c", 30, "19 0c 00*31");
  limits.memory_factor = 1;
  cost<Compact, Node>(chain, Errc::memory_limit, limits);
  cost<Compact, Node>(chain, Errc::none);
}

TEST_CASE("hostile: what a map's values hold while they are empty is charged too") {
  auto map = bytes_of("1b e807 4c");
  for (int i = 0; i < 1000; ++i) {
    map.push_back(static_cast<std::byte>(0x80 | (i & 0x7f)));
    map.push_back(static_cast<std::byte>(i >> 7));
    map.push_back(std::byte{0});
  }
  map.push_back(std::byte{0});
  Limits limits;
  limits.memory_base = 0;
  // Enough for the entries by themselves.
  limits.memory_factor = 200;
  REQUIRE(limits.memory_for(map.size()) > 1000 * (sizeof(Deques) + 64));
  cost<Compact, One<std::map<std::int16_t, Deques>>>(map, Errc::memory_limit, limits);
  limits.memory_factor = 2000;
  REQUIRE(cost<Compact, One<std::map<std::int16_t, Deques>>>(map, Errc::none, limits) <=
          limits.memory_for(map.size()));
}
