// SPDX-License-Identifier: Apache-2.0
#include <seathrift/schema/handler_check.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <schema/forms.hpp>

using seathrift::detail::check_handler;
using seathrift::detail::fits;

namespace {

struct BaseHandler {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};

/// Other types that convert, templates, static functions and function objects: all of it fits.
struct Liberal {
  int ping();
  template <class A, class B>
  short add(A a, B b);
};
struct Objects {
  struct Adder {
    long operator()(int, long) const;
  };
  static void ping(int = 3);
  Adder add;
};
struct Lacking {
  void ping();
};
struct WrongParameters {
  void ping();
  std::int32_t add(std::int32_t a);
};
struct WrongResult {
  void ping();
  std::string add(std::int32_t a, std::int32_t b);
};
struct Hidden {
  void ping();

 private:
  [[maybe_unused]] std::int32_t add(std::int32_t a, std::int32_t b);
};

struct TopHandler : BaseHandler {
  std::string odd(std::int32_t, std::int32_t, const std::string&, bool);
  std::string S(std::int32_t, bool, bool, std::string_view);
  void tell(const std::string& text);
  forms::Silent find(const forms::Silent&, const std::optional<forms::Explicit>&);
  void may_fail(std::int32_t);
  std::vector<forms::Shape> shapes(std::map<std::string, forms::Shape>, std::set<bool>);
  void both(std::int32_t, std::int32_t);
};

}  // namespace

TEST_CASE("handler: one with the declared methods fits") {
  STATIC_REQUIRE(fits<forms::Base, BaseHandler>());
  STATIC_REQUIRE(check_handler<forms::Base, BaseHandler>());
  STATIC_REQUIRE(fits<forms::Base, forms::Base>());
}

TEST_CASE("handler: what can be called like a method is one") {
  STATIC_REQUIRE(check_handler<forms::Base, Liberal>());
  STATIC_REQUIRE(check_handler<forms::Base, Objects>());
}

TEST_CASE("handler: the methods of all bases are asked for") {
  STATIC_REQUIRE(check_handler<forms::Top, TopHandler>());
  STATIC_REQUIRE(check_handler<forms::OnlyBase, TopHandler>());
  STATIC_REQUIRE(!fits<forms::Top, BaseHandler>());
}

TEST_CASE("handler: one that lacks a method or has another doesn't fit") {
  STATIC_REQUIRE(!fits<forms::Base, Lacking>());
  STATIC_REQUIRE(!fits<forms::Base, WrongParameters>());
  STATIC_REQUIRE(!fits<forms::Base, WrongResult>());
  STATIC_REQUIRE(!fits<forms::Base, Hidden>());
  STATIC_REQUIRE(!fits<forms::Base, int>());
}

TEST_CASE("handler: a service without methods is content with anything") {
  STATIC_REQUIRE(fits<forms::Nothing, Lacking>());
}
