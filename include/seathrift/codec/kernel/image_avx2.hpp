// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does AVX2 move many records of fixed width at once? Two lanes at a time.

#include <cstddef>
#include <cstring>

#include <seathrift/codec/kernel/image_lanes.hpp>
#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

/// Two lanes, from any two places.
[[gnu::target("avx2")]] SEATHRIFT_ALWAYS_INLINE Bytes32 load_lanes(const std::byte* low,
                                                                   const std::byte* high) noexcept {
  Longs2 lanes[2];
  std::memcpy(&lanes[0], low, 16);
  std::memcpy(&lanes[1], high, 16);
#ifdef __clang__
  return (Bytes32)__builtin_shufflevector(lanes[0], lanes[1], 0, 1, 2, 3);
#else
  // g++ would load both and join them by a slower instruction.
  return (Bytes32)__builtin_ia32_insert128i256(__builtin_ia32_vbroadcastsi256(lanes[0]), lanes[1],
                                               1);
#endif
}

/// As write_images_ssse3, with 256 bits.
template <std::size_t Wire, std::size_t Chunks>
[[gnu::target("avx2")]] inline void write_images_avx2(const void* by, std::byte* to,
                                                      const std::byte* from,
                                                      std::size_t rounds) noexcept {
  const auto& table = *static_cast<const WritingLanes<Wire, Chunks>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  std::size_t begin[Wire][Chunks][2];
  Bytes32 value[Wire], which[Wire][Chunks];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 32);
#pragma GCC unroll 8
    for (std::size_t c = 0; c < Chunks; ++c) {
      begin[w][c][0] = table.picks.begin[w][c][0];
      begin[w][c][1] = table.picks.begin[w][c][1];
      std::memcpy(&which[w][c], table.picks.which[w][c], 32);
    }
  }
  for (; rounds != 0; --rounds, to += wire, from += memory) {
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      Bytes32 all = value[w];
#pragma GCC unroll 8
      for (std::size_t c = 0; c < Chunks; ++c)
        all |= __builtin_ia32_pshufb256(load_lanes(from + begin[w][c][0], from + begin[w][c][1]),
                                        which[w][c]);
      std::memcpy(to + tile_at<32, Wire>(w, wire), &all, 32);
    }
  }
}

/// As read_images_ssse3, with 256 bits.
template <std::size_t Wire, std::size_t Memory, std::size_t Chunks>
[[gnu::target("avx2")]] inline std::size_t read_images_avx2(const void* by, std::byte* to,
                                                            const std::byte* from,
                                                            std::size_t rounds) noexcept {
  const auto& table = *static_cast<const ReadingLanes<Wire, Memory, Chunks>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  const bool has_others = table.has_others;
  std::size_t begin[Memory][Chunks][2];
  Bytes32 value[Wire], fixed[Wire], others[Memory], which[Memory][Chunks];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 32);
    std::memcpy(&fixed[w], table.fixed[w], 32);
  }
#pragma GCC unroll 8
  for (std::size_t m = 0; m < Memory; ++m) {
    std::memcpy(&others[m], table.others[m], 32);
#pragma GCC unroll 8
    for (std::size_t c = 0; c < Chunks; ++c) {
      begin[m][c][0] = table.picks.begin[m][c][0];
      begin[m][c][1] = table.picks.begin[m][c][1];
      std::memcpy(&which[m][c], table.picks.which[m][c], 32);
    }
  }
  for (std::size_t round = 0; round < rounds; ++round, from += wire, to += memory) {
    Bytes32 wrong = {};
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      Bytes32 tile;
      std::memcpy(&tile, from + tile_at<32, Wire>(w, wire), 32);
      wrong |= (tile ^ value[w]) & fixed[w];
    }
    if (__builtin_ia32_ptestz256((Longs4)wrong, (Longs4)wrong) == 0) return round;
    Bytes32 all[Memory];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m) {
      all[m] = Bytes32{};
      if (has_others) {
        std::memcpy(&all[m], to + tile_at<32, Memory>(m, memory), 32);
        all[m] &= others[m];
      }
#pragma GCC unroll 8
      for (std::size_t c = 0; c < Chunks; ++c)
        all[m] |= __builtin_ia32_pshufb256(load_lanes(from + begin[m][c][0], from + begin[m][c][1]),
                                           which[m][c]);
    }
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(to + tile_at<32, Memory>(m, memory), &all[m], 32);
  }
  return rounds;
}

}  // namespace seathrift::detail

#endif
