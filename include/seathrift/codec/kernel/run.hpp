// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a run of numbers that begins a larger struct travel? As a whole: its heads are constant,
// put around its values or checked. These kernels are compiled for each run: called for each
// struct, one that first read its tables would bring nothing.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/image_avx2.hpp>
#include <seathrift/codec/kernel/image_lanes.hpp>
#include <seathrift/codec/kernel/image_table.hpp>
#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// Where in memory a run begins: at the first byte that a field has. It ends at `image.memory`.
template <std::size_t Max>
constexpr std::size_t run_begin(const ImageUpTo<Max>& image) {
  std::size_t begin = image.memory;
  for (std::size_t i = 0; i < image.wire; ++i)
    if (image.bytes[i].from >= 0 && static_cast<std::size_t>(image.bytes[i].from) < begin)
      begin = static_cast<std::size_t>(image.bytes[i].from);
  return begin;
}

#if SEATHRIFT_KERNELS

/// A run to be written by AVX2, a tile of 32 bytes after the other: each lane is put together from
/// two chunks of memory at most.
template <std::size_t Tiles>
struct RunWriting {
  bool pays = true;
  std::size_t chunks[Tiles] = {};
  std::uint32_t begin[Tiles][2][2] = {};
  alignas(32) unsigned char which[Tiles][2][32] = {};
  alignas(32) unsigned char value[Tiles][32] = {};

  template <std::size_t Max>
  consteval explicit RunWriting(const ImageUpTo<Max>& image) {
    for (std::size_t t = 0; t < Tiles; ++t) {
      const std::size_t at = tile_at<32, Tiles>(t, image.wire);
      for (std::size_t lane = 0; lane < 2; ++lane) {
        std::int16_t origins[16] = {};
        for (std::size_t i = 0; i < 16; ++i) {
          const ImageByte& byte = image.bytes[at + 16 * lane + i];
          origins[i] = byte.from;
          value[t][16 * lane + i] = byte.value;
        }
        LaneChunk some[LaneChunk::most];
        const std::size_t number = cover_lane(origins, image.memory, some);
        if (number > 2) pays = false;
        if (number > chunks[t]) chunks[t] = number;
        for (std::size_t c = 0; c < 2; ++c) {
          begin[t][c][lane] = some[c].begin;
          for (std::size_t i = 0; i < 16; ++i) which[t][c][16 * lane + i] = some[c].which[i];
        }
      }
    }
  }
};
template <const auto& Of>
inline constexpr RunWriting<(Of.wire - 1) / 32 + 1> run_writing{Of};

/// A run to be read by AVX-512: each tile of memory, of 64 bytes, is picked from 128 of the
/// message.
template <std::size_t Wire, std::size_t Memory>
struct RunReading {
  bool pays = true;
  std::size_t at[Memory] = {};
  std::uint32_t begin[Memory][2] = {};
  alignas(64) unsigned char which[Memory][64] = {};
  /// The bytes of memory that belong to no field, and stay as they are.
  bool has_others[Memory] = {};
  alignas(64) unsigned char others[Memory][64] = {};
  /// What is constant in the message.
  alignas(64) unsigned char value[Wire][64] = {};
  alignas(64) unsigned char fixed[Wire][64] = {};

  template <std::size_t Max>
  consteval explicit RunReading(const ImageUpTo<Max>& image) {
    const std::size_t from = run_begin(image);
    std::int16_t wire_of[Memory * 64] = {};
    for (std::int16_t& byte : wire_of) byte = -1;
    for (std::size_t i = 0; i < image.wire; ++i)
      if (image.bytes[i].from >= 0)
        wire_of[static_cast<std::size_t>(image.bytes[i].from) - from] =
            static_cast<std::int16_t>(i);
    for (std::size_t t = 0; t < Wire; ++t) {
      for (std::size_t i = 0; i < 64; ++i) {
        const ImageByte& byte = image.bytes[tile_at<64, Wire>(t, image.wire) + i];
        value[t][i] = byte.value;
        fixed[t][i] = byte.fixed;
      }
    }
    for (std::size_t t = 0; t < Memory; ++t) {
      at[t] = tile_at<64, Memory>(t, image.memory - from);
      pick(t, wire_of + at[t], image.wire);
      at[t] += from;
    }
  }

