// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kept.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory_resource>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
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

/// Numbers that a peer of an older version does not send: its elements are shorter than predicted.
struct Row {
  using allocator_type = std::pmr::polymorphic_allocator<>;
  Row(allocator_type allocator = {}) : text(allocator) {}
  Row(const Row& other, allocator_type allocator) : Row(allocator) { *this = other; }
  Row(Row&& other, allocator_type allocator) : Row(allocator) { *this = std::move(other); }
  [[nodiscard]] allocator_type get_allocator() const { return text.get_allocator(); }

  std::pmr::string text;
  double a = 0, b = 0, c = 0, d = 0, e = 0;

  friend bool operator==(const Row&, const Row&) = default;
};
SEATHRIFT_STRUCT(Row, (1, text), (2, a), (3, b), (4, c), (5, d), (6, e))
struct OldRow {
  std::string text;
};
template <class List>
struct Rows {
  List rows;
};

template <class P, template <class...> class List>
void check_older_rows() {
  using Kept = List<Row, std::pmr::polymorphic_allocator<Row>>;
  Counting memory;
  Rows<Kept> read{Kept(&memory)};
  for (const std::size_t size : {4, 4, 7, 2, 0, 3}) {
    Rows<std::vector<OldRow>> sent;
    for (std::size_t i = 0; i < size; ++i)
      sent.rows.emplace_back().text.assign(40, static_cast<char>('a' + size + i));
    for (Row& each : read.rows) each.a = 5;
    const std::size_t before = memory.count;
    const std::size_t kept = read.rows.size();
    decode_to<P>(encode<P>(sent), read);
    REQUIRE(read.rows.size() == size);
    auto each = read.rows.begin();
    for (const OldRow& row : sent.rows) {
      Row expected;
      expected.text = row.text;
      CHECK(*each++ == expected);
    }
    if (size <= kept) CHECK(memory.count == before);
  }
}

TEST_CASE("kept: a list whose elements are shorter than predicted keeps those that it has") {
  check_older_rows<Binary, std::vector>();
  check_older_rows<Compact, std::vector>();
  check_older_rows<Binary, std::deque>();
  check_older_rows<Binary, std::list>();
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

/// Compares without regard to case.
struct Caseless : std::char_traits<char> {
  static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
  static bool lt(char a, char b) { return lower(a) < lower(b); }
  static int compare(const char* a, const char* b, std::size_t size) {
    for (; size != 0; --size, ++a, ++b)
      if (lower(*a) != lower(*b)) return lt(*a, *b) ? -1 : 1;
    return 0;
  }
};
struct CaselessNumbers {
  std::map<std::basic_string<char, Caseless>, std::int32_t> map = {};
};

/// Has an order of its own: the highest first.
enum class Rank : std::int32_t { low = 1, middle = 2, high = 3 };
SEATHRIFT_ENUM(Rank, low, middle, high)

}  // namespace
}  // namespace seathrift
template <>
struct std::less<seathrift::Rank> {
  bool operator()(seathrift::Rank a, seathrift::Rank b) const noexcept {
    return static_cast<int>(a) > static_cast<int>(b);
  }
};
namespace seathrift {
namespace {

struct Ranks {
  std::map<Rank, std::int32_t> map = {};
};

TEST_CASE("kept: enumerators that have an order of their own") {
  Ranks all;
  all.map = {{Rank::low, 1}, {Rank::middle, 2}, {Rank::high, 3}};
  for (const Rank rank : {Rank::low, Rank::middle, Rank::high}) {
    Ranks one;
    one.map = {{rank, 4}};
    Ranks read = all;
    decode_to<Binary>(encode<Binary>(one), read);
    CHECK(read.map == one.map);
    decode_to<Binary>(encode<Binary>(all), read);
    CHECK(read.map == all.map);
  }
}

TEST_CASE("kept: keys that have an order of their own") {
  CaselessNumbers before;
  before.map = {{"a", 1}, {"B", 2}};
  CaselessNumbers after;
  after.map = {{"B", 3}};
  decode_to<Binary>(encode<Binary>(after), before);
  CHECK(before.map == after.map);
}

/// A map of nodes that moves its entries, and knows which iterators know that: as a B-tree does.
template <class Key, class Mapped>
class Moving {
  using Entries = std::vector<std::pair<Key, Mapped>>;

