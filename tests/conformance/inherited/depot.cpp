// SPDX-License-Identifier: Apache-2.0
// A service inherits over three levels, each in a header of its own.
#include "depot.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/seathrift.hpp>

namespace storage {

std::string rename_at(std::uint16_t port, const std::string& name);

/// For any of the services: what one does not have is never called.
class Keeper {
 public:
  std::string name() { return name_; }
  void rename(std::string name) {
    if (name.empty()) {
      ground::Refused refused;
      refused.reason = "a name has letters";
      throw refused;
    }
    name_ = name;
  }
  std::int32_t put(Thing thing) {
    if (thing.weight < 0) throw ground::Refused();
    things_.push_back(thing);
    return static_cast<std::int32_t>(things_.size());
  }
  std::vector<Thing> all() { return things_; }
  void clear() { things_.clear(); }
  std::int64_t weight() {
    std::int64_t sum = 0;
    for (const Thing& thing : things_) sum += thing.weight;
    return sum;
  }

 private:
  std::string name_ = "nobody";
  std::vector<Thing> things_;
};

}  // namespace storage

namespace {

using namespace seathrift;
using storage::Depot;

/// Serves one connection after the other.
template <class Service>
class Served {
 public:
  ~Served() { server.stop(); }

  SimpleServer<Service, Compact, Framed<Socket>> server{storage::Keeper{}, {.host = "127.0.0.1"}};

 private:
  std::jthread thread_{[this] { server.serve(); }};
};

}  // namespace

TEST_CASE("inherited: the methods of all levels are called by name") {
  Served<Depot> served;
  Client<Depot, Compact, Framed<Socket>> client{"127.0.0.1", served.server.port()};
  CHECK(client.name() == "nobody");
  client.rename("west");
  CHECK(client.name() == "west");
  CHECK(client.put({"anvil", 80}) == 1);
  CHECK(client.put({"feather", 1}) == 2);
  CHECK(client.weight() == 81);
  CHECK(client.all().at(1).label == "feather");
  client.clear();
  CHECK(client.all().empty());
}

TEST_CASE("inherited: exceptions of a base service arrive as themselves") {
  Served<Depot> served;
  Client<Depot, Compact, Framed<Socket>> client{"127.0.0.1", served.server.port()};
  try {
    client.rename("");
    FAIL("an empty name was taken");
  } catch (const ground::Refused& refused) {
    CHECK(refused.reason == "a name has letters");
  }
  CHECK_THROWS_AS(client.put({"nothing", -1}), ground::Refused);
  CHECK(client.weight() == 0);
}

TEST_CASE("inherited: a client of the base is served by the derived") {
  Served<Depot> served;
  CHECK(storage::rename_at(served.server.port(), "north") == "north");
  Client<storage::Shelf, Compact, Framed<Socket>> shelf{"127.0.0.1", served.server.port()};
  CHECK(shelf.name() == "north");
  CHECK(shelf.put({"box", 5}) == 1);
}

TEST_CASE("inherited: a client of the derived learns what the base does not have") {
  Served<storage::Shelf> served;
  Client<Depot, Compact, Framed<Socket>> client{"127.0.0.1", served.server.port()};
  CHECK(client.put({"box", 5}) == 1);
  try {
    client.weight();
    FAIL("a shelf was weighed");
  } catch (const ApplicationException& error) {
    CHECK(error.code() == ApplicationCode::unknown_method);
  }
  client.clear();  // nobody waits for an answer; none comes
  CHECK(client.all().size() == 1);
}
