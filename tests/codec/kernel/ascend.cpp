// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/ascend.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>

using namespace seathrift::detail;
using seathrift::testing::Guarded;

TEMPLATE_TEST_CASE("ascend: every kernel finds what its twin finds, in every length and place", "",
                   std::int16_t, std::int32_t, std::int64_t) {
  constexpr std::size_t width = sizeof(TestType);
  const Guarded memory(200 * width);
  const auto check = [&](const TestType* from, std::size_t count, bool expected) {
    bool same = ascends_plainly(from, count) == expected && ascends(from, count) == expected;
#if SEATHRIFT_KERNELS
    if (__builtin_cpu_supports("avx2") && (count - 1) * width >= 32 && count != 0) {
      const auto* const bytes = reinterpret_cast<const std::byte*>(from);
      same = same && ascends_avx2(bytes, count, width) == expected;
    }
#endif
    if (!same) FAIL("width " << width << ", count " << count);
  };
  for (std::size_t count = 0; count <= 200; ++count) {
    for (std::byte* const at : {memory.back(count * width), memory.front()}) {
      auto* const numbers = reinterpret_cast<TestType*>(at);
      for (std::size_t i = 0; i < count; ++i)
        numbers[i] = static_cast<TestType>(static_cast<int>(i) - 100);
      check(numbers, count, true);
      // One that is as large as the next, one that is larger, and the ends of the range.
      for (std::size_t place = 0; place + 1 < count; ++place) {
        const TestType before = numbers[place];
        numbers[place] = numbers[place + 1];
        check(numbers, count, false);
        numbers[place] = std::numeric_limits<TestType>::max();
        check(numbers, count, false);
        numbers[place] = std::numeric_limits<TestType>::min();
        check(numbers, count, place == 0);
        numbers[place] = before;
      }
      if (count == 0) continue;
      numbers[count - 1] = std::numeric_limits<TestType>::max();
      check(numbers, count, true);
    }
  }
  SUCCEED();
}
