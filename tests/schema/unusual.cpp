// SPDX-License-Identifier: Apache-2.0
// Declarations that are right, but not like most: do they travel, and compile without a warning?
#include <seathrift/seathrift.hpp>
#include <seathrift/testing/served.hpp>

#include <compare>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <catch2/catch.hpp>

#pragma GCC diagnostic error "-Wshadow"
#pragma GCC diagnostic error "-Wconversion"
#pragma GCC diagnostic error "-Wsign-conversion"
#pragma GCC diagnostic error "-Wold-style-cast"
#pragma GCC diagnostic error "-Wextra-semi"
#pragma GCC diagnostic error "-Wcast-qual"
#if !defined(__clang__)
#pragma GCC diagnostic error "-Wuseless-cast"
#pragma GCC diagnostic error "-Wzero-as-null-pointer-constant"
#endif

namespace unusual {
inline namespace v1 {

enum class Level : std::int8_t { low = -1, high };
SEATHRIFT_ENUM(Level, low, high)
enum Unscoped { first, again = first };
SEATHRIFT_ENUM(Unscoped, first, again)

struct Empty {};
struct Base {
  std::int32_t inherited = 0;
};
struct alignas(32) Derived final : Empty, Base {
  [[maybe_unused]] std::int32_t own = 0;
  [[no_unique_address]] Empty nothing;
};
SEATHRIFT_STRUCT(Derived, (1, own), (2, inherited))

constexpr int first_id = 100;
enum Ids { second_id = 101 };
struct Outer {
  struct Inner {
    std::int32_t oneway = 0, throws = 0, id = 0, T = 0, i = 0, x = 0, c = 0;
  };
  enum class Kind { one };
  Inner inner;
  std::list<Inner> more;
  Kind kind{};
};
SEATHRIFT_ENUM(Outer::Kind, one)
SEATHRIFT_STRUCT(Outer::Inner, (oneway), (throws), (id), (T), (i), (x), (c), )
SEATHRIFT_STRUCT(Outer, (-1, inner), (first_id, more), (second_id, kind, required))

class Made {
 public:
  Made() = default;
  explicit Made(std::int32_t number) : number_(number) {}
  Made(const Made&) = default;
  Made& operator=(const Made&) = default;
  virtual ~Made() = default;
  std::int32_t number_ = 0;
};
SEATHRIFT_STRUCT(Made, (1, number_))

struct Key {
  std::int32_t number = 0;
  auto operator<=>(const Key&) const = default;
};
struct ByNumber {
  bool operator()(const Made& left, const Made& right) const {
    return left.number_ < right.number_;
  }
};
template <class Item>
struct Page {
  std::vector<Item> items;
  std::map<Key, Item> named;
  std::set<Made, ByNumber> made;
};
SEATHRIFT_STRUCT(Page<Key>, (1, items), (2, named), (3, made))

struct Node {
  std::int32_t value = 0;
  std::unique_ptr<Node> next;
};
SEATHRIFT_STRUCT(Node, (1, value), (2, next))

struct Plain {
  std::string why;
};
class Own : public std::exception {
 public:
  std::string why;
  const char* what() const noexcept override { return why.c_str(); }
};
SEATHRIFT_EXCEPTION(Own, (1, why))

using Id = std::int64_t;
struct Service final {
  void plain() noexcept;
  [[nodiscard]] Id defaulted(Id id = 1) const;
  auto trailing(const Page<Key>& page) -> std::vector<Made>;
  Node move_only(Node node);
  void oneway();
  void throws(std::int32_t S, std::int32_t T, std::int32_t name);
};
using Alias = Service;
SEATHRIFT_SERVICE(Alias, (plain), (defaulted, id), (trailing, page),
                  (move_only, (first_id, node), throws(Own, Plain)), (oneway, oneway),
                  (throws, S, T, name), )

}  // namespace v1
}  // namespace unusual

namespace {

using namespace unusual;

struct Handler {
  void plain() noexcept {}
  template <class Number>
  Number defaulted(Number id) const {
    return id + 1;
  }
  auto trailing(Page<Key> page) const -> std::vector<Made> {
    return {Made{static_cast<std::int32_t>(page.items.size())}};
  }
  Node move_only(Node node) {
    if (node.next == nullptr) throw Plain{"alone"};
    return node;
  }
  void oneway() {}
  static void throws(std::int32_t, std::int32_t, std::int32_t) {}
};

}  // namespace

