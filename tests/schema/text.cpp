// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/text.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::detail::most_text;
using seathrift::detail::text_of;

namespace {

struct Leaf {
  std::int32_t number = 0;
  std::optional<std::string> note;
};
SEATHRIFT_STRUCT(Leaf, (1, number), (2, note))

struct Tree {
  std::string name;
  std::vector<Leaf> leaves;
  std::map<std::string, double> weights;
  std::vector<std::byte> bytes;
  std::unique_ptr<Tree> left;
  std::unique_ptr<Tree> right;
};
SEATHRIFT_STRUCT(Tree, (1, name), (2, leaves), (3, weights), (4, bytes), (5, left), (6, right))

std::unique_ptr<Tree> grown(int levels) {
  auto tree = std::make_unique<Tree>();
  if (levels > 1) {
    tree->left = grown(levels - 1);
    tree->right = grown(levels - 1);
  }
  return tree;
}

}  // namespace

TEST_CASE("text: names the type and its fields") {
  Tree tree;
  tree.name = "oak";
  tree.leaves = {{1, {}}, {2, "torn"}};
  tree.weights = {{"root", 1.5}};
  tree.bytes = {std::byte{0xaf}};
  CHECK(text_of(tree) ==
        "Tree(name=oak, leaves=[Leaf(number=1, note=<null>), Leaf(number=2, note=torn)], "
        "weights={root: 1.5}, bytes=af, left=<null>, right=<null>)");
}

TEST_CASE("text: is one line") {
  Tree tree;
  tree.name = "oak\n";
  CHECK(text_of(tree).starts_with("Tree(name=oak\\x0a, "));
}

TEST_CASE("text: shows the beginning of what is long") {
  const auto check = [](const Tree& tree) {
    const std::string text = text_of(tree);
    CHECK(text.size() == most_text + 4);
    CHECK(text.starts_with("Tree(name="));
    CHECK(text.ends_with(" ..."));
    CHECK(text.capacity() < 3 * most_text);
  };
  Tree tree;
  tree.name.assign(1'000'000, 'x');
  check(tree);
  tree.name.clear();
  tree.leaves.resize(1'000'000);
  check(tree);
  tree.leaves.clear();
  tree.bytes.resize(1'000'000);
  check(tree);
  for (int i = 0; i < 10'000; ++i) tree.weights[std::to_string(i)] = i;
  check(tree);
  check(*grown(14));
}
