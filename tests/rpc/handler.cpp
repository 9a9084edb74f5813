// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/handler.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using detail::HandlerSource;
using harbor::Root;

struct Named {
  std::string who() { return name; }
  std::string name = "value";
};

/// Has an operator() as a factory has, but is a handler.
struct Callable : Named {
  Named operator()(const ConnectionInfo&) const { return {"made"}; }
};

struct OnlyConst {
  std::string who() const { return "const"; }
};

template <class Source>
using HandlerIn = typename detail::handler_type<Root, Source>::type;

template <class Source>
std::string asked(const HandlerSource<Root>& source, const ConnectionInfo& info = {}) {
  const auto lease = source.lease(info);
  return static_cast<HandlerIn<Source>*>(lease.handler)->who();
}
template <class Source>
std::string asked(Source from) {
  const HandlerSource<Root> source(std::move(from));
  return asked<Source>(source);
}

TEST_CASE("handler: is passed by value, by reference or behind a smart pointer") {
  CHECK(asked(Named{}) == "value");
  Named named{"ref"};
  const HandlerSource<Root> by_reference(std::ref(named));
  CHECK(by_reference.lease({}).handler == &named);
  CHECK(asked(std::ref(named)) == "ref");
  CHECK(asked(std::make_shared<Named>(Named{"shared"})) == "shared");
  CHECK(asked(std::make_unique<Named>(Named{"unique"})) == "unique");
}

TEST_CASE("handler: one whose methods are const may be const") {
  const OnlyConst handler;
  CHECK(asked(std::cref(handler)) == "const");
  CHECK(asked(std::make_shared<const OnlyConst>()) == "const");
}

TEST_CASE("handler: all connections share the one that was passed, which lives with its source") {
  const auto handler = std::make_shared<Named>();
  {
    const HandlerSource<Root> source(handler);
    const auto first = source.lease({});
    const auto second = source.lease({});
    CHECK(first.handler == handler.get());
    CHECK(second.handler == handler.get());
    CHECK(handler.use_count() == 2);
  }
  CHECK(handler.use_count() == 1);
}

TEST_CASE("handler: a lease keeps the handler, even when its source is gone") {
  const auto handler = std::make_shared<Named>();
  detail::HandlerLease lease;
  {
    const HandlerSource<Root> source(handler);
    lease = source.lease({});
  }
  CHECK(static_cast<Named*>(lease.handler)->who() == "value");
  CHECK(handler.use_count() == 2);
}

TEST_CASE("handler: a factory is asked once for each connection, with what is known of it") {
  int asked_for = 0;
  const auto by_value = [&](const ConnectionInfo& info) {
    ++asked_for;
    return Named{info.peer};
  };
  const HandlerSource<Root> source(by_value);
  CHECK(asked_for == 0);
  using Source = std::remove_const_t<decltype(by_value)>;
  CHECK(asked<Source>(source, {"first", 1}) == "first");
  CHECK(asked<Source>(source, {"second", 2}) == "second");
  CHECK(asked_for == 2);
  CHECK(source.lease({}).handler != source.lease({}).handler);
}

TEST_CASE("handler: a factory may return a smart pointer or a reference wrapper") {
  CHECK(asked([](const ConnectionInfo&) { return std::make_shared<Named>(Named{"s"}); }) == "s");
  CHECK(asked([](const ConnectionInfo&) { return std::make_unique<Named>(Named{"u"}); }) == "u");
  Named named{"r"};
  CHECK(asked([&](const ConnectionInfo&) { return std::ref(named); }) == "r");
  // What others keep is shared or copied, even where it is given by reference.
  const auto shared = std::make_shared<Named>(Named{"k"});
  using Shared = const std::shared_ptr<Named>&;
  CHECK(asked([&](const ConnectionInfo&) -> Shared { return shared; }) == "k");
  CHECK(asked([&](const ConnectionInfo&) -> const Named& { return named; }) == "r");
  // A function will do.
  Named (*const function)(const ConnectionInfo&) = [](const ConnectionInfo&) { return Named{"f"}; };
  CHECK(asked(function) == "f");
}

TEST_CASE("handler: what a factory made is released with the lease") {
  std::weak_ptr<Named> made;
  const HandlerSource<Root> source([&](const ConnectionInfo&) {
    auto handler = std::make_shared<Named>();
    made = handler;
    return handler;
  });
  {
    const auto lease = source.lease({});
    CHECK(!made.expired());
  }
  CHECK(made.expired());
}

TEST_CASE("handler: a handler that can be called is no factory") {
  STATIC_REQUIRE(!detail::is_factory<Root, Callable>());
  STATIC_REQUIRE(std::is_same_v<HandlerIn<Callable>, Callable>);
  CHECK(asked(Callable{}) == "value");
}

TEST_CASE("handler: a pointer to nothing is refused at once, one from a factory when it is made") {
  CHECK_THROWS_WITH(HandlerSource<Root>(std::shared_ptr<Named>()), Catch::Contains("null"));
  CHECK_THROWS_WITH(HandlerSource<Root>(std::unique_ptr<Named>()), Catch::Contains("null"));
  const HandlerSource<Root> source([](const ConnectionInfo&) { return std::unique_ptr<Named>(); });
  CHECK_THROWS_WITH(source.lease({}), Catch::Contains("null"));
}

TEST_CASE("handler: what a factory throws is thrown, and the next connection is asked for anew") {
  int asked_for = 0;
  const HandlerSource<Root> source([&](const ConnectionInfo&) {
    if (++asked_for == 1) throw std::runtime_error("not today");
    return Named{};
  });
  CHECK_THROWS_WITH(source.lease({}), "not today");
  CHECK(source.lease({}).handler != nullptr);
}

}  // namespace
