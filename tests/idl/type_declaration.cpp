// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/type_declaration.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "all_types.hpp"
#include "support.hpp"

using idl_test::declaration;
using seathrift::idl;

TEST_CASE("type declaration: a second name of an enum's value stands in a comment") {
  CHECK(declaration(idl<all_types::Color>(), "enum") ==
        "enum Color {\n  red = 1,\n  green = -2,\n  // crimson = 1,\n}\n");
}

TEST_CASE("type declaration: an aggregate without macro has its names and ids by position") {
  CHECK(
      declaration(idl<all_types::Plain>(), "struct Plain") ==
      "struct Plain {\n  1: i32 first,\n  2: list<Point> points,\n  3: optional Color color,\n}\n");
}

TEST_CASE("type declaration: the name of a template's specialisation is an identifier") {
  CHECK(declaration(idl<all_types::Box<all_types::Point>>(), "struct Box") ==
        "struct Box_all_types_Point {\n  1: Point content,\n}\n");
}

namespace all_types {
struct Tagged {
  boost::uuids::uuid tag{};
  std::map<boost::uuids::uuid, std::int32_t> counts;
};
}  // namespace all_types

TEST_CASE("type declaration: a uuid is uuid, which newer compilers than 0.17 know") {
  CHECK(declaration(idl<all_types::Tagged>(), "struct") ==
        "struct Tagged {\n  1: uuid tag,\n  2: map<uuid, i32> counts,\n}\n");
}
