// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many records of fixed width travel at once? All that the message has beside their values
// is constant: shuffles put it around them, and a masked comparison checks it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// A byte of a record as it stands in the message.
struct ImageByte {
  /// The byte of memory that it is; -1 when it is constant.
  std::int16_t from = -1;
  /// The bits that are constant, and their value.
  unsigned char fixed = 0xff;
  unsigned char value = 0;
};

/// A record of fixed width, byte by byte.
struct Image {
  static constexpr std::size_t max_size = 128;

  std::array<ImageByte, max_size> bytes = {};
  /// Its bytes in the message and in memory.
  std::size_t wire = 0;
  std::size_t memory = 0;
};

/// The number of records from which a kernel is faster than one record after the other.
inline constexpr std::size_t image_kernel_from = 8;

#if SEATHRIFT_KERNELS

/// How a kernel with vectors of `Width` bytes moves a round: as many records as fill a vector. A
/// round's bytes are cut into tiles of a vector; the last one overlaps the one before it, so that
/// nothing outside of the round is touched. Each tile of the message is put together from those of
/// memory, and the other way round.
template <std::size_t Width, std::size_t Wire, std::size_t Memory>
struct ImageTiles {
  static constexpr std::size_t wire_tiles = (Wire + Width - 1) / Width;
  static constexpr std::size_t memory_tiles = (Memory + Width - 1) / Width;
  static constexpr std::size_t wire = Wire;
  static constexpr std::size_t memory = Memory;
  using Bytes = std::array<unsigned char, Width>;

  /// For each byte of a tile, which one of another tile it is; `nothing` where it is none.
  struct Pick {
    alignas(Width) Bytes which = {};
    std::uint64_t picks = 0;
  };
  static constexpr unsigned char nothing = 0x80;

  alignas(Width) std::array<Bytes, wire_tiles> value = {};
  alignas(Width) std::array<Bytes, wire_tiles> fixed = {};
  /// The bytes of memory that belong to no field.
  alignas(Width) std::array<Bytes, memory_tiles> others = {};
  std::array<std::array<Pick, memory_tiles>, wire_tiles> to_wire = {};
  std::array<std::array<Pick, wire_tiles>, memory_tiles> to_memory = {};
  bool has_others = false;

  static constexpr std::size_t wire_at(std::size_t tile) noexcept {
    return tile + 1 < wire_tiles ? tile * Width : Wire - Width;
  }
  static constexpr std::size_t memory_at(std::size_t tile) noexcept {
    return tile + 1 < memory_tiles ? tile * Width : Memory - Width;
  }
};

/// The records of a round.
template <const Image& Of, std::size_t Width>
inline constexpr std::size_t image_round = (Width - 1) /
                                               (Of.wire < Of.memory ? Of.wire : Of.memory) +
                                           1;

template <const Image& Of, std::size_t Width>
consteval auto tile_image() {
  constexpr std::size_t records = image_round<Of, Width>;
  using Tiles = ImageTiles<Width, records * Of.wire, records * Of.memory>;
  Tiles tiles;
  for (auto& row : tiles.to_wire)
    for (auto& pick : row) pick.which.fill(Tiles::nothing);
  for (auto& row : tiles.to_memory)
    for (auto& pick : row) pick.which.fill(Tiles::nothing);
  for (auto& tile : tiles.others) tile.fill(0xff);
  for (std::size_t wire = 0; wire < Tiles::wire; ++wire) {
    const ImageByte& byte = Of.bytes[wire % Of.wire];
    const std::size_t memory =
        byte.from < 0 ? 0 : wire / Of.wire * Of.memory + static_cast<std::size_t>(byte.from);
    // It may lie in two tiles; it is taken from the first.
    bool taken = false;
    for (std::size_t w = 0; w < Tiles::wire_tiles; ++w) {
      const std::size_t in_wire = wire - Tiles::wire_at(w);
      if (in_wire >= Width) continue;
      tiles.value[w][in_wire] = byte.value;
      tiles.fixed[w][in_wire] = byte.fixed;
      bool given = false;
      for (std::size_t m = 0; m < Tiles::memory_tiles && byte.from >= 0; ++m) {
        const std::size_t in_memory = memory - Tiles::memory_at(m);
        if (in_memory >= Width) continue;
        tiles.others[m][in_memory] = 0;
        if (!given) {
          tiles.to_wire[w][m].which[in_wire] = static_cast<unsigned char>(in_memory);
          tiles.to_wire[w][m].picks |= std::uint64_t{1} << in_wire;
        }
        if (!taken) {
          tiles.to_memory[m][w].which[in_memory] = static_cast<unsigned char>(in_wire);
          tiles.to_memory[m][w].picks |= std::uint64_t{1} << in_memory;
        }
        given = true;
      }
      taken = true;
    }
  }
  for (const auto& tile : tiles.others)
    for (const unsigned char byte : tile) tiles.has_others = tiles.has_others || byte != 0;
  return tiles;
}

