// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does AVX2 know of a record of fixed width? Its shuffles stay within lanes of 16 bytes, so
// that each lane is put together from chunks of its own.

#include <cstddef>
#include <cstdint>

#include <seathrift/codec/kernel/image_table.hpp>

namespace seathrift::detail {

/// 16 bytes of one side, from any place on, and which of them a lane of the other side takes.
struct LaneChunk {
  /// As many are enough for what is spread over `Image::max_size` bytes.
  static constexpr std::size_t most = Image::max_size / 16;
  static constexpr unsigned char none = 0x80;

  std::uint32_t begin = 0;
  unsigned char which[16] = {none, none, none, none, none, none, none, none,
                             none, none, none, none, none, none, none, none};
};

/// Covers a lane, whose bytes come from `origins` (-1: from nowhere) of `size` bytes, with chunks,
/// `most` at most. Returns how many it takes; one more than `most` when these are not enough.
constexpr std::size_t cover_lane(const std::int16_t* origins, std::size_t size, LaneChunk* chunks) {
  std::uint32_t left = 0;
  for (std::size_t i = 0; i < 16; ++i)
    if (origins[i] >= 0) left |= 1u << i;
  std::size_t number = 0;
  for (; left != 0; ++number) {
    if (number == LaneChunk::most) return number + 1;
    std::size_t begin = size - 16;
    for (std::size_t i = 0; i < 16; ++i)
      if ((left >> i & 1) != 0 && static_cast<std::size_t>(origins[i]) < begin)
        begin = static_cast<std::size_t>(origins[i]);
    LaneChunk& chunk = chunks[number];
    chunk.begin = static_cast<std::uint32_t>(begin);
    for (std::size_t i = 0; i < 16; ++i) {
      if ((left >> i & 1) == 0 || static_cast<std::size_t>(origins[i]) >= begin + 16) continue;
      chunk.which[i] = static_cast<unsigned char>(static_cast<std::size_t>(origins[i]) - begin);
      left &= ~(1u << i);
    }
  }
  return number;
}

/// Where each byte of a round of records comes from: those of the message from memory, and those of
/// memory from the message.
template <std::size_t Wire, std::size_t Memory>
struct RoundOrigins {
  std::int16_t wire[Wire] = {};
  std::int16_t memory[Memory] = {};

  consteval explicit RoundOrigins(const Image& image) {
    for (std::int16_t& byte : memory) byte = -1;
    for (std::size_t i = 0; i < Wire; ++i) {
      wire[i] = image.bytes[i % image.wire].from;
      if (wire[i] < 0) continue;
      wire[i] = static_cast<std::int16_t>(static_cast<std::size_t>(wire[i]) +
                                          i / image.wire * image.memory);
      memory[wire[i]] = static_cast<std::int16_t>(i);
    }
  }
};

/// How the tiles of 32 bytes of one side are put together from chunks of the other, each lane from
/// as many.
template <std::size_t Tiles, std::size_t Chunks>
struct LanePicks {
  std::uint32_t begin[Tiles][Chunks][2] = {};
  alignas(32) unsigned char which[Tiles][Chunks][32] = {};

  /// For `to` bytes that come from `origins` of `from` bytes.
  consteval LanePicks(const std::int16_t* origins, std::size_t to, std::size_t from) {
    for (std::size_t t = 0; t < Tiles; ++t) {
      for (std::size_t lane = 0; lane < 2; ++lane) {
        LaneChunk chunks[LaneChunk::most];
        cover_lane(origins + tile_at<32, Tiles>(t, to) + 16 * lane, from, chunks);
        for (std::size_t c = 0; c < Chunks; ++c) {
          begin[t][c][lane] = chunks[c].begin;
          for (std::size_t i = 0; i < 16; ++i) which[t][c][16 * lane + i] = chunks[c].which[i];
        }
      }
    }
  }
};

/// The chunks that a lane takes at most.
template <std::size_t Tiles>
consteval std::size_t chunks_needed(const std::int16_t* origins, std::size_t to, std::size_t from) {
  std::size_t most = 1;
  for (std::size_t lane = 0; lane < 2 * Tiles; ++lane) {
    LaneChunk chunks[LaneChunk::most];
    const std::size_t begin = tile_at<32, Tiles>(lane / 2, to) + lane % 2 * 16;
    const std::size_t number = cover_lane(origins + begin, from, chunks);
    if (number > most) most = number;
  }
  return most;
}

/// A record to be written by AVX2.
template <std::size_t Wire, std::size_t Chunks>
struct WritingLanes {
  /// A round's bytes.
  std::size_t wire;
  std::size_t memory;
  LanePicks<Wire, Chunks> picks;
  alignas(32) unsigned char value[Wire][32] = {};

  template <std::size_t W, std::size_t M>
  consteval WritingLanes(const Image& image, const RoundOrigins<W, M>& origins)
      : wire(W), memory(M), picks(origins.wire, W, M) {
    for (std::size_t i = 0; i < Wire * 32; ++i)
      value[i / 32][i % 32] =
          image.bytes[(tile_at<32, Wire>(i / 32, W) + i % 32) % image.wire].value;
  }
};

/// A record to be read by AVX2.
template <std::size_t Wire, std::size_t Memory, std::size_t Chunks>
struct ReadingLanes {
  std::size_t wire;
  std::size_t memory;
  LanePicks<Memory, Chunks> picks;
  alignas(32) unsigned char value[Wire][32] = {};
  alignas(32) unsigned char fixed[Wire][32] = {};
  /// The bytes of memory that belong to no field, and stay as they are.
  bool has_others = false;
  alignas(32) unsigned char others[Memory][32] = {};

  template <std::size_t W, std::size_t M>
  consteval ReadingLanes(const Image& image, const RoundOrigins<W, M>& origins)
      : wire(W), memory(M), picks(origins.memory, M, W) {
    for (std::size_t i = 0; i < Wire * 32; ++i) {
      const ImageByte& byte = image.bytes[(tile_at<32, Wire>(i / 32, W) + i % 32) % image.wire];
      value[i / 32][i % 32] = byte.value;
      fixed[i / 32][i % 32] = byte.fixed;
    }
    for (std::size_t i = 0; i < Memory * 32; ++i) {
      if (origins.memory[tile_at<32, Memory>(i / 32, M) + i % 32] >= 0) continue;
      others[i / 32][i % 32] = 0xff;
      has_others = true;
    }
  }
};

}  // namespace seathrift::detail
