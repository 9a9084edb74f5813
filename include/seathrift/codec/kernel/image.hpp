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

// A kernel moves a round at a time: as many records as fill a vector. The bytes of a round, in the
// message and in memory, are cut into tiles of a vector; the last tile overlaps the one before it,
// so that nothing outside of the round is touched. The tiles of one side are put together from
// those of the other. How, is told by a table for the record; kernels are shared by all records of
// as many tiles, as a number that is not known when they are compiled would cost more than they
// bring.

/// How the tiles of one side are put together from those of the other.
template <std::size_t Width, std::size_t To, std::size_t From>
struct ImagePicks {
  static constexpr unsigned char none = 0x80;
  /// Of each byte, which one it is of a tile of the other side; `none` where it is not in there.
  alignas(Width) unsigned char which[To][From][Width] = {};
  /// A bit for each byte that is.
  std::uint64_t picks[To][From] = {};
};

/// Where a tile begins.
template <std::size_t Width, std::size_t Tiles>
constexpr std::size_t tile_at(std::size_t tile, std::size_t size) noexcept {
  return tile + 1 < Tiles ? tile * Width : size - Width;
}

/// A record for kernels with vectors of `Width` bytes, its rounds having `Wire` tiles in the
/// message and `Memory` tiles in memory.
template <std::size_t Width, std::size_t Wire, std::size_t Memory>
struct ImageTable {
  /// A round's bytes.
  std::size_t wire;
  std::size_t memory;
  /// What is constant in the message.
  alignas(Width) unsigned char value[Wire][Width] = {};
  alignas(Width) unsigned char fixed[Wire][Width] = {};
  /// The bytes of memory that belong to no field, and stay as they are.
  bool has_others = false;
  alignas(Width) unsigned char others[Memory][Width] = {};
  ImagePicks<Width, Wire, Memory> to_wire = {};
  ImagePicks<Width, Memory, Wire> to_memory = {};

  consteval ImageTable(const Image& image, std::size_t records)
      : wire(records * image.wire), memory(records * image.memory) {
    std::int16_t wire_of[Memory * Width] = {};
    for (std::int16_t& byte : wire_of) byte = -1;
    std::int16_t memory_of[Wire * Width] = {};
    for (std::size_t i = 0; i < wire; ++i) {
      const ImageByte& byte = image.bytes[i % image.wire];
      memory_of[i] = byte.from;
      if (byte.from < 0) continue;
      memory_of[i] = static_cast<std::int16_t>(byte.from + i / image.wire * image.memory);
      wire_of[memory_of[i]] = static_cast<std::int16_t>(i);
    }
    for (std::size_t w = 0; w < Wire; ++w) {
      for (std::size_t i = 0; i < Width; ++i) {
        const std::size_t at = tile_at<Width, Wire>(w, wire) + i;
        value[w][i] = image.bytes[at % image.wire].value;
        fixed[w][i] = image.bytes[at % image.wire].fixed;
        pick(to_wire, w, i, memory_of[at], memory);
      }
    }
    for (std::size_t m = 0; m < Memory; ++m) {
      for (std::size_t i = 0; i < Width; ++i) {
        const std::int16_t from = wire_of[tile_at<Width, Memory>(m, memory) + i];
        others[m][i] = from < 0 ? 0xff : 0;
        if (from < 0) has_others = true;
        pick(to_memory, m, i, from, wire);
      }
    }
  }

 private:
  template <std::size_t To, std::size_t From>
  static consteval void pick(ImagePicks<Width, To, From>& picks, std::size_t to, std::size_t i,
                             int from, std::size_t size) {
    for (auto& each : picks.which[to]) each[i] = picks.none;
    if (from < 0) return;
    const std::size_t tile = static_cast<std::size_t>(from) / Width;
    const std::size_t begin = tile_at<Width, From>(tile, size);
    picks.which[to][tile][i] = static_cast<unsigned char>(static_cast<std::size_t>(from) - begin);
    picks.picks[to][tile] |= std::uint64_t{1} << i;
  }
};

#if SEATHRIFT_KERNELS

/// Writes `rounds` rounds of records.
template <std::size_t Wire, std::size_t Memory>
[[gnu::target("ssse3")]] inline void write_images_ssse3(const void* by, std::byte* to,
                                                        const std::byte* from,
                                                        std::size_t rounds) noexcept {
  const auto& table = *static_cast<const ImageTable<16, Wire, Memory>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  Bytes16 value[Wire], which[Wire][Memory];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 16);
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(&which[w][m], table.to_wire.which[w][m], 16);
  }
  for (; rounds != 0; --rounds, to += wire, from += memory) {
    Bytes16 tiles[Memory];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(&tiles[m], from + tile_at<16, Memory>(m, memory), 16);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      Bytes16 all = value[w];
#pragma GCC unroll 8
      for (std::size_t m = 0; m < Memory; ++m)
        all |= __builtin_ia32_pshufb128(tiles[m], which[w][m]);
      std::memcpy(to + tile_at<16, Wire>(w, wire), &all, 16);
    }
  }
}

