// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

// Two sides that have different versions of a struct: fields added, removed and changed in type.

using namespace seathrift;

namespace {

namespace v1 {
struct Person {
  std::string name;
  std::int32_t age = 0;
  std::vector<std::int32_t> scores;
  std::map<std::string, std::int32_t> tags;
  bool operator==(const Person&) const = default;
};
SEATHRIFT_STRUCT(Person, (1, name), (2, age), (3, scores), (5, tags))

struct Group {
  std::vector<Person> people;
  std::int32_t count = 0;
  bool operator==(const Group&) const = default;
};
SEATHRIFT_STRUCT(Group, (1, people), (2, count))

struct Answer : Union<std::int32_t, std::string> {
  using Union::Union;
};
SEATHRIFT_UNION(Answer, (1, number), (2, text))
}  // namespace v1

namespace v2 {
struct Address {
  std::string street = "unknown";
  std::int32_t number = 1;
  bool operator==(const Address&) const = default;
};
SEATHRIFT_STRUCT(Address, (1, street), (2, number))

struct Person {
  std::string name;
  std::int64_t age = -1;
  std::set<std::int32_t> scores;
  Address address;
  std::map<std::string, std::string> tags;
  std::optional<std::vector<Address>> more;
  std::string title = "none";
  bool operator==(const Person&) const = default;
};
SEATHRIFT_STRUCT(Person, (1, name), (2, age), (3, scores), (4, address), (5, tags), (6, more),
                 (-3, title))

struct Group {
  std::vector<Person> people;
  std::optional<std::string> label;
  std::int32_t count = 0;
  bool operator==(const Group&) const = default;
};
SEATHRIFT_STRUCT(Group, (1, people), (3, label), (2, count))

struct Answer : Union<std::int32_t, std::string, Address> {
  using Union::Union;
};
SEATHRIFT_UNION(Answer, (1, number), (2, text), (3, address))
}  // namespace v2

}  // namespace

TEMPLATE_TEST_CASE("versions: an old message is read by a new side", "", Binary, Compact) {
  const v1::Group old{{{"Ann", 30, {1, 2}, {{"a", 1}}}, {"Bob", 31, {}, {}}}, 2};
  const auto read = decode<TestType, v2::Group>(encode<TestType>(old));
  v2::Group expected;
  expected.people.resize(2);
  expected.people[0].name = "Ann";
  expected.people[1].name = "Bob";
  expected.count = 2;
  REQUIRE(read == expected);
}

TEMPLATE_TEST_CASE("versions: a new message is read by an old side", "", Binary, Compact) {
  v2::Group fresh;
  fresh.people.resize(2);
  fresh.people[0] = {"Ann", 30, {1, 2}, {"Street", 5}, {{"a", "b"}}, {{{"x", 1}, {"y", 2}}}, "Dr"};
  fresh.people[1].name = "Bob";
  fresh.label = "all";
  fresh.count = 2;
  v1::Group kept{{{"old", 1, {1}, {{"k", 1}}}}, 9};
  decode_to<TestType>(encode<TestType>(fresh), kept);
  const v1::Group expected{{{"Ann", 0, {}, {}}, {"Bob", 0, {}, {}}}, 2};
  REQUIRE(kept == expected);
}

TEMPLATE_TEST_CASE("versions: a union's new member is none to an old side", "", Binary, Compact) {
  REQUIRE(decode<TestType, v1::Answer>(encode<TestType>(v2::Answer{v2::Address{}})).empty());
  REQUIRE(decode<TestType, v1::Answer>(encode<TestType>(v2::Answer{std::string("x")})) ==
          v1::Answer{std::string("x")});
  REQUIRE(decode<TestType, v2::Answer>(encode<TestType>(v1::Answer{std::int32_t{3}})) ==
          v2::Answer{std::int32_t{3}});
}
