// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a fuzz target? A function that takes any bytes and ends the program when a promise is
// broken: libFuzzer calls it with what it makes up, replay.cpp with what was found before.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

using Bytes = std::span<const std::byte>;

/// Ends the program unless the promise holds.
inline void promise(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// Takes bytes off the front of an input: choices that a target has to make.
class Choices {
 public:
  explicit Choices(Bytes input) noexcept : rest_(input) {}

  [[nodiscard]] unsigned next() noexcept {
    if (rest_.empty()) return 0;
    const auto byte = std::to_integer<unsigned>(rest_.front());
    rest_ = rest_.subspan(1);
    return byte;
  }
  [[nodiscard]] Bytes rest() const noexcept { return rest_; }

 private:
  Bytes rest_;
};

}  // namespace fuzz

/// Defines the target: the function's body follows.
#define FUZZ_TARGET(input)                                                            \
  static void fuzz_one(fuzz::Bytes input);                                            \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_one(std::as_bytes(std::span(data, size)));                                   \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_one(fuzz::Bytes input)
