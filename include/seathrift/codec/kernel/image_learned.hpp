// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many records of another version than this side's travel, where they have one width, too?
// By an image that is made while decoding.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/image_avx2.hpp>
#include <seathrift/codec/kernel/image_lanes.hpp>
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

/// A learned image as AVX2 takes it: both sides cut into lanes of 16 bytes, the last of which
/// overlaps the one before. Two lanes make a vector; where their number is odd, the last one is
/// moved twice.
struct LearnedLanes {
  static constexpr std::size_t most = LearnedImage::max_size / 32;

  std::size_t wire = 0;
  std::size_t memory = 0;
  /// The vectors of each side. None where a side has fewer bytes than a lane.
  std::size_t wire_vectors = 0;
  std::size_t memory_vectors = 0;
  /// Where their lanes begin.
  std::uint32_t wire_begin[most][2] = {};
  std::uint32_t memory_begin[most][2] = {};
  alignas(32) unsigned char value[most][32] = {};
  alignas(32) unsigned char fixed[most][32] = {};
  alignas(32) unsigned char absent[most][32] = {};
  /// The bytes of memory that stay as they are.
  bool has_others = false;
  alignas(32) unsigned char others[most][32] = {};
  /// What each vector of memory is put together from.
  std::size_t chunks[most] = {};
  std::uint32_t begin[most][LaneChunk::most][2] = {};
  alignas(32) unsigned char which[most][LaneChunk::most][32] = {};

  LearnedLanes() = default;
  explicit LearnedLanes(const LearnedImage& image) noexcept
      : wire(image.wire), memory(image.memory) {
    if (wire < 16 || memory < 16) return;
    wire_vectors = (wire + 31) / 32;
    memory_vectors = (memory + 31) / 32;
    for (std::size_t lane = 0; lane < 2 * wire_vectors; ++lane) {
      const std::size_t from = lane * 16 + 16 <= wire ? lane * 16 : wire - 16;
      wire_begin[lane / 2][lane % 2] = static_cast<std::uint32_t>(from);
      std::memcpy(value[lane / 2] + lane % 2 * 16, image.value + from, 16);
      std::memcpy(fixed[lane / 2] + lane % 2 * 16, image.fixed + from, 16);
    }
    for (std::size_t lane = 0; lane < 2 * memory_vectors; ++lane) {
      const std::size_t from = lane * 16 + 16 <= memory ? lane * 16 : memory - 16;
      memory_begin[lane / 2][lane % 2] = static_cast<std::uint32_t>(from);
      put_together(image, lane / 2, lane % 2, from);
    }
  }

 private:
  void put_together(const LearnedImage& image, std::size_t vector, std::size_t lane,
                    std::size_t from) noexcept {
    std::int16_t origins[16];
    for (std::size_t i = 0; i < 16; ++i) {
      const std::size_t byte = from + i;
      const bool stores = (image.stores[byte / 64] >> (byte % 64) & 1) != 0;
      const bool picks = stores && image.picked[byte] != 0;
      origins[i] = picks ? static_cast<std::int16_t>(image.from[byte]) : std::int16_t{-1};
      if (stores && !picks) absent[vector][16 * lane + i] = image.absent[byte];
      if (stores) continue;
      others[vector][16 * lane + i] = 0xff;
      has_others = true;
    }
    LaneChunk taken[LaneChunk::most];
    const std::size_t number = cover_lane(origins, wire, taken);
    // Those that only the other lane needs give nothing to this one.
    for (std::size_t c = 0; c < LaneChunk::most; ++c) {
      begin[vector][c][lane] = taken[c].begin;
      std::memcpy(which[vector][c] + 16 * lane, taken[c].which, 16);
    }
    if (number > chunks[vector]) chunks[vector] = number;
  }
};

/// As read_learned_avx512, with 256 bits.
[[gnu::target("avx2")]] inline std::size_t read_learned_avx2(const LearnedLanes& image,
                                                             std::byte* to, const std::byte* from,
                                                             std::size_t count) noexcept {
  const std::size_t wire_vectors = image.wire_vectors, memory_vectors = image.memory_vectors;
  const bool has_others = image.has_others;
  if (wire_vectors == 0) return 0;
  for (std::size_t done = 0; done < count; ++done, from += image.wire, to += image.memory) {
    Bytes32 wrong = {};
    for (std::size_t v = 0; v < wire_vectors; ++v) {
      Bytes32 value, fixed;
      std::memcpy(&value, image.value[v], 32);
      std::memcpy(&fixed, image.fixed[v], 32);
      wrong |= (load_lanes(from + image.wire_begin[v][0], from + image.wire_begin[v][1]) ^ value) &
               fixed;
    }
    if (__builtin_ia32_ptestz256((Longs4)wrong, (Longs4)wrong) == 0) return done;
    // What stays is read before anything is written, which would have to be waited for.
    Bytes32 all[LearnedLanes::most];
    for (std::size_t v = 0; v < memory_vectors; ++v) {
      Bytes32 one;
      std::memcpy(&one, image.absent[v], 32);
      if (has_others) {
        Bytes32 others;
        std::memcpy(&others, image.others[v], 32);
        one |= load_lanes(to + image.memory_begin[v][0], to + image.memory_begin[v][1]) & others;
      }
      for (std::size_t c = 0; c < image.chunks[v]; ++c) {
        Bytes32 which;
        std::memcpy(&which, image.which[v][c], 32);
        one |= __builtin_ia32_pshufb256(
            load_lanes(from + image.begin[v][c][0], from + image.begin[v][c][1]), which);
      }
      all[v] = one;
    }
    for (std::size_t v = 0; v < memory_vectors; ++v) {
      Bytes16 lanes[2];
      std::memcpy(lanes, &all[v], 32);
      std::memcpy(to + image.memory_begin[v][0], &lanes[0], 16);
      std::memcpy(to + image.memory_begin[v][1], &lanes[1], 16);
    }
  }
  return count;
}

#endif

}  // namespace seathrift::detail
