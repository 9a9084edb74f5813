// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <seathrift/seathrift.hpp>

struct Ship {
  std::string name = {};
  std::optional<std::string> captain = {};
};
SEATHRIFT_STRUCT(Ship, (1, name), (2, captain))

struct Full {
  std::int32_t berths = 0;
};
SEATHRIFT_EXCEPTION(Full, (1, berths))

struct Harbour {  // the contract: declared, never defined
  std::int32_t moor(Ship ship);
  std::vector<Ship> ships();
};
SEATHRIFT_SERVICE(Harbour, (moor, ship, throws(Full)), (ships))

class Handler {  // any class with these functions
 public:
  std::int32_t moor(const Ship& ship) {
    const std::lock_guard lock(mutex_);
    if (ships_.size() == 2) throw Full{2};
    ships_.push_back(ship);
    return static_cast<std::int32_t>(ships_.size());
  }
  std::vector<Ship> ships() {
    const std::lock_guard lock(mutex_);
    return ships_;
  }

 private:
  std::mutex mutex_;
  std::vector<Ship> ships_;
};

int main() {
  using namespace seathrift;
  Handler handler;
  ThreadPoolServer<Harbour, Compact, Framed<Socket>> server{std::ref(handler), {.port = 0}};
  // Stops it at the end of main, and when something is thrown before.
  std::jthread thread([&](const std::stop_token& token) { server.serve(token); });

  Client<Harbour, Compact, Framed<Socket>> client{"localhost", server.port()};
  std::cout << "berth " << client.moor({.name = "Sea Cloud"}) << '\n';
  std::cout << "berth " << client.moor({.name = "Krusenstern", .captain = "Petrov"}) << '\n';
  try {
    client.moor({.name = "Dar Pomorza"});
  } catch (const Full& full) {
    std::cout << "all " << full.berths << " berths are taken\n";
  }
  for (const Ship& ship : client.ships())
    std::cout << ship.name << ", " << ship.captain.value_or("no captain") << '\n';

  std::cout << '\n' << idl<Harbour>();  // for the clients in other languages
}