 private:
  /// Picks a tile, whose bytes come from `origins` of `size` bytes: from the 64 that begin with the
  /// first one, or else from those that end with the last.
  consteval void pick(std::size_t t, const std::int16_t* origins, std::size_t size) {
    std::size_t first = size - 64;
    std::size_t last = 63;
    for (std::size_t i = 0; i < 64; ++i) {
      others[t][i] = origins[i] < 0 ? 0xff : 0;
      if (origins[i] < 0) {
        has_others[t] = true;
        continue;
      }
      const auto origin = static_cast<std::size_t>(origins[i]);
      if (origin < first) first = origin;
      if (origin > last) last = origin;
    }
    const std::size_t second = last - 63;
    begin[t][0] = static_cast<std::uint32_t>(first);
    begin[t][1] = static_cast<std::uint32_t>(second);
    for (std::size_t i = 0; i < 64; ++i) {
      if (origins[i] < 0) continue;
      const auto origin = static_cast<std::size_t>(origins[i]);
      if (origin >= first + 64 && origin < second) pays = false;
      which[t][i] =
          static_cast<unsigned char>(origin < first + 64 ? origin - first : 64 + origin - second);
    }
  }
};
template <const auto& Of>
inline constexpr RunReading<(Of.wire - 1) / 64 + 1, (Of.memory - run_begin(Of) - 1) / 64 + 1>
    run_reading{Of};

/// Writes the run of the struct that begins at `from`.
template <const auto& Of>
[[gnu::target("avx2")]] SEATHRIFT_NOINLINE inline void write_run_avx2(
    std::byte* to, const std::byte* from) noexcept {
  constexpr const auto& table = run_writing<Of>;
  constexpr std::size_t tiles = sizeof table.chunks / sizeof table.chunks[0];
#pragma GCC unroll 22
  for (std::size_t t = 0; t < tiles; ++t) {
    Bytes32 all;
    std::memcpy(&all, table.value[t], 32);
#pragma GCC unroll 2
    for (std::size_t c = 0; c < table.chunks[t]; ++c) {
      Bytes32 which;
      std::memcpy(&which, table.which[t][c], 32);
      all |= __builtin_ia32_pshufb256(
          load_lanes(from + table.begin[t][c][0], from + table.begin[t][c][1]), which);
    }
    std::memcpy(to + tile_at<32, tiles>(t, Of.wire), &all, 32);
  }
}

/// Reads a run into the struct that begins at `to`. False, and nothing read, where something that
/// is constant is another.
template <const auto& Of>
[[SEATHRIFT_AVX512]] SEATHRIFT_NOINLINE inline bool read_run_avx512(
    std::byte* to, const std::byte* from) noexcept {
  constexpr const auto& table = run_reading<Of>;
  constexpr std::size_t wire = sizeof table.value / 64;
  constexpr std::size_t memory = sizeof table.which / 64;
  Bytes64 wrong = {};
#pragma GCC unroll 11
  for (std::size_t t = 0; t < wire; ++t) {
    Bytes64 tile, value, fixed;
    std::memcpy(&tile, from + tile_at<64, wire>(t, Of.wire), 64);
    std::memcpy(&value, table.value[t], 64);
    std::memcpy(&fixed, table.fixed[t], 64);
    wrong |= (tile ^ value) & fixed;
  }
  if (has_bits(wrong)) return false;
#pragma GCC unroll 11
  for (std::size_t t = 0; t < memory; ++t) {
    Bytes64 low, high, which;
    std::memcpy(&low, from + table.begin[t][0], 64);
    std::memcpy(&high, from + table.begin[t][1], 64);
    std::memcpy(&which, table.which[t], 64);
    Bytes64 all = pick_of_two(low, high, which);
    if (table.has_others[t]) {
      Bytes64 before, others;
      std::memcpy(&before, to + table.at[t], 64);
      std::memcpy(&others, table.others[t], 64);
      all = (before & others) | (all & ~others);
    }
    std::memcpy(to + table.at[t], &all, 64);
  }
  return true;
}

#endif

}  // namespace seathrift::detail
