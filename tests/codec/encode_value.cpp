// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/encode_value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::hex;
using seathrift::testing::hex_of;

namespace {

/// Travels as a text that is made for the occasion.
struct Shouted {
  std::string text;
  bool operator==(const Shouted&) const = default;
};

/// Counts how often it is written, and ends what goes on for too long.
struct Step {
  static inline int written = 0;
};

}  // namespace

template <>
struct seathrift::Custom<Step> {
  static std::int32_t to_thrift(const Step&) {
    if (++Step::written > 10'000) throw std::runtime_error("goes on for too long");
    return 1;
  }
  static Step from_thrift(std::int32_t) { return {}; }
};

template <>
struct seathrift::Custom<Shouted> {
  static std::string to_thrift(const Shouted& shouted) { return shouted.text + "!"; }
  static Shouted from_thrift(std::string text) {
    text.pop_back();
    return {std::move(text)};
  }
};

namespace {

struct Texts {
  std::string first;
  std::int32_t number = 0;
  std::vector<std::byte> second;
  Shouted third;
  std::vector<std::string> more;
  bool operator==(const Texts&) const = default;
};
SEATHRIFT_STRUCT(Texts, (1, first), (2, number), (3, second), (4, third), (5, more))

struct Node {
  std::int32_t value = 0;
  std::unique_ptr<Node> next;
  std::vector<Node> children;
};
SEATHRIFT_STRUCT(Node, (1, value), (2, next), (3, children))

struct Ring;
struct Behind {
  std::unique_ptr<Ring> ring;
};
struct Either : Union<Behind> {
  using Union::Union;
};
SEATHRIFT_UNION(Either, (1, behind))

struct Ring {
  Step step;
  std::unique_ptr<Ring> next;
  std::unique_ptr<Ring> before;
  std::vector<std::unique_ptr<Ring>> others;
  Either either;
};
SEATHRIFT_STRUCT(Ring, (1, step), (2, next), (3, before), (4, others), (5, either))

struct Tree : Union<std::vector<Tree>, std::int32_t> {
  using Union::Union;
};
SEATHRIFT_UNION(Tree, (1, branches), (2, leaf))

struct Mixed : Union<bool, std::string, Shouted, std::vector<std::string>, std::int64_t, Tree> {
  using Union::Union;
};
SEATHRIFT_UNION(Mixed, (1, flag), (2, text), (300, shouted), (4, texts), (5, number), (6, tree))

struct Mixture {
  std::vector<Mixed> all;
  Mixed last;
  bool operator==(const Mixture&) const = default;
};
SEATHRIFT_STRUCT(Mixture, (1, all), (2, last))

Tree branch(int levels) {
  Tree tree;
  tree.emplace<1>();
  for (int i = 1; i < levels; ++i) {
    Tree above;
    above.emplace<1>().push_back(std::move(tree));
    tree = std::move(above);
  }
  return tree;
}

Node chain(int levels) {
  Node node;
  for (int i = 1; i < levels; ++i) {
    Node above;
    above.next = std::make_unique<Node>(std::move(node));
    node = std::move(above);
  }
  return node;
}

Node tree(int levels) {
  Node node;
  for (int i = 1; i < levels; ++i) {
    Node above;
    above.children.push_back(std::move(node));
    node = std::move(above);
  }
  return node;
}

/// Encodes with gathering, and puts the pieces where they belong.
template <class P, class T>
std::vector<std::byte> gathered(const T& value, std::size_t& pieces_seen) {
  Buffer buffer;
  std::vector<detail::Gathered> pieces;
  auto out = detail::output_to<true>(buffer);
  out.gather.pieces = &pieces;
  const std::byte* const end = detail::encode_value<P, false>(out, out.begin, value);
  REQUIRE(out.error == Errc::none);
  const auto size = static_cast<std::size_t>(end - out.begin);
  pieces_seen = pieces.size();
  std::vector<std::byte> all;
  std::size_t at = 0;
  for (const auto& piece : pieces) {
    REQUIRE(piece.offset >= at);
    all.insert(all.end(), out.begin + at, out.begin + piece.offset);
    all.insert(all.end(), piece.bytes.begin(), piece.bytes.end());
    at = piece.offset;
  }
  all.insert(all.end(), out.begin + at, out.begin + size);
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("encode: gathered strings come to the same bytes", "", Binary, Compact) {
  for (const std::size_t size : {0, 100, 8191, 8192, 100'000}) {
    CAPTURE(size);
    const Texts value{std::string(size, 'a'),
                      7,
                      std::vector<std::byte>(size, std::byte{1}),
                      {},
                      {std::string(size, 'b'), "c", std::string(size, 'd')}};
    std::size_t pieces = 0;
    const auto bytes = gathered<TestType>(value, pieces);
    REQUIRE((bytes == encode<TestType>(value)));
    REQUIRE(pieces == (size < 8192 ? 0 : 4));
    REQUIRE((decode<TestType, Texts>(bytes) == value));
  }
}

TEMPLATE_TEST_CASE("encode: what a conversion has made is not gathered", "", Binary, Compact) {
  const Texts value{"", 7, {}, {std::string(50'000, 'x')}, {}};
  std::size_t pieces = 0;
  const auto bytes = gathered<TestType>(value, pieces);
  REQUIRE(pieces == 0);
  REQUIRE((decode<TestType, Texts>(bytes) == value));
}

TEMPLATE_TEST_CASE("encode: 64 levels are written and read, 65 are not written", "", Binary,
                   Compact) {
  REQUIRE_NOTHROW(decode<TestType, Node>(encode<TestType>(chain(64))));
  REQUIRE_NOTHROW(decode<TestType, Node>(encode<TestType>(tree(64))));
  for (const int levels : {65, 1000}) {
    for (const bool through_vector : {false, true}) {
      try {
        (void)encode<TestType>(through_vector ? tree(levels) : chain(levels));
        FAIL("was written");
      } catch (const ProtocolException& error) {
        REQUIRE(error.code() == Errc::depth_limit);
        REQUIRE(std::string_view(error.what()).find("Node can't be written") !=
                std::string_view::npos);
      }
    }
  }
}

TEMPLATE_TEST_CASE("encode: unions are nested as deep as the limit says, however many of them", "",
                   Binary, Compact) {
  Limits limits;
  for (const int most : {1, 3, 64, 100}) {
    CAPTURE(most);
    limits.max_depth = static_cast<unsigned>(most);
    const auto bytes = encode<TestType>(branch(most), limits);
    REQUIRE_NOTHROW((decode<TestType, Tree>(bytes, limits)));
    try {
      (void)encode<TestType>(branch(most + 1), limits);
      FAIL("was written");
    } catch (const ProtocolException& error) {
      REQUIRE(error.code() == Errc::depth_limit);
      REQUIRE(std::string_view(error.what()).find("Tree can't be written") !=
              std::string_view::npos);
    }
  }
  // What stands side by side is no deeper than one of it.
  Tree wide;
  auto& branches = wide.emplace<1>();
  for (int i = 0; i < 200; ++i) branches.push_back(branch(2));
  limits.max_depth = 3;
  const auto bytes = encode<TestType>(wide, limits);
  REQUIRE(std::get<1>(decode<TestType, Tree>(bytes, limits)).size() == 200);
}

/// Grows by what is asked for, to the byte, in memory that ends there but for the slack.
struct Exact {
  static std::byte* grow(detail::Output<false>& out, std::byte* at, std::size_t size) {
    auto& exact = *static_cast<Exact*>(out.owner);
    const auto written = static_cast<std::size_t>(at - out.begin);
    std::vector<std::byte> larger(written + size + Buffer::slack);
    std::copy_n(out.begin, written, larger.begin());
    exact.memory = std::move(larger);
    out.begin = exact.memory.data();
    out.end = out.begin + written + size;
    return out.begin + written;
  }
  std::vector<std::byte> memory = std::vector<std::byte>(Buffer::slack);
};

TEMPLATE_TEST_CASE("encode: a union asks for the room of whatever it holds", "", Binary, Compact) {
  const auto check = [](const Mixture& mixture) {
    Exact exact;
    detail::Output<false> out{exact.memory.data(), exact.memory.data(), &Exact::grow, &exact};
    const std::byte* const end = detail::encode_body<TestType>(out, out.begin, mixture);
    REQUIRE(out.error == Errc::none);
    REQUIRE(end <= out.end);
    const std::vector<std::byte> bytes(static_cast<const std::byte*>(out.begin), end);
    REQUIRE((bytes == encode<TestType>(mixture)));
    REQUIRE((decode<TestType, Mixture>(bytes) == mixture));
  };
  Mixture mixture;
  for (std::size_t length = 0; length < 40; ++length) {
    mixture.all.emplace_back(length % 2 == 0);
    mixture.all.emplace_back(std::string(length, 't'));
    mixture.all.emplace_back(Shouted{std::string(length, 's')});
    mixture.all.emplace_back(std::vector<std::string>(length, "one of many"));
    mixture.all.emplace_back(std::int64_t{-1} << length);
    mixture.all.emplace_back(branch(static_cast<int>(length % 5) + 1));
    mixture.all.emplace_back();
    mixture.last = mixture.all[mixture.all.size() - 1 - length % 7];
    check(mixture);
    // Too few to leave room behind one for the next.
    check({{Mixed(std::string(length, 't')), Mixed(std::string(length, 'u'))}, {}});
  }
}

TEST_CASE("encode: a value that holds itself is refused") {
  Node node;
  node.next.reset(&node);
  REQUIRE_THROWS_AS(encode<Compact>(node), ProtocolException);
  (void)node.next.release();
}

TEMPLATE_TEST_CASE("encode: a value that holds itself twice is refused without each way being gone",
                   "", Binary, Compact) {
  Ring ring;
  ring.next.reset(&ring);
  ring.before.reset(&ring);
  ring.others.emplace_back(&ring);
  ring.either.emplace<1>().ring.reset(&ring);
  Step::written = 0;
  Errc code = Errc::none;
  try {
    (void)encode<TestType>(ring);
  } catch (const ProtocolException& error) {
    code = error.code();
  } catch (const std::runtime_error&) {
    // Step's own
  }
  CHECK(code == Errc::depth_limit);
  CHECK(Step::written < 1000);
  (void)ring.next.release();
  (void)ring.before.release();
  (void)ring.others.front().release();
  (void)std::get<1>(ring.either).ring.release();
}

TEMPLATE_TEST_CASE("encode: a string of 2^31 bytes is refused, nothing being allocated for it", "",
                   Binary, Compact) {
  struct View {
    std::string_view text;
    std::optional<std::string_view> perhaps;
  };
  static const char some[] = "x";
  const View view{{some, std::size_t{1} << 31}, {}};
  std::vector<std::byte> bytes;
  try {
    encode_to<TestType>(view, bytes);
    FAIL("was written");
  } catch (const ProtocolException& error) {
    REQUIRE(error.code() == Errc::size_limit);
  }
  REQUIRE(bytes.capacity() < 10'000);
}

TEST_CASE("encode: fields without a value are left out, in any place") {
  struct Sparse {
    std::optional<std::int32_t> a;
    std::optional<bool> b;
    std::int32_t c = 1;
    std::unique_ptr<Node> d;
    std::optional<std::vector<std::int32_t>> e;
  };
  REQUIRE(hex_of(encode<Compact>(Sparse{})) == hex("35 02 00"));
  REQUIRE(hex_of(encode<Compact>(Sparse{5, true, 1, nullptr, {{2}}})) ==
          hex("15 0a 11 15 02 29 15 04 00"));
  REQUIRE(hex_of(encode<Binary>(Sparse{{}, false, 1, nullptr, {}})) ==
          hex("02 0002 00 08 0003 00000001 00"));
}
