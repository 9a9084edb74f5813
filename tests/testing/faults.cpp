// SPDX-License-Identifier: Apache-2.0
#include <seathrift/testing/faults.hpp>

#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

namespace {

using namespace seathrift::testing;
using Kind = Fault::Kind;

struct Policy {
  [[maybe_unused]] static inline Faults faults;
};
static_assert(FaultPolicy<Policy>);
struct Value {
  [[maybe_unused]] static inline int faults = 0;
};
static_assert(!FaultPolicy<Value> && !FaultPolicy<int>);

TEST_CASE("faults: the armed operation goes wrong, and no other") {
  Faults faults;
  CHECK(!faults.next(Operation::send));
  faults.arm(2, {.kind = Kind::delay});
  CHECK(!faults.next(Operation::send));
  CHECK(!faults.happened());
  const auto fault = faults.next(Operation::receive);
  REQUIRE(fault);
  CHECK(fault->kind == Kind::delay);
  CHECK(faults.happened());
  CHECK(!faults.next(Operation::send));
  CHECK(faults.operations() == 3);
  faults.arm(0);
  CHECK(!faults.happened());
  CHECK(faults.operations() == 0);
  for (int i = 0; i < 10; ++i) CHECK(!faults.next(Operation::connect));
  CHECK(faults.operations() == 10);
  faults.arm(1);
  CHECK(faults.next(Operation::send));
  faults.disarm();
  CHECK(!faults.next(Operation::send));
  CHECK(faults.happened());  // it has
}

TEST_CASE("faults: one kind of operation alone can be counted") {
  Faults faults;
  faults.arm(2, {.only = Operation::receive});
  CHECK(!faults.next(Operation::receive));
  CHECK(!faults.next(Operation::send));
  CHECK(faults.next(Operation::receive));
  CHECK(faults.operations() == 2);
}

TEST_CASE("faults: a repeated one spoils all that follow") {
  Faults faults;
  faults.arm(2, {.repeats = true});
  CHECK(!faults.next(Operation::send));
  for (int i = 0; i < 5; ++i) CHECK(faults.next(Operation::send));
}

TEST_CASE("faults: each operation is walked, and the first run without a fault is the last") {
  Faults faults;
  std::vector<std::size_t> runs;
  const std::size_t operations = for_each_fault(faults, {}, [&](std::size_t n) {
    runs.push_back(n);
    // Three operations, of which a failed one is the last.
    for (int i = 0; i < 3; ++i)
      if (faults.next(Operation::send)) break;
  });
  CHECK(operations == 3);
  CHECK(runs == std::vector<std::size_t>{1, 2, 3, 4});
  CHECK(!faults.next(Operation::send));  // nothing is left armed
}

}  // namespace
