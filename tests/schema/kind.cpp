// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/kind.hpp>

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <boost/container/flat_set.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/mappable.hpp>

using namespace seathrift;
using seathrift::detail::Kind;
using seathrift::detail::kind_of;
using seathrift::detail::mappable;
using seathrift::detail::type_of;

namespace {

struct Plain {
  int x = 0;
};
struct Described {
  int x = 0;
};
SEATHRIFT_STRUCT(Described, (1, x))
struct Choice : Union<int, Plain> {
  using Union::Union;
};
SEATHRIFT_UNION(Choice, (1, number), (2, plain))
enum class Color : short { red };
enum Old { old };
class Opaque {
 public:
  explicit Opaque(int value) : value_(value) {}
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

template <class T, Type Expected>
constexpr bool travels_as() {
  return mappable<T>() && type_of<T>() == Expected;
}

}  // namespace

TEST_CASE("kind: every row of the type table") {
  STATIC_REQUIRE(travels_as<bool, Type::boolean>());
  STATIC_REQUIRE(travels_as<std::int8_t, Type::i8>());
  STATIC_REQUIRE(travels_as<std::int16_t, Type::i16>());
  STATIC_REQUIRE(travels_as<std::int32_t, Type::i32>());
  STATIC_REQUIRE(travels_as<std::int64_t, Type::i64>());
  STATIC_REQUIRE(travels_as<long long, Type::i64>());
  STATIC_REQUIRE(travels_as<double, Type::real>());
  STATIC_REQUIRE(travels_as<std::string, Type::string>());
  STATIC_REQUIRE(travels_as<std::string_view, Type::string>());
  STATIC_REQUIRE(travels_as<std::vector<std::byte>, Type::string>());
  STATIC_REQUIRE(travels_as<std::span<const std::byte>, Type::string>());
  STATIC_REQUIRE(travels_as<boost::uuids::uuid, Type::uuid>());
  STATIC_REQUIRE(travels_as<Color, Type::i32>());
  STATIC_REQUIRE(travels_as<Old, Type::i32>());
  STATIC_REQUIRE(travels_as<Plain, Type::structure>());
  STATIC_REQUIRE(travels_as<Described, Type::structure>());
  STATIC_REQUIRE(travels_as<Choice, Type::structure>());
}

TEST_CASE("kind: lists, sets and maps of any library") {
  STATIC_REQUIRE(travels_as<std::vector<bool>, Type::list>());
  STATIC_REQUIRE(travels_as<std::list<Plain>, Type::list>());
  STATIC_REQUIRE(travels_as<std::deque<std::string>, Type::list>());
  STATIC_REQUIRE(travels_as<std::array<double, 3>, Type::list>());
  STATIC_REQUIRE(travels_as<boost::container::small_vector<int, 4>, Type::list>());
  STATIC_REQUIRE(travels_as<std::set<int>, Type::set>());
  STATIC_REQUIRE(travels_as<std::unordered_set<std::string>, Type::set>());
  STATIC_REQUIRE(travels_as<std::multiset<int>, Type::set>());
  STATIC_REQUIRE(travels_as<boost::container::flat_set<int>, Type::set>());
  STATIC_REQUIRE(travels_as<std::map<int, std::vector<std::map<std::string, Plain>>>, Type::map>());
  STATIC_REQUIRE(travels_as<std::unordered_map<std::string, bool>, Type::map>());
}

TEST_CASE("kind: optional and owning pointers travel as what they hold") {
  STATIC_REQUIRE(travels_as<std::optional<int>, Type::i32>());
  STATIC_REQUIRE(travels_as<std::optional<std::vector<Plain>>, Type::list>());
  STATIC_REQUIRE(travels_as<std::unique_ptr<Described>, Type::structure>());
  STATIC_REQUIRE(travels_as<std::shared_ptr<const Plain>, Type::structure>());
  STATIC_REQUIRE(travels_as<std::vector<std::unique_ptr<Plain>>, Type::list>());
  STATIC_REQUIRE(travels_as<std::unique_ptr<Choice>, Type::structure>());
}

TEST_CASE("kind: a pointer that deletes in a manner of its own, or owns nothing, is none") {
  struct Release {
    void operator()(Plain* plain) const { delete plain; }
  };
  STATIC_REQUIRE(!mappable<std::unique_ptr<Plain, Release>>());
  STATIC_REQUIRE(!mappable<std::unique_ptr<Plain[]>>());
  STATIC_REQUIRE(!mappable<boost::intrusive_ptr<Plain>>());
  STATIC_REQUIRE(!mappable<std::shared_ptr<Plain[]>>());
  STATIC_REQUIRE(!mappable<std::shared_ptr<void>>());
  STATIC_REQUIRE(!mappable<std::weak_ptr<Plain>>());
}

TEST_CASE("kind: what Thrift doesn't have") {
  STATIC_REQUIRE(!mappable<std::uint32_t>());
  STATIC_REQUIRE(!mappable<std::uint8_t>());
  STATIC_REQUIRE(!mappable<char>());
  STATIC_REQUIRE(!mappable<float>());
  STATIC_REQUIRE(!mappable<long double>());
  STATIC_REQUIRE(!mappable<std::byte>());
  STATIC_REQUIRE(!mappable<int*>());
  STATIC_REQUIRE(!mappable<int[3]>());
  STATIC_REQUIRE(!mappable<const char*>());
  STATIC_REQUIRE(!mappable<std::wstring>());
  STATIC_REQUIRE(!mappable<Opaque>());
  STATIC_REQUIRE(!mappable<std::variant<int, bool>>());
  STATIC_REQUIRE(!mappable<std::pair<int, int>>());
  STATIC_REQUIRE(!mappable<std::tuple<int>>());
  STATIC_REQUIRE(!mappable<std::span<std::byte>>());
  STATIC_REQUIRE(!mappable<std::span<const int>>());
  STATIC_REQUIRE(!mappable<std::array<std::byte, 4>>());
  STATIC_REQUIRE(!mappable<std::vector<unsigned>>());
  STATIC_REQUIRE(!mappable<std::map<std::string, float>>());
  STATIC_REQUIRE(!mappable<std::unique_ptr<int>>());
  STATIC_REQUIRE(!mappable<std::optional<std::optional<int>>>());
  STATIC_REQUIRE(!mappable<std::vector<std::optional<int>>>());
  STATIC_REQUIRE(!mappable<std::map<int, std::optional<int>>>());
}
