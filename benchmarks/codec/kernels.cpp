// SPDX-License-Identifier: Apache-2.0
// How fast are lists of numbers? Beside the plain copy of as many bytes, one after the other in
// every round; medians of the rounds.
//
//   kernels [rounds]

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <malloc.h>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

namespace {

using seathrift::Binary;
using seathrift::Buffer;
using seathrift::Compact;

std::size_t rounds = 31;

/// One thing that is timed: nanoseconds a call.
struct Cell {
  std::function<void()> run;
  std::vector<double> times = {};

  void time(std::size_t repeat) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    for (std::size_t i = 0; i < repeat; ++i) {
      run();
      asm volatile("" : : : "memory");
    }
    const std::chrono::duration<double, std::nano> took = Clock::now() - start;
    times.push_back(took.count() / static_cast<double>(repeat));
  }
  [[nodiscard]] double median() {
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return times[times.size() / 2];
  }
};

/// Times all of them in each round; some 2 MB of numbers a cell and round.
void time_all(std::vector<Cell>& cells, std::size_t bytes) {
  const std::size_t repeat = std::max<std::size_t>(1, 2'000'000 / (bytes + 100));
  for (auto& cell : cells) cell.time(1);
  for (auto& cell : cells) cell.times.clear();
  for (std::size_t round = 0; round < rounds; ++round)
    for (auto& cell : cells) cell.time(repeat);
}

template <class T>
struct List {
  std::vector<T> v = {};
};

/// A list, and what its codec keeps.
template <class Protocol, class T>
struct Subject {
  explicit Subject(std::vector<T> numbers) : list{std::move(numbers)} {
    seathrift::encode_to<Protocol>(list, buffer);
    seathrift::decode_to<Protocol>(buffer, kept);
    if (kept.v == list.v) return;
    std::fprintf(stderr, "not what was encoded\n");
    std::exit(1);
  }

  /// Encoding, decoding into a kept list and into a new one.
  [[nodiscard]] std::vector<Cell> cells() {
    return {{[this] { seathrift::encode_to<Protocol>(list, buffer); }},
            {[this] { seathrift::decode_to<Protocol>(buffer, kept); }},
            {[this] {
              List<T> fresh;
              seathrift::decode_to<Protocol>(buffer, fresh);
              asm volatile("" : : "r"(fresh.v.data()) : "memory");
            }}};
  }

  List<T> list;
  List<T> kept = {};
  Buffer buffer = {};
};

/// A list whose elements all have one width, as a share of the speed of memcpy.
template <class Protocol, class T>
void fixed_row(const char* type) {
  for (const std::size_t size : {16u, 100u, 1'000u, 10'000u, 100'000u}) {
    std::vector<T> list(size);
    for (std::size_t i = 0; i < size; ++i) list[i] = static_cast<T>(i * 2654435761u);
    Subject<Protocol, T> subject(std::move(list));
    auto cells = subject.cells();
    const std::size_t bytes = size * sizeof(T);
    std::vector<std::byte> target(bytes);
    // The copy reads where the decoder reads.
    const std::byte* const from = subject.buffer.data() + subject.buffer.size() - 1 - bytes;
    cells.push_back({[&] { std::memcpy(target.data(), from, bytes); }});
    time_all(cells, bytes);
    const double copy = cells[3].median();
    std::printf("| %s %s | %zu | %.1f |", std::string(Protocol::name).c_str(), type, size, copy);
    for (std::size_t i = 0; i < 3; ++i)
      std::printf(" %.1f (%.0f %%) |", cells[i].median(), 100 * copy / cells[i].median());
    std::printf("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Freed memory stays with the process, so that a fresh vector pays for no page faults.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  if (argc > 1) rounds = std::max<std::size_t>(1, std::strtoul(argv[1], nullptr, 10));
  std::printf("| list | elements | memcpy ns | encode | decode reused | decode fresh |\n");
  std::printf("|---|--:|--:|--:|--:|--:|\n");
  fixed_row<Binary, std::int16_t>("i16");
  fixed_row<Binary, std::int32_t>("i32");
  fixed_row<Binary, std::int64_t>("i64");
  fixed_row<Binary, double>("double");
  fixed_row<Compact, double>("double");
  fixed_row<Compact, std::int8_t>("i8");
}
