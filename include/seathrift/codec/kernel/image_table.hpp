// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a kernel know of a record of fixed width? Its image in the message, and tables made
// from it.

#include <array>
#include <cstddef>
#include <cstdint>

namespace seathrift::detail {

/// A byte of a record as it stands in the message.
struct ImageByte {
  /// The byte of memory that it is; -1 when it is constant.
  std::int16_t from = -1;
  /// The bits that are constant, and their value.
  unsigned char fixed = 0xff;
  unsigned char value = 0;
};

/// A record of fixed width, or the fields that begin one, byte by byte.
template <std::size_t Max>
struct ImageUpTo {
  static constexpr std::size_t max_size = Max;

  std::array<ImageByte, max_size> bytes = {};
  /// Its bytes in the message and in memory.
  std::size_t wire = 0;
  std::size_t memory = 0;
};
using Image = ImageUpTo<128>;

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

}  // namespace seathrift::detail
