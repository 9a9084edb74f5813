// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/image_learned.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>

using namespace seathrift::detail;
using seathrift::testing::Guarded;
using seathrift::testing::Random;

#if SEATHRIFT_KERNELS

namespace {

/// An image of nothing in particular: some bytes are constant, some are picked, in no order, some
/// bytes of memory are constant, and some are left alone.
LearnedImage random_image(Random& random) {
  LearnedImage image;
  image.wire = 1 + random() % LearnedImage::max_size;
  image.memory = 1 + random() % LearnedImage::max_size;
  for (std::size_t i = 0; i < image.wire; ++i) {
    image.fixed[i] = static_cast<unsigned char>(random() % 3 == 0 ? 0xff : random() % 2 * 0xfe);
    image.value[i] = static_cast<unsigned char>(random() & image.fixed[i]);
  }
  for (std::size_t i = 0; i < image.memory; ++i) {
    const std::uint64_t kind = random() % 4;
    if (kind != 0) image.stores[i / 64] |= std::uint64_t{1} << (i % 64);
    if (kind == 1) image.absent[i] = static_cast<unsigned char>(random());
    if (kind < 2) continue;
    image.picked[i] = 0xff;
    image.from[i] = static_cast<unsigned char>(random() % image.wire);
  }
  return image;
}

/// Bytes that match the image.
std::vector<std::byte> matching(const LearnedImage& image, std::size_t count, Random& random) {
  std::vector<std::byte> bytes(image.wire * count);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t k = i % image.wire;
    bytes[i] = static_cast<std::byte>((random() & ~image.fixed[k]) | image.value[k]);
  }
  return bytes;
}

/// The twin: a byte after the other.
std::size_t read_by_bytes(const LearnedImage& image, std::byte* to, const std::byte* from,
                          std::size_t count) {
  for (std::size_t done = 0; done < count; ++done, to += image.memory, from += image.wire) {
    for (std::size_t i = 0; i < image.wire; ++i)
      if (((std::to_integer<unsigned>(from[i]) ^ image.value[i]) & image.fixed[i]) != 0)
        return done;
    for (std::size_t i = 0; i < image.memory; ++i) {
      if ((image.stores[i / 64] >> (i % 64) & 1) == 0) continue;
      to[i] = image.picked[i] != 0 ? from[image.from[i]] : std::byte{image.absent[i]};
    }
  }
  return count;
}

struct Kernel {
  const char* name;
  bool (*takes)(const LearnedImage&);
  std::size_t (*read)(const LearnedImage&, std::byte*, const std::byte*, std::size_t);
};

/// Those that this machine can run.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all;
  if (has_avx512())
    all.push_back({"avx512", [](const LearnedImage&) { return true; }, read_learned_avx512});
  if (__builtin_cpu_supports("avx2"))
    all.push_back(
        {"avx2", [](const LearnedImage& image) { return image.wire >= 16 && image.memory >= 16; },
         [](const LearnedImage& image, std::byte* to, const std::byte* from, std::size_t count) {
           return read_learned_avx2(LearnedLanes(image), to, from, count);
         }});
  return all;
}

void check(const LearnedImage& image, const Guarded& wire, const Guarded& memory, Random& random) {
  for (const std::size_t count : {0u, 1u, 2u, 7u}) {
    auto bytes = matching(image, count, random);
    // One bit of three is another, which may or may not be constant.
    if (count != 0 && random() % 3 == 0)
      bytes[random() % bytes.size()] ^= static_cast<std::byte>(1u << random() % 8);
    std::vector<std::byte> before(image.memory * count);
    for (std::byte& byte : before) byte = static_cast<std::byte>(random());
    auto expected = before;
    const std::size_t read = read_by_bytes(image, expected.data(), bytes.data(), count);
    for (const bool at_front : {true, false}) {
      std::byte* const from = at_front ? wire.front() : wire.back(bytes.size());
      std::byte* const to = at_front ? memory.front() : memory.back(before.size());
      if (count != 0) std::memcpy(from, bytes.data(), bytes.size());
      for (const Kernel& kernel : kernels()) {
        CAPTURE(kernel.name, image.wire, image.memory);
        if (count != 0) std::memcpy(to, before.data(), before.size());
        const std::size_t got = kernel.read(image, to, from, count);
        // One of lanes leaves what is smaller than a lane.
        if (got == 0 && !kernel.takes(image)) continue;
        REQUIRE(got == read);
        REQUIRE((count == 0 || std::memcmp(to, expected.data(), expected.size()) == 0));
      }
    }
  }
}

}  // namespace

TEST_CASE("learned image kernel: it does what its twin does, and leaves its memory alone") {
  const Guarded wire(7 * LearnedImage::max_size);
  const Guarded memory(7 * LearnedImage::max_size);
  Random random;
  for (int i = 0; i < 2000; ++i) check(random_image(random), wire, memory, random);
}

TEST_CASE("learned image kernel: several side by side do what one does after the other") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    const LearnedImage one = random_image(random);
    const LearnedImage several = side_by_side(one);
    if (several.wire == 0) {
      REQUIRE(one.memory > 64);
      continue;
    }
    const std::size_t together = several.wire / one.wire;
    REQUIRE(several.wire == together * one.wire);
    REQUIRE(several.memory == together * one.memory);
    const auto bytes = matching(one, together * 3, random);
    std::vector<std::byte> expected(one.memory * together * 3, std::byte{0x5a});
    const auto before = expected;
    REQUIRE(read_by_bytes(one, expected.data(), bytes.data(), together * 3) == together * 3);
    for (const Kernel& kernel : kernels()) {
      if (!kernel.takes(several)) continue;
      auto got = before;
      REQUIRE(kernel.read(several, got.data(), bytes.data(), 3) == 3);
      REQUIRE(got == expected);
    }
  }
}

#endif
