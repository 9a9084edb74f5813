// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are a few things timed beside each other? In rounds, one after the other in each.

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <vector>

namespace bench {

/// One thing that is timed: nanoseconds a call.
class Cell {
 public:
  template <std::invocable Once>
  Cell(Once once)
      : run_([once](std::size_t repeat) {
          for (std::size_t i = 0; i < repeat; ++i) {
            once();
            asm volatile("" : : : "memory");
          }
        }) {}

  /// Four times `repeat` calls, timed apart: what interrupts one leaves the others alone.
  void time(std::size_t repeat) {
    using Clock = std::chrono::steady_clock;
    run_(1);  // what the cell before left in the caches is gone
    for (int part = 0; part < 4; ++part) {
      const auto start = Clock::now();
      run_(repeat);
      const std::chrono::duration<double, std::nano> took = Clock::now() - start;
      times_.push_back(took.count() / static_cast<double>(repeat));
    }
  }
  [[nodiscard]] double median() {
    const auto middle = times_.begin() + static_cast<std::ptrdiff_t>(times_.size() / 2);
    std::nth_element(times_.begin(), middle, times_.end());
    return *middle;
  }

 private:
  std::function<void(std::size_t)> run_;
  std::vector<double> times_ = {};
};

/// Times all of them in each round, some 200 KB of numbers at least.
inline void time_all(std::vector<Cell>& cells, std::size_t bytes, std::size_t rounds) {
  const std::size_t repeat = std::max<std::size_t>(1, 200'000 / (bytes + 100));
  for (std::size_t round = 0; round < rounds; ++round)
    for (auto& cell : cells) cell.time(repeat);
}

}  // namespace bench
