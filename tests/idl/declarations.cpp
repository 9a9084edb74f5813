// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/declarations.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "support.hpp"

using idl_test::declaration;
using seathrift::idl;

namespace here {
struct Item {
  std::int32_t number = 0;
};
SEATHRIFT_STRUCT(Item, (1, number))
}  // namespace here
namespace there::far {
struct Item {
  std::string text;
};
SEATHRIFT_STRUCT(Item, (1, text))
struct Lone {
  bool yes = false;
};
SEATHRIFT_STRUCT(Lone, (1, yes))
}  // namespace there::far
namespace here {
struct Pair {
  there::far::Item theirs;
  Item ours;
  there::far::Lone lone;
};
SEATHRIFT_STRUCT(Pair, (1, theirs), (2, ours), (3, lone))
struct Service {
  Pair pair();
};
SEATHRIFT_SERVICE(Service, (pair))
}  // namespace here

TEST_CASE("declarations: of two types of one name the one of the service's namespace keeps it") {
  const std::string text = idl<here::Service>();
  CHECK(declaration(text, "struct there_far_Item") ==
        "struct there_far_Item {\n  1: string text,\n}\n");
  CHECK(declaration(text, "struct Item") == "struct Item {\n  1: i32 number,\n}\n");
  CHECK(declaration(text, "struct Pair") ==
        "struct Pair {\n  1: there_far_Item theirs,\n  2: Item ours,\n  3: Lone lone,\n}\n");
  idl_test::check_with_apache(text);
}

namespace recursion {

struct Node {
  std::int32_t value = 0;
  std::unique_ptr<Node> left;
  std::shared_ptr<Node> right;
  std::vector<Node> children;
  std::map<std::string, Node> named;
};
SEATHRIFT_STRUCT(Node, (1, value), (2, left), (3, right), (4, children), (5, named))

struct Odd;
struct Even {
  std::unique_ptr<Odd> odd;
  std::vector<Odd> odds;
};
struct Odd {
  Even even;
  std::optional<Even> maybe;
};
SEATHRIFT_STRUCT(Even, (1, odd), (2, odds))
SEATHRIFT_STRUCT(Odd, (1, even), (2, maybe))

struct Expression;
struct Sum : seathrift::Union<std::int64_t, std::vector<Expression>> {
  using Union::Union;
};
struct Expression {
  Sum sum;
  std::map<std::string, Sum> variables;
};
SEATHRIFT_UNION(Sum, (1, constant), (2, terms))
SEATHRIFT_STRUCT(Expression, (1, sum), (2, variables))

struct Holder {
  std::vector<Odd> odds;
  std::map<std::string, Expression> expressions;
};
SEATHRIFT_STRUCT(Holder, (1, odds), (2, expressions))

struct Service {
  Holder hold(Node node);
};
SEATHRIFT_SERVICE(Service, (hold, node))

}  // namespace recursion

TEST_CASE("declarations: recursive types, each after what it holds by value", "[thrift]") {
  const std::string text = idl<recursion::Service>();
  CHECK(declaration(text, "struct Node") ==
        "struct Node {\n  1: i32 value,\n  2: optional Node & left,\n  3: optional Node & right,\n"
        "  4: list<Node> children,\n  5: map<string, Node> named,\n}\n");
  CHECK(text.find("struct Even") < text.find("struct Odd"));
  CHECK(text.find("union Sum") < text.find("struct Expression"));
  CHECK(text.find("struct Odd") < text.find("struct Holder"));
  CHECK(text.find("struct Expression") < text.find("struct Holder"));
  idl_test::check_with_apache(text);
  // Whichever type is asked for first.
  CHECK(idl<recursion::Odd>().find("struct Even") < idl<recursion::Odd>().find("struct Odd"));
  idl_test::check_with_apache(idl<recursion::Odd>());
  idl_test::check_with_apache(idl<recursion::Even>());
  idl_test::check_with_apache(idl<recursion::Expression>());
}

TEST_CASE("declarations: one name in three scopes, one of which is none") {
  using namespace seathrift::detail;
  Declarations all;
  const auto write = [](std::string& text, const Declaration& self, const Declarations&) {
    text += self.name;
  };
  const char keys[4] = {};
  const char* const scopes[4] = {"", "a::b", "home", "a::b"};
  for (int i = 0; i < 4; ++i) {
    all.begin({&keys[i], Form::structure, scopes[i], "C<int>", write});
    all.complete(&keys[i], {});
  }
  all.name_all("home");
  CHECK(all.find(&keys[0])->name == "C_int_2");
  CHECK(all.find(&keys[1])->name == "a_b_C_int");
  CHECK(all.find(&keys[2])->name == "C_int");
  CHECK(all.find(&keys[3])->name == "a_b_C_int_2");
  CHECK(all.find(keys + 4) == nullptr);
  std::string text;
  all.write(text);
  CHECK(text == "\nC_int_2\na_b_C_int\nC_int\na_b_C_int_2");
}
