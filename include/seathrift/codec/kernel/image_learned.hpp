// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many records of another version than this side's travel, where they have one width, too?
// By an image that is made while decoding.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// What a record looks like in the message, and what each byte of it becomes in memory.
struct LearnedImage {
  static constexpr std::size_t max_size = 128;

  /// The bytes of a record in the message and in memory.
  std::size_t wire = 0;
  std::size_t memory = 0;
  /// What is constant in the message, and which bits of it.
  alignas(64) unsigned char value[max_size] = {};
  alignas(64) unsigned char fixed[max_size] = {};
  /// Of each byte in memory: which one it is of the message, if the bits of `picked` are set, else
  /// what it is.
  alignas(64) unsigned char from[max_size] = {};
  alignas(64) unsigned char picked[max_size] = {};
  alignas(64) unsigned char absent[max_size] = {};
  /// A bit for each byte in memory that belongs to a field. Others stay as they are.
  std::uint64_t stores[max_size / 64] = {};
};

/// The image of as many records side by side as one store takes.
inline LearnedImage side_by_side(const LearnedImage& one) noexcept {
  LearnedImage all;
  while (all.wire + one.wire <= LearnedImage::max_size && all.memory + one.memory <= 64) {
    std::memcpy(all.value + all.wire, one.value, one.wire);
    std::memcpy(all.fixed + all.wire, one.fixed, one.wire);
    std::memcpy(all.picked + all.memory, one.picked, one.memory);
    std::memcpy(all.absent + all.memory, one.absent, one.memory);
    for (std::size_t i = 0; i < one.memory; ++i)
      all.from[all.memory + i] = static_cast<unsigned char>(one.from[i] + all.wire);
    all.stores[0] |= one.stores[0] << all.memory;
    all.wire += one.wire;
    all.memory += one.memory;
  }
  return all;
}

#if SEATHRIFT_KERNELS

/// Reads up to `count` records, and stops in front of one in which something constant is another;
/// returns how many it read. Its twin is to read a record after the other.
[[SEATHRIFT_AVX512]] inline std::size_t read_learned_avx512(const LearnedImage& image,
                                                            std::byte* to, const std::byte* from,
                                                            std::size_t count) noexcept {
  const std::size_t wire = image.wire, memory = image.memory;
  const std::uint64_t low_bytes = wire < 64 ? (std::uint64_t{1} << wire) - 1 : ~std::uint64_t{0};
  const std::uint64_t high_bytes =
      wire < 128 ? (std::uint64_t{1} << (wire % 64)) - 1 : ~std::uint64_t{0};
  const std::uint64_t stores[2] = {image.stores[0], image.stores[1]};
  Bytes64 value[2], fixed[2], which[2], picked[2], absent[2];
#pragma GCC unroll 2
  for (std::size_t i = 0; i < 2; ++i) {
    std::memcpy(&value[i], image.value + i * 64, 64);
    std::memcpy(&fixed[i], image.fixed + i * 64, 64);
    std::memcpy(&which[i], image.from + i * 64, 64);
    std::memcpy(&picked[i], image.picked + i * 64, 64);
    std::memcpy(&absent[i], image.absent + i * 64, 64);
  }
  for (std::size_t done = 0; done < count; ++done, from += wire, to += memory) {
    const Bytes64 low = load_some(from, low_bytes);
    Bytes64 wrong = (low ^ value[0]) & fixed[0];
    Bytes64 first;
    Bytes64 second = {};
    if (wire <= 64) {
      first = pick_bytes(low, which[0]);
      if (memory > 64) second = pick_bytes(low, which[1]);
    } else {
      const Bytes64 high = load_some(from + 64, high_bytes);
      wrong |= (high ^ value[1]) & fixed[1];
      first = pick_of_two(low, high, which[0]);
      if (memory > 64) second = pick_of_two(low, high, which[1]);
    }
    if (has_bits(wrong)) return done;
    store_some(to, (first & picked[0]) | absent[0], stores[0]);
    if (memory > 64) store_some(to + 64, (second & picked[1]) | absent[1], stores[1]);
  }
  return count;
}

#endif

}  // namespace seathrift::detail
