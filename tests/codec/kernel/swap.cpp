// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/swap.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
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
};

/// Those that this machine can run.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all = {{"as called", as_called, 0}, {"plainly", plainly, 0}};
#if SEATHRIFT_KERNELS
  if (__builtin_cpu_supports("ssse3")) all.push_back({"ssse3", swap_words_ssse3, 16});
  if (__builtin_cpu_supports("avx2")) all.push_back({"avx2", swap_words_avx2, 32});
#endif
  return all;
}

}  // namespace

TEST_CASE("swap: every kernel does what its twin does, in every length and at every alignment") {
  Random random;
  std::vector<std::byte> source(200 * 8 + 64);
  for (auto& byte : source) byte = static_cast<std::byte>(random());
  for (const auto& kernel : kernels()) {
    CAPTURE(kernel.name);
    for (const std::size_t width : {2u, 4u, 8u}) {
      for (std::size_t count = 0; count <= 200; ++count) {
        const std::size_t size = count * width;
        if (size < kernel.least) continue;
        for (std::size_t shift = 0; shift < 32; ++shift) {
          const std::byte* const from = source.data() + shift;
          std::vector<std::byte> expected(size);
          for (std::size_t i = 0; i < size; ++i) expected[i] = from[i ^ (width - 1)];
          std::vector<std::byte> got(size + 64, std::byte{0x5a});
          kernel.swap(got.data() + 31 - shift, from, size, width);
          bool same = std::equal(expected.begin(), expected.end(), got.data() + 31 - shift);
          for (std::size_t i = 0; i < got.size(); ++i)
            if (i < 31 - shift || i >= 31 - shift + size) same = same && got[i] == std::byte{0x5a};
          if (!same) FAIL("width " << width << ", count " << count << ", shift " << shift);
        }
      }
    }
  }
}

TEST_CASE("swap: no kernel touches a byte outside of its memory") {
  const Guarded from(200 * 8);
  const Guarded to(200 * 8);
  std::memset(from.front(), 0x11, 200 * 8);
  for (const auto& kernel : kernels()) {
    CAPTURE(kernel.name);
    for (const std::size_t width : {2u, 4u, 8u}) {
      for (std::size_t count = 0; count <= 200; ++count) {
        const std::size_t size = count * width;
        if (size < kernel.least) continue;
        kernel.swap(to.front(), from.front(), size, width);
        kernel.swap(to.back(size), from.back(size), size, width);
        kernel.swap(to.back(size), from.front(), size, width);
      }
    }
  }
  SUCCEED();
}