 public:
  using key_type = Key;
  using mapped_type = Mapped;
  using value_type = std::pair<Key, Mapped>;
  using key_compare = std::less<Key>;
  using node_type = int;
  class iterator {
   public:
    iterator() = default;
    iterator(const Moving* map, std::size_t at) : map_(map), at_(at), changes_(map->changes_) {}
    value_type& operator*() const {
      check();
      return const_cast<Moving*>(map_)->entries_[at_];
    }
    value_type* operator->() const { return &**this; }
    iterator& operator++() { return check(), ++at_, *this; }
    iterator& operator--() { return check(), --at_, *this; }
    iterator operator++(int) {
      const iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const iterator& a, const iterator& b) {
      return a.check(), a.at_ == b.at_;
    }
    void check() const {
      if (changes_ != map_->changes_) throw std::logic_error("an iterator that holds no more");
    }

    const Moving* map_ = nullptr;
    std::size_t at_ = 0;
    int changes_ = 0;
  };
  using const_iterator = iterator;

  [[nodiscard]] iterator begin() const { return {this, 0}; }
  [[nodiscard]] iterator end() const { return {this, entries_.size()}; }
  [[nodiscard]] key_compare key_comp() const { return {}; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  void clear() { ++changes_, entries_.clear(); }
  iterator erase(iterator first, iterator last) {
    first.check(), last.check(), ++changes_;
    const auto begin = entries_.begin();
    entries_.erase(begin + static_cast<std::ptrdiff_t>(first.at_),
                   begin + static_cast<std::ptrdiff_t>(last.at_));
    return {this, first.at_};
  }
  template <class... KeyParts>
  iterator emplace_hint(iterator hint, std::piecewise_construct_t, std::tuple<KeyParts...> key,
                        std::tuple<>) {
    hint.check();
    value_type entry(std::make_from_tuple<Key>(std::move(key)), Mapped{});
    std::size_t at = 0;
    while (at < size() && entries_[at].first < entry.first) ++at;
    if (at < size() && entries_[at].first == entry.first) return {this, at};
    ++changes_;
    entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(at), std::move(entry));
    return {this, at};
  }

 private:
  Entries entries_;
  int changes_ = 0;
};
struct MovingNumbers {
  Moving<std::int32_t, std::int32_t> map = {};
};

TEST_CASE("kept: maps that move their entries") {
  // All keys of up to five among six, in any order, into an object that has three.
  const auto bytes_of_keys = [](const std::vector<int>& keys) {
    std::string text = "0d 0001 08 08 0000000" + std::to_string(keys.size());
    for (const int key : keys)
      text += " 0000000" + std::to_string(key) + " 0000000" + std::to_string(key + 1);
    return testing::bytes_of(text + " 00");
  };
  const auto before = bytes_of_keys({1, 3, 5});
  std::vector<int> keys;
  const auto check = [&](auto self) -> void {
    const auto bytes = bytes_of_keys(keys);
    MovingNumbers read;
    decode_to<Binary>(before, read);
    decode_to<Binary>(bytes, read);
    std::map<std::int32_t, std::int32_t> expected;
    for (const int key : keys) expected[key] = key + 1;
    std::map<std::int32_t, std::int32_t> got;
    for (const auto& [key, value] : read.map) got[key] = value;
    REQUIRE(read.map.size() == expected.size());
    REQUIRE(got == expected);
    if (keys.size() == 4) return;
    for (int key = 0; key < 7; ++key) {
      keys.push_back(key);
      self(self);
      keys.pop_back();
    }
  };
  check(check);
}

}  // namespace
}  // namespace seathrift
