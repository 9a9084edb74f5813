// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do many records of fixed width travel at once? All that the message has beside their values
// is constant: shuffles put it around them, and a masked comparison checks it.

#include <cstddef>
#include <cstring>

#include <seathrift/codec/kernel/image_avx2.hpp>
#include <seathrift/codec/kernel/image_lanes.hpp>
#include <seathrift/codec/kernel/image_table.hpp>
#include <seathrift/codec/kernel/vector.hpp>
#include <seathrift/config.hpp>

namespace seathrift::detail {

/// The number of records from which a kernel is faster than one record after the other.
inline constexpr std::size_t image_kernel_from = 8;

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

/// The kernels for a record, with their tables. Where one would not pay, its functions are null.
struct ImageKernels {
  struct Kernel {
    /// The records of a round.
    std::size_t records = 1;
    const void* to_write = nullptr;
    const void* to_read = nullptr;
    void (*write)(const void*, std::byte*, const std::byte*, std::size_t) noexcept = nullptr;
    std::size_t (*read)(const void*, std::byte*, const std::byte*, std::size_t) noexcept = nullptr;
  };
  std::size_t wire;
  Kernel ssse3;
  Kernel avx2;
  Kernel avx512;

  /// The best one that the processor can run, or nullptr.
  [[nodiscard]] const Kernel* best() const noexcept {
    if (has_avx512()) return &avx512;
    if (avx2.write != nullptr && __builtin_cpu_supports("avx2")) return &avx2;
    if (ssse3.write != nullptr && __builtin_cpu_supports("ssse3")) return &ssse3;
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

/// The tiles of AVX2 that so many bytes take, on both sides.
constexpr std::size_t lane_tiles(std::size_t wire, std::size_t memory) {
  return (wire - 1) / 32 + (memory - 1) / 32 + 2;
}
/// The records of a round of AVX2: twice as many as fill a vector, where these take no more tiles
/// than two rounds of half of them.
constexpr std::size_t lane_records(std::size_t wire, std::size_t memory) {
  const std::size_t least = 31 / (wire < memory ? wire : memory) + 1;
  const bool twice = lane_tiles(2 * least * wire, 2 * least * memory) <=
                     2 * lane_tiles(least * wire, least * memory);
  return twice && 2 * least * wire <= 8 * 32 ? 2 * least : least;
}
template <const Image& Of>
struct LanedRound {
  static constexpr std::size_t records = lane_records(Of.wire, Of.memory);
  static constexpr std::size_t wire = (records * Of.wire - 1) / 32 + 1;
  static constexpr std::size_t memory = (records * Of.memory - 1) / 32 + 1;
  static constexpr RoundOrigins<records * Of.wire, records * Of.memory> origins{Of};
  static constexpr std::size_t write_chunks =
      chunks_needed<wire>(origins.wire, records* Of.wire, records* Of.memory);
  static constexpr std::size_t read_chunks =
      chunks_needed<memory>(origins.memory, records* Of.memory, records* Of.wire);
  // More would be slower than one field after the other.
  static constexpr bool pays = wire <= 8 && write_chunks <= 4 && read_chunks <= 4;
  static constexpr WritingLanes<wire, write_chunks> to_write{Of, origins};
  static constexpr ReadingLanes<wire, memory, read_chunks> to_read{Of, origins};
};

template <const Image& Of>
consteval ImageKernels kernels_for() {
  ImageKernels kernels{Of.wire, {}, {}, {}};
  using Narrow = ImageRound<16, Of>;
  // More would be slower than one field after the other.
  if constexpr (Narrow::wire <= 4 && Narrow::memory <= 2) {
    kernels.ssse3.records = Narrow::records;
    kernels.ssse3.to_write = &Narrow::table;
    kernels.ssse3.write = &write_images_ssse3<Narrow::wire, Narrow::memory>;
  }
  if constexpr (Narrow::wire <= 2 && Narrow::memory <= 1) {
    kernels.ssse3.to_read = &Narrow::table;
    kernels.ssse3.read = &read_images_ssse3<Narrow::wire, Narrow::memory>;
  }
  using Laned = LanedRound<Of>;
  if constexpr (Laned::pays)
    kernels.avx2 = {Laned::records, &Laned::to_write, &Laned::to_read,
                    &write_images_avx2<Laned::wire, Laned::write_chunks>,
                    &read_images_avx2<Laned::wire, Laned::memory, Laned::read_chunks>};
  using Wide = ImageRound<64, Of>;
  kernels.avx512 = {Wide::records, &Wide::table, &Wide::table,
                    &write_images_avx512<Wide::wire, Wide::memory>,
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
  kernel->write(kernel->to_write, to, static_cast<const std::byte*>(from), rounds);
  return rounds * kernel->records;
}

SEATHRIFT_NOINLINE inline std::size_t read_with_kernel(const ImageKernels& kernels, void* to,
                                                       const std::byte* from, std::size_t size,
                                                       std::size_t count) noexcept {
  const auto* const kernel = kernels.best();
  if (kernel == nullptr || kernel->read == nullptr) return 0;
  const std::size_t there = size / kernels.wire;
  const std::size_t rounds = (there < count ? there : count) / kernel->records;
  return kernel->read(kernel->to_read, static_cast<std::byte*>(to), from, rounds) * kernel->records;
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