template <const Image& Of, std::size_t Width>
inline constexpr auto image_tiles = tile_image<Of, Width>();

/// Writes `rounds` rounds of records.
template <const Image& Of>
[[gnu::target("ssse3")]] inline void write_images_ssse3(std::byte* to, const std::byte* from,
                                                        std::size_t rounds) noexcept {
  constexpr auto& tiles = image_tiles<Of, 16>;
  for (; rounds != 0; --rounds, to += tiles.wire, from += tiles.memory) {
    Bytes16 memory[tiles.memory_tiles];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < tiles.memory_tiles; ++m)
      std::memcpy(&memory[m], from + tiles.memory_at(m), 16);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
      Bytes16 all;
      std::memcpy(&all, &tiles.value[w], 16);
#pragma GCC unroll 8
      for (std::size_t m = 0; m < tiles.memory_tiles; ++m) {
        if (tiles.to_wire[w][m].picks == 0) continue;
        Bytes16 which;
        std::memcpy(&which, &tiles.to_wire[w][m].which, 16);
        all |= __builtin_ia32_pshufb128(memory[m], which);
      }
      std::memcpy(to + tiles.wire_at(w), &all, 16);
    }
  }
}

/// Reads up to `rounds` rounds of records, and stops in front of one whose heads are others;
/// returns how many it read.
template <const Image& Of>
[[gnu::target("ssse3")]] inline std::size_t read_images_ssse3(std::byte* to, const std::byte* from,
                                                              std::size_t rounds) noexcept {
  constexpr auto& tiles = image_tiles<Of, 16>;
  for (std::size_t round = 0; round < rounds; ++round, from += tiles.wire, to += tiles.memory) {
    Bytes16 wire[tiles.wire_tiles];
    Bytes16 wrong = {};
#pragma GCC unroll 8
    for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
      Bytes16 value, fixed;
      std::memcpy(&wire[w], from + tiles.wire_at(w), 16);
      std::memcpy(&value, &tiles.value[w], 16);
      std::memcpy(&fixed, &tiles.fixed[w], 16);
      wrong |= (wire[w] ^ value) & fixed;
    }
    if (__builtin_ia32_pmovmskb128(wrong == 0) != 0xffff) return round;
#pragma GCC unroll 8
    for (std::size_t m = 0; m < tiles.memory_tiles; ++m) {
      Bytes16 all = {};
      if constexpr (tiles.has_others) {
        Bytes16 others;
        std::memcpy(&all, to + tiles.memory_at(m), 16);
        std::memcpy(&others, &tiles.others[m], 16);
        all &= others;
      }
#pragma GCC unroll 8
      for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
        if (tiles.to_memory[m][w].picks == 0) continue;
        Bytes16 which;
        std::memcpy(&which, &tiles.to_memory[m][w].which, 16);
        all |= __builtin_ia32_pshufb128(wire[w], which);
      }
      std::memcpy(to + tiles.memory_at(m), &all, 16);
    }
  }
  return rounds;
}

