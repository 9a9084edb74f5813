// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/service_declaration.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/core/error.hpp>
#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "support.hpp"

using seathrift::idl;

namespace levels::inner {

struct Grave {
  std::string text;
};
struct Light : seathrift::Exception {
  std::int16_t code = 0;
};
SEATHRIFT_EXCEPTION(Light, (1, code))

struct Base {
  std::optional<std::string> find(std::optional<std::int64_t> key, const std::string& hint);
};
SEATHRIFT_SERVICE(Base, (find, (3, key), (7, hint)))

struct Middle : Base {
  void act(std::vector<Grave> graves);
};
SEATHRIFT_SERVICE(Middle, extends(Base), (act, graves, throws(Light, Grave)))

struct Top : Middle {
  Light last();
  void note(std::int8_t level);
};
SEATHRIFT_SERVICE(Top, extends(Middle), (last, throws((4, Light, light))), (note, level, oneway))

}  // namespace levels::inner

TEST_CASE("service declaration: three levels, explicit ids, and exceptions without a name") {
  const std::string text = idl<levels::inner::Top>();
  CHECK(text == R"(// Written by Seathrift from C++, for levels::inner::Top.
// Change it there: this file is written anew.

namespace * levels.inner

exception Grave {
  1: string text,
}

exception Light {
  1: i16 code,
}

service Base {
  string find(3: i64 key, 7: string hint),
}

service Middle extends Base {
  void act(1: list<Grave> graves) throws (1: Light error1, 2: Grave error2),
}

service Top extends Middle {
  Light last() throws (4: Light light),
  oneway void note(1: i8 level),
}
)");
  idl_test::check_with_apache(text);
}
