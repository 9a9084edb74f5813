// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kept.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/container/flat_map.hpp>
#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#include "codec/support.hpp"

namespace seathrift {
namespace {

/// Counts what is taken from the heap through it.
class Counting : public std::pmr::memory_resource {
 public:
  std::size_t count = 0;

 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    ++count;
    return std::pmr::new_delete_resource()->allocate(size, alignment);
  }
  void do_deallocate(void* at, std::size_t size, std::size_t alignment) override {
    std::pmr::new_delete_resource()->deallocate(at, size, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

struct Keyed {
  Keyed(std::pmr::polymorphic_allocator<> allocator = {})
      : texts(allocator), rows(allocator), names(allocator), numbers(allocator) {}

  std::pmr::map<std::pmr::string, std::pmr::string> texts;
  std::pmr::map<std::int32_t, std::pmr::vector<std::pmr::string>> rows;
  std::pmr::set<std::pmr::string> names;
  std::pmr::set<std::int64_t> numbers;

  friend bool operator==(const Keyed&, const Keyed&) = default;
};
SEATHRIFT_STRUCT(Keyed, (1, texts), (2, rows), (3, names), (4, numbers))

/// Longer than what a string holds in itself.
std::pmr::string text_of(char c) { return std::pmr::string(40, c); }

Keyed make_keyed() {
  Keyed keyed;
  keyed.texts = {{text_of('a'), text_of('1')}, {"b", text_of('2')}, {text_of('c'), text_of('3')}};
  keyed.rows = {{1, {text_of('x')}}, {2, {}}, {3, {text_of('y'), text_of('z')}}};
  keyed.names = {text_of('n'), "o", text_of('p')};
  keyed.numbers = {-1, 0, 1};
  return keyed;
}

template <class P>
void check_same_keys() {
  const Keyed keyed = make_keyed();
  Keyed other = keyed;
  other.texts[text_of('a')] = "shorter";
  other.rows[3].pop_back();
  Counting memory;
  Keyed read(&memory);
  decode_to<P>(encode<P>(keyed), read);
  const std::size_t before = memory.count;
  decode_to<P>(encode<P>(keyed), read);
  CHECK(read == keyed);
  decode_to<P>(encode<P>(other), read);
  CHECK(read == other);
  CHECK(memory.count == before);
}

TEST_CASE("kept: maps and sets of the same keys take no memory") {
  check_same_keys<Binary>();
  check_same_keys<Compact>();
}

struct Numbers {
  std::map<std::string, std::int32_t> map = {};
  boost::container::flat_map<std::string, std::int32_t> flat = {};
  std::unordered_map<std::string, std::int32_t> hashed = {};
  std::set<std::string> set = {};
};
template <class P>
void check_orders() {
  using Map = std::map<std::string, std::int32_t>;
  const std::vector<Map> maps = {{{"a", 1}, {"b", 2}, {"c", 3}},
                                 {{"a", 4}, {"c", 5}},
                                 {{"b", 6}},
                                 {},
                                 {{"a", 7}, {"b", 8}, {"c", 9}, {"d", 9}},
                                 {{"a", 1}, {"b", 2}, {"bb", 3}, {"d", 4}},
                                 {{"x", 1}},
                                 {{"a", 1}, {"x", 1}, {"z", 2}}};
  const auto numbers_of = [](const Map& map) {
    Numbers numbers;
    for (const auto& [key, value] : map) {
      numbers.map[key] = value;
      numbers.flat[key] = value;
      numbers.hashed[key] = value;
      numbers.set.insert(key);
    }
    return numbers;
  };
  for (const auto& first : maps)
    for (const auto& second : maps) {
      Numbers read;
      decode_to<P>(encode<P>(numbers_of(first)), read);
      const Numbers expected = numbers_of(second);
      decode_to<P>(encode<P>(expected), read);
      CHECK(read.map == expected.map);
      CHECK(read.flat == expected.flat);
      CHECK(read.hashed == expected.hashed);
      CHECK(read.set == expected.set);
    }
}

TEST_CASE("kept: what the message does not have is gone") {
  check_orders<Binary>();
  check_orders<Compact>();
}

struct Part {
  std::int32_t number = 5;
  std::optional<std::string> text = {};
  friend bool operator==(const Part&, const Part&) = default;
};
struct Parts {
  std::map<std::string, Part> map = {};
};

TEST_CASE("kept: an entry is as in a new map, where its key comes twice and fields are absent") {
  Parts before;
  before.map = {{"a", {1, "one"}}, {"b", {2, "two"}}, {"c", {3, "three"}}};
  // Keys a, a, b in one message, b, a, b in the other; their parts have a number, or nothing.
  const std::string head = "0d 0001 0b 0c 00000003 ";
  const std::string number = "08 0001 00000009 00 ";
  for (const std::string& keys : {std::string("aab"), std::string("bab"), std::string("abc")})
    for (const bool first_has : {true, false}) {
      std::string text = head;
      bool has = first_has;
      for (const char key : keys) {
        text += "00000001 '" + std::string(1, key) + "' " + (has ? number : "00 ");
        has = !has;
      }
      const auto bytes = testing::bytes_of(text + "00");
      Parts read = before;
      decode_to<Binary>(bytes, read);
      CHECK(read.map == decode<Binary, Parts>(bytes).map);
    }
}

}  // namespace
}  // namespace seathrift
