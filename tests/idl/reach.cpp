// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/reach.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "support.hpp"

using idl_test::declaration;
using seathrift::idl;

namespace reached {

struct Money {
  std::int64_t cents = 0;
};
SEATHRIFT_STRUCT(Money, (1, cents))
class Price {
 public:
  std::int64_t cents = 0;
  explicit Price(std::int64_t value) : cents(value) {}
};

}  // namespace reached

template <>
struct seathrift::Custom<reached::Price> {
  static reached::Money to_thrift(const reached::Price& price) { return {price.cents}; }
  static reached::Price from_thrift(const reached::Money& money) {
    return reached::Price{money.cents};
  }
};

namespace reached {

enum class Key { a = 1 };
SEATHRIFT_ENUM(Key, a)
enum class Element { b = 2 };
SEATHRIFT_ENUM(Element, b)
struct Owned {
  std::int32_t number = 0;
};
struct Member {
  std::string text;
};
struct Either : seathrift::Union<Member, std::vector<Element>> {
  using Union::Union;
};
SEATHRIFT_UNION(Either, (1, member), (2, elements))
struct Returned {
  std::optional<std::map<Key, std::vector<std::unique_ptr<Owned>>>> owned;
  Price price{0};
};
SEATHRIFT_STRUCT(Returned, (1, owned), (2, price))
struct Given {
  std::array<Either, 2> pair;
};
SEATHRIFT_STRUCT(Given, (1, pair))
struct Thrown {
  Given given;
};
SEATHRIFT_STRUCT(Thrown, (1, given))
struct Unreached {
  std::int32_t number = 0;
};
SEATHRIFT_STRUCT(Unreached, (1, number))

struct Service {
  Returned act(const std::set<std::string>& words, Given given);
};
SEATHRIFT_SERVICE(Service, (act, words, given, throws(Thrown)))

}  // namespace reached

TEST_CASE("reach: through containers, optionals, pointers, unions and custom types") {
  const std::string text = idl<reached::Service>();
  for (const char* head : {"enum Key", "enum Element", "struct Owned", "struct Member",
                           "union Either", "struct Returned", "struct Given", "struct Money"}) {
    INFO(head);
    const std::string once = std::string{"\n"} + head + " {\n";
    CHECK(text.find(once) != text.npos);
    CHECK(text.find(once) == text.rfind(once));
  }
  CHECK(text.find("Unreached") == text.npos);
  CHECK(text.find("Price ") == text.npos);
  idl_test::check_with_apache(text);
}

TEST_CASE("reach: a struct that is thrown is an exception of the file") {
  CHECK(declaration(idl<reached::Service>(), "exception") ==
        "exception Thrown {\n  1: Given given,\n}\n");
  CHECK(declaration(idl<reached::Thrown>(), "struct Thrown") ==
        "struct Thrown {\n  1: Given given,\n}\n");
}