/// Reads up to `rounds` rounds of records, and stops in front of one in which something constant is
/// another; returns how many it read.
template <std::size_t Wire, std::size_t Memory>
[[gnu::target("ssse3")]] inline std::size_t read_images_ssse3(const void* by, std::byte* to,
                                                              const std::byte* from,
                                                              std::size_t rounds) noexcept {
  const auto& table = *static_cast<const ImageTable<16, Wire, Memory>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  const bool has_others = table.has_others;
  Bytes16 value[Wire], fixed[Wire], others[Memory], which[Memory][Wire];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 16);
    std::memcpy(&fixed[w], table.fixed[w], 16);
  }
#pragma GCC unroll 8
  for (std::size_t m = 0; m < Memory; ++m) {
    std::memcpy(&others[m], table.others[m], 16);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w)
      std::memcpy(&which[m][w], table.to_memory.which[m][w], 16);
  }
  for (std::size_t round = 0; round < rounds; ++round, from += wire, to += memory) {
    Bytes16 tiles[Wire];
    Bytes16 wrong = {};
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      std::memcpy(&tiles[w], from + tile_at<16, Wire>(w, wire), 16);
      wrong |= (tiles[w] ^ value[w]) & fixed[w];
    }
    if (__builtin_ia32_pmovmskb128(wrong == 0) != 0xffff) return round;
    Bytes16 all[Memory];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m) {
      all[m] = Bytes16{};
      if (has_others) {
        std::memcpy(&all[m], to + tile_at<16, Memory>(m, memory), 16);
        all[m] &= others[m];
      }
#pragma GCC unroll 8
      for (std::size_t w = 0; w < Wire; ++w)
        all[m] |= __builtin_ia32_pshufb128(tiles[w], which[m][w]);
    }
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(to + tile_at<16, Memory>(m, memory), &all[m], 16);
  }
  return rounds;
}

/// As write_images_ssse3, with 512 bits.
template <std::size_t Wire, std::size_t Memory>
[[SEATHRIFT_AVX512]] inline void write_images_avx512(const void* by, std::byte* to,
                                                     const std::byte* from,
                                                     std::size_t rounds) noexcept {
  const auto& table = *static_cast<const ImageTable<64, Wire, Memory>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  Bytes64 value[Wire], which[Wire][Memory];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 64);
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(&which[w][m], table.to_wire.which[w][m], 64);
  }
  for (; rounds != 0; --rounds, to += wire, from += memory) {
    Bytes64 tiles[Memory];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(&tiles[m], from + tile_at<64, Memory>(m, memory), 64);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      Bytes64 all = value[w];
#pragma GCC unroll 8
      for (std::size_t m = 0; m < Memory; ++m)
        all |= pick_some(tiles[m], which[w][m], table.to_wire.picks[w][m]);
      std::memcpy(to + tile_at<64, Wire>(w, wire), &all, 64);
    }
  }
}

/// As read_images_ssse3, with 512 bits.
template <std::size_t Wire, std::size_t Memory>
[[SEATHRIFT_AVX512]] inline std::size_t read_images_avx512(const void* by, std::byte* to,
                                                           const std::byte* from,
                                                           std::size_t rounds) noexcept {
  const auto& table = *static_cast<const ImageTable<64, Wire, Memory>*>(by);
  const std::size_t wire = table.wire, memory = table.memory;
  const bool has_others = table.has_others;
  Bytes64 value[Wire], fixed[Wire], others[Memory], which[Memory][Wire];
#pragma GCC unroll 8
  for (std::size_t w = 0; w < Wire; ++w) {
    std::memcpy(&value[w], table.value[w], 64);
    std::memcpy(&fixed[w], table.fixed[w], 64);
  }
#pragma GCC unroll 8
  for (std::size_t m = 0; m < Memory; ++m) {
    std::memcpy(&others[m], table.others[m], 64);
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w)
      std::memcpy(&which[m][w], table.to_memory.which[m][w], 64);
  }
  for (std::size_t round = 0; round < rounds; ++round, from += wire, to += memory) {
    Bytes64 tiles[Wire];
    Bytes64 wrong = {};
#pragma GCC unroll 8
    for (std::size_t w = 0; w < Wire; ++w) {
      std::memcpy(&tiles[w], from + tile_at<64, Wire>(w, wire), 64);
      wrong |= (tiles[w] ^ value[w]) & fixed[w];
    }
    if (has_bits(wrong)) return round;
    Bytes64 all[Memory];
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m) {
      all[m] = Bytes64{};
      if (has_others) {
        std::memcpy(&all[m], to + tile_at<64, Memory>(m, memory), 64);
        all[m] &= others[m];
      }
#pragma GCC unroll 8
      for (std::size_t w = 0; w < Wire; ++w)
        all[m] |= pick_some(tiles[w], which[m][w], table.to_memory.picks[m][w]);
    }
