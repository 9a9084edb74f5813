// SPDX-License-Identifier: Apache-2.0
// How is code that calls a service tested? Against a fake handler, in memory: without a port, and
// with everything but the socket being what it is in production.

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <seathrift/testing/faulty.hpp>
#include <seathrift/testing/served.hpp>

#include "calculator.hpp"

using namespace seathrift;
using tutorial::Operation;

// The code under test: its client may go over anything.
template <class Client>
std::string average(Client& client, const std::vector<std::int32_t>& numbers) {
  std::int32_t sum = 0;
  for (const std::int32_t number : numbers) sum = client.add(sum, number);
  const auto count = static_cast<std::int32_t>(numbers.size());
  try {
    return std::to_string(
        client.calculate(1, {.num1 = sum, .num2 = count, .op = Operation::DIVIDE}));
  } catch (const tutorial::InvalidOperation& error) {
    return "no average: " + error.why;
  }
}

// Notes what it is asked, and answers what the test wants.
struct FakeCalculator {
  std::vector<tutorial::Work> asked;
  bool refuses = false;

  void ping() {}
  std::int32_t add(std::int32_t num1, std::int32_t num2) { return num1 + num2; }
  std::int32_t calculate(std::int32_t, const tutorial::Work& work) {
    asked.push_back(work);
    if (!refuses) return 42;
    tutorial::InvalidOperation error;
    error.why = "not today";
    throw error;
  }
  shared::SharedStruct getStruct(std::int32_t) { return {}; }
  void zip() {}
};

struct Fixture {
  FakeCalculator fake;
  testing::Served<tutorial::Calculator> served{std::ref(fake)};
  Client<tutorial::Calculator, Compact, Framed<Memory>> client = served.client();
};

TEST_CASE_METHOD(Fixture, "fake server: the average is the sum, divided by the count") {
  CHECK(average(client, {1, 2, 6}) == "42");
  REQUIRE(fake.asked.size() == 1);
  CHECK(fake.asked[0].num1 == 9);
  CHECK(fake.asked[0].num2 == 3);
  CHECK(fake.asked[0].op == Operation::DIVIDE);
}

TEST_CASE_METHOD(Fixture, "fake server: a refusal becomes a text") {
  fake.refuses = true;
  CHECK(average(client, {1}) == "no average: not today");
}

TEST_CASE_METHOD(Fixture, "fake server: a server that is gone is an error that says so") {
  served.stop();
  CHECK_THROWS_AS(average(client, {1}), TransportException);
}

struct Mine {
  static inline testing::Faults faults;
};

TEST_CASE_METHOD(Fixture, "fake server: whatever fails, there is an average or an error") {
  using Spoiled = testing::Faulty<Memory, Mine>;
  testing::for_each_fault(Mine::faults, {.code = Errc::end_of_stream}, [&](std::size_t n) {
    INFO("operation " << n);
    Client<tutorial::Calculator, Compact, Framed<Spoiled>> weak{served.server().endpoint()};
    try {
      const std::string text = average(weak, {1, 2, 6});
      CHECK(text == "42");
    } catch (const TransportException& error) {
      CHECK(error.call_state() != CallState::none);  // it says whether it may be repeated
    }
  });
}
