// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/swap.hpp>

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>

using namespace seathrift::detail;
using seathrift::testing::Guarded;
using seathrift::testing::Random;

namespace {

using Swap = void (*)(std::byte*, const std::byte*, std::size_t, std::size_t);

void plainly(std::byte* to, const std::byte* from, std::size_t size, std::size_t width) {
  if (width == 2) swap_words_plainly<2>(to, from, size);
  if (width == 4) swap_words_plainly<4>(to, from, size);
  if (width == 8) swap_words_plainly<8>(to, from, size);
}

void as_called(std::byte* to, const std::byte* from, std::size_t size, std::size_t width) {
  if (width == 2) copy_swapped<2>(to, from, size / 2);
  if (width == 4) copy_swapped<4>(to, from, size / 4);
  if (width == 8) copy_swapped<8>(to, from, size / 8);
}

struct Kernel {
  std::string name;
  Swap swap;
  std::size_t least;
  /// One of its two places in memory is aligned to the width.
  bool aligned = false;
};

/// Those that this machine can run.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all = {{"as called", as_called, 0}, {"plainly", plainly, 0}};
#if SEATHRIFT_KERNELS
  if (__builtin_cpu_supports("ssse3")) all.push_back({"ssse3", swap_words_ssse3, 16});
  if (__builtin_cpu_supports("avx2")) all.push_back({"avx2", swap_words_avx2, 32});
  if (has_avx512()) all.push_back({"avx512", swap_words_avx512, 128, true});
#endif
  return all;
}

constexpr std::size_t most = 200 * 8;

/// Checks one call, from `shift` bytes behind a line of the cache to `place` behind one.
bool swaps_as_expected(const Kernel& kernel, std::size_t width, std::size_t size, std::size_t shift,
                       std::size_t place) {
  alignas(64) static const std::array<std::byte, 64 + most> source = [] {
    Random random;
    std::array<std::byte, 64 + most> bytes;
    for (auto& byte : bytes) byte = static_cast<std::byte>(random());
    return bytes;
  }();
  alignas(64) static std::array<std::byte, 64 + most + 64> got;
  const std::byte* const from = source.data() + shift;
  got.fill(std::byte{0x5a});
  kernel.swap(got.data() + place, from, size, width);
  bool same = true;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const bool inside = i >= place && i < place + size;
    same = same && got[i] == (inside ? from[(i - place) ^ (width - 1)] : std::byte{0x5a});
  }
  return same;
}

}  // namespace

TEST_CASE("swap: every kernel does what its twin does, in every length and at every alignment") {
  for (const auto& kernel : kernels()) {
    for (const std::size_t width : {2u, 4u, 8u}) {
      for (std::size_t count = 0; count <= 200; ++count) {
        if (count * width < kernel.least) continue;
        // Memory is aligned to the width, the message is not.
        const std::size_t memory = count * width % 64;
        for (std::size_t message = 0; message < 64; ++message)
          for (const auto& [shift, place] : {std::pair{memory, message}, {message, memory}})
            if (!swaps_as_expected(kernel, width, count * width, shift, place))
              FAIL(kernel.name << ", width " << width << ", count " << count << ", from " << shift
                               << ", to " << place);
      }
    }
  }
  SUCCEED();
}

TEST_CASE("swap: memory and message may begin at any two places in a line of the cache") {
  for (const auto& kernel : kernels())
    for (const std::size_t width : {2u, 4u, 8u})
      for (const std::size_t size : {1024u, 1400u})
        for (std::size_t shift = 0; shift < 64; ++shift)
          for (std::size_t place = 0; place < 64; ++place) {
            if (kernel.aligned && shift % width != 0 && place % width != 0) continue;
            if (!swaps_as_expected(kernel, width, size, shift, place))
              FAIL(kernel.name << ", width " << width << ", " << size << " bytes from " << shift
                               << " to " << place);
          }
  SUCCEED();
}

TEST_CASE("swap: no kernel touches a byte outside of its memory") {
  const Guarded from(most + 64);
  const Guarded to(most + 64);
  std::memset(from.front(), 0x11, most + 64);
  for (const auto& kernel : kernels()) {
    CAPTURE(kernel.name);
    for (const std::size_t width : {2u, 4u, 8u}) {
      for (std::size_t count = 0; count <= 200; ++count) {
        const std::size_t size = count * width;
        if (size < kernel.least) continue;
        kernel.swap(to.front(), from.front(), size, width);
        kernel.swap(to.back(size), from.back(size), size, width);
        kernel.swap(to.back(size), from.front(), size, width);
        kernel.swap(to.front(), from.back(size), size, width);
        // The message begins at any place.
        kernel.swap(to.back(size + count % 64), from.back(size), size, width);
        kernel.swap(to.back(size), from.back(size + count % 64), size, width);
        kernel.swap(to.front() + count % 64, from.front(), size, width);
        kernel.swap(to.front(), from.front() + count % 64, size, width);
      }
    }
  }
  SUCCEED();
}