#pragma GCC unroll 8
    for (std::size_t m = 0; m < Memory; ++m)
      std::memcpy(to + tile_at<64, Memory>(m, memory), &all[m], 64);
  }
  return rounds;
}

/// The kernels for a record, with their tables. Where there is none, `records` is 0.
struct ImageKernels {
  struct Kernel {
    /// The records of a round.
    std::size_t records = 0;
    const void* table = nullptr;
    void (*write)(const void*, std::byte*, const std::byte*, std::size_t) noexcept = nullptr;
    std::size_t (*read)(const void*, std::byte*, const std::byte*, std::size_t) noexcept = nullptr;
  };
  std::size_t wire;
  Kernel ssse3;
  Kernel avx512;

  /// The best one that the processor can run, or nullptr.
  [[nodiscard]] const Kernel* best() const noexcept {
    if (has_avx512()) return &avx512;
    if (ssse3.records != 0 && __builtin_cpu_supports("ssse3")) return &ssse3;
    return nullptr;
  }
};

template <std::size_t Width, const Image& Of>
struct ImageRound {
  static constexpr std::size_t records =
      (Width - 1) / (Of.wire < Of.memory ? Of.wire : Of.memory) + 1;
  static constexpr std::size_t wire = (records * Of.wire - 1) / Width + 1;
  static constexpr std::size_t memory = (records * Of.memory - 1) / Width + 1;
  static constexpr ImageTable<Width, wire, memory> table{Of, records};
};

template <const Image& Of>
consteval ImageKernels kernels_for() {
  ImageKernels kernels{Of.wire, {}, {}};
  using Narrow = ImageRound<16, Of>;
  // More would be slower than one field after the other.
  if constexpr (Narrow::wire <= 4 && Narrow::memory <= 2)
    kernels.ssse3 = {Narrow::records, &Narrow::table,
                     &write_images_ssse3<Narrow::wire, Narrow::memory>,
                     &read_images_ssse3<Narrow::wire, Narrow::memory>};
  using Wide = ImageRound<64, Of>;
  kernels.avx512 = {Wide::records, &Wide::table, &write_images_avx512<Wide::wire, Wide::memory>,
                    &read_images_avx512<Wide::wire, Wide::memory>};
  return kernels;
}
template <const Image& Of>
inline constexpr ImageKernels image_kernels = kernels_for<Of>();

SEATHRIFT_NOINLINE inline std::size_t write_with_kernel(const ImageKernels& kernels, std::byte* to,
                                                        const void* from,
                                                        std::size_t count) noexcept {
  const auto* const kernel = kernels.best();
  if (kernel == nullptr) return 0;
  const std::size_t rounds = count / kernel->records;
  kernel->write(kernel->table, to, static_cast<const std::byte*>(from), rounds);
  return rounds * kernel->records;
}

SEATHRIFT_NOINLINE inline std::size_t read_with_kernel(const ImageKernels& kernels, void* to,
                                                       const std::byte* from, std::size_t size,
                                                       std::size_t count) noexcept {
  const auto* const kernel = kernels.best();
  if (kernel == nullptr) return 0;
  const std::size_t there = size / kernels.wire;
  const std::size_t rounds = (there < count ? there : count) / kernel->records;
  return kernel->read(kernel->table, static_cast<std::byte*>(to), from, rounds) * kernel->records;
}

#endif

/// Writes records as their image says, and returns how many: those that a kernel can, which may be
/// none.
template <const Image& Of>
inline std::size_t write_images([[maybe_unused]] std::byte* to, [[maybe_unused]] const void* from,
                                [[maybe_unused]] std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  return write_with_kernel(image_kernels<Of>, to, from, count);
#else
  return 0;
#endif
}

/// Reads up to `count` records, of `size` bytes at most, that are as their image says, and returns
/// how many.
template <const Image& Of>
inline std::size_t read_images([[maybe_unused]] void* to, [[maybe_unused]] const std::byte* from,
                               [[maybe_unused]] std::size_t size,
                               [[maybe_unused]] std::size_t count) noexcept {
#if SEATHRIFT_KERNELS
  return read_with_kernel(image_kernels<Of>, to, from, size, count);
#else
  return 0;
#endif
}

}  // namespace seathrift::detail