/// As write_images_ssse3, with 512 bits.
template <const Image& Of>
[[SEATHRIFT_AVX512]] inline void write_images_avx512(std::byte* to, const std::byte* from,
                                                     std::size_t rounds) noexcept {
  constexpr auto& tiles = image_tiles<Of, 64>;
  for (; rounds != 0; --rounds, to += tiles.wire, from += tiles.memory) {
    Bytes64 memory[tiles.memory_tiles];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < tiles.memory_tiles; ++m)
      std::memcpy(&memory[m], from + tiles.memory_at(m), 64);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
      Bytes64 all;
      std::memcpy(&all, &tiles.value[w], 64);
#pragma GCC unroll 8
      for (std::size_t m = 0; m < tiles.memory_tiles; ++m) {
        if (tiles.to_wire[w][m].picks == 0) continue;
        Bytes64 which;
        std::memcpy(&which, &tiles.to_wire[w][m].which, 64);
        all |= pick_some(memory[m], which, tiles.to_wire[w][m].picks);
      }
      std::memcpy(to + tiles.wire_at(w), &all, 64);
    }
  }
}

/// As read_images_ssse3, with 512 bits.
template <const Image& Of>
[[SEATHRIFT_AVX512]] inline std::size_t read_images_avx512(std::byte* to, const std::byte* from,
                                                           std::size_t rounds) noexcept {
  constexpr auto& tiles = image_tiles<Of, 64>;
  for (std::size_t round = 0; round < rounds; ++round, from += tiles.wire, to += tiles.memory) {
    Bytes64 wire[tiles.wire_tiles];
    Bytes64 wrong = {};
#pragma GCC unroll 8
    for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
      Bytes64 value, fixed;
      std::memcpy(&wire[w], from + tiles.wire_at(w), 64);
      std::memcpy(&value, &tiles.value[w], 64);
      std::memcpy(&fixed, &tiles.fixed[w], 64);
      wrong |= (wire[w] ^ value) & fixed;
    }
    if (__builtin_ia32_cmpb512_mask(wrong, Bytes64{}, 4, ~std::uint64_t{0}) != 0) return round;
#pragma GCC unroll 8
    for (std::size_t m = 0; m < tiles.memory_tiles; ++m) {
      Bytes64 all = {};
      if constexpr (tiles.has_others) {
        Bytes64 others;
        std::memcpy(&all, to + tiles.memory_at(m), 64);
        std::memcpy(&others, &tiles.others[m], 64);
        all &= others;
      }
#pragma GCC unroll 8
      for (std::size_t w = 0; w < tiles.wire_tiles; ++w) {
        if (tiles.to_memory[m][w].picks == 0) continue;
        Bytes64 which;
        std::memcpy(&which, &tiles.to_memory[m][w].which, 64);
        all |= pick_some(wire[w], which, tiles.to_memory[m][w].picks);
      }
      std::memcpy(to + tiles.memory_at(m), &all, 64);
    }
  }
  return rounds;
}

#endif

/// Writes records as their image says, and returns how many: whole rounds of what the processor
/// has, which may be none.
template <const Image& Of>
SEATHRIFT_NOINLINE inline std::size_t write_images([[maybe_unused]] std::byte* to,
                                                   [[maybe_unused]] const std::byte* from,
                                                   [[maybe_unused]] std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  if (has_avx512()) {
    constexpr std::size_t round = image_round<Of, 64>;
    write_images_avx512<Of>(to, from, count / round);
    return count - count % round;
  }
  if (__builtin_cpu_supports("ssse3")) {
    constexpr std::size_t round = image_round<Of, 16>;
    write_images_ssse3<Of>(to, from, count / round);
    return count - count % round;
  }
#endif
  return 0;
}

/// Reads up to `count` records, of `size` bytes at most, that are as their image says, and returns
/// how many.
template <const Image& Of>
SEATHRIFT_NOINLINE inline std::size_t read_images([[maybe_unused]] std::byte* to,
                                                  [[maybe_unused]] const std::byte* from,
                                                  [[maybe_unused]] std::size_t size,
                                                  [[maybe_unused]] std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  if (size / Of.wire < count) count = size / Of.wire;
  if (has_avx512()) {
    constexpr std::size_t round = image_round<Of, 64>;
    return read_images_avx512<Of>(to, from, count / round) * round;
  }
  if (__builtin_cpu_supports("ssse3")) {
    constexpr std::size_t round = image_round<Of, 16>;
    return read_images_ssse3<Of>(to, from, count / round) * round;
  }
#endif
  return 0;
}

}  // namespace seathrift::detail