TEST_CASE("unusual: members of bases, of nested types and of templates travel") {
  Derived derived;
  derived.own = 1;
  derived.inherited = 2;
  const auto bytes = seathrift::encode<seathrift::Compact>(derived);
  CHECK(seathrift::decode<seathrift::Compact, Derived>(bytes).inherited == 2);

  Outer outer;
  outer.inner.throws = 3;
  outer.more.resize(2);
  const auto back =
      seathrift::decode<seathrift::Binary, Outer>(seathrift::encode<seathrift::Binary>(outer));
  CHECK(back.inner.throws == 3);
  CHECK(back.more.size() == 2);

  Page<Key> page{{Key{4}}, {{Key{5}, Key{6}}}, {Made{7}}};
  const auto read =
      seathrift::decode<seathrift::Compact, Page<Key>>(seathrift::encode<seathrift::Compact>(page));
  CHECK(read.items == page.items);
  CHECK(read.named == page.named);
  CHECK(read.made.begin()->number_ == 7);
}

namespace unusual::names {

// As the library calls its own.
struct type {
  std::int32_t value = 0;
};
SEATHRIFT_STRUCT(type, (1, value))
enum class NoType { value = 7 };
SEATHRIFT_ENUM(NoType, value)
struct Union : seathrift::Union<std::int32_t, type> {
  using seathrift::Union<std::int32_t, type>::Union;
};
SEATHRIFT_UNION(Union, (1, number), (2, held))
struct Exception : seathrift::Exception {
  NoType kind{};
};
SEATHRIFT_EXCEPTION(Exception, (1, kind))
struct Client {
  type value(NoType kind, const Union& held);
};
SEATHRIFT_SERVICE(Client, (value, kind, held, throws(Exception)))

struct Handler {
  type value(NoType kind, const Union&) { return {static_cast<std::int32_t>(kind)}; }
};

}  // namespace unusual::names

TEST_CASE("unusual: types may be called what the library calls its own") {
  names::Handler handler;
  seathrift::testing::Served<names::Client> served(std::ref(handler));
  CHECK(served.client().value(names::NoType::value, names::type{3}).value == 7);
}

namespace unusual {
struct Shelf {
  Node kept();
};
SEATHRIFT_SERVICE(Shelf, (kept))
struct Shelves {
  const Node& kept() const { return node; }
  Node node = {};
};
}  // namespace unusual

TEST_CASE("unusual: what can't be copied is sent from where the handler keeps it") {
  Shelves shelves;
  shelves.node.value = 8;
  seathrift::testing::Served<Shelf, seathrift::Binary, seathrift::Framed<seathrift::Memory>> served{
      std::ref(shelves)};
  CHECK(served.client().kept().value == 8);
}

namespace unusual {
/// Keys that each container tells apart by what it was given for them.
struct Bare {
  std::int32_t number = 0;
  bool operator==(const Bare&) const = default;
};
template <class T>
struct less {
  bool operator()(const T& a, const T& b) const { return a.number < b.number; }
};
struct Seeded {
  explicit Seeded(std::size_t seed) : seed_(seed) {}
  std::size_t operator()(const Bare& key) const {
    return static_cast<std::size_t>(key.number) ^ seed_;
  }

 private:
  std::size_t seed_;
};
}  // namespace unusual
template <>
struct std::less<unusual::Bare> {
  bool operator()(const unusual::Bare& a, const unusual::Bare& b) const {
    return a.number < b.number;
  }
};
namespace unusual {
struct Keys {
  std::set<Bare, unusual::less<Bare>> own = {};
  std::set<Bare> specialised = {};
  std::set<Key, std::less<>> transparent = {};
  std::unordered_map<Bare, std::int32_t, Seeded> seeded{0, Seeded(7)};
};
}  // namespace unusual

TEST_CASE("unusual: keys are told apart by any comparison or hash") {
  Keys keys;
  keys.own = {Bare{1}, Bare{2}};
  keys.specialised = {Bare{3}};
  keys.transparent = {Key{4}};
  keys.seeded[Bare{5}] = 6;
  const auto bytes = seathrift::encode<seathrift::Compact>(keys);
  const auto back = seathrift::decode<seathrift::Compact, Keys>(bytes);
  CHECK(back.own == keys.own);
  CHECK(back.specialised == keys.specialised);
  CHECK(back.transparent == keys.transparent);
  CHECK(back.seeded == keys.seeded);
}

TEST_CASE("unusual: aliased, const, final and move-only declarations are called") {
  seathrift::testing::Served<Service, seathrift::Compact, seathrift::Framed<seathrift::Memory>>
      served{Handler{}};
  auto client = served.client();
  client.plain();
  CHECK(client.defaulted(41) == 42);
  CHECK(client.trailing({.items = {Key{1}, Key{2}}, .named = {}, .made = {}})[0].number_ == 2);
  CHECK_THROWS_AS(client.move_only(Node{}), Plain);
  Node node;
  node.next = std::make_unique<Node>();
  node.next->value = 9;
  CHECK(client.move_only(node).next->value == 9);
  client.oneway();
  client.throws(1, 2, 3);
  CHECK(seathrift::name_of(Level::low) == "low");
}
