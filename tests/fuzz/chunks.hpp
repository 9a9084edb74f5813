// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a peer's input arrive? In pieces of any size: a stream that hands out given bytes so,
// and keeps what is sent.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/transport/concepts.hpp>

#include "target.hpp"

namespace fuzz {

/// A ByteStream over an input. `pieces` is the seed of the pieces' sizes; 0: all at once.
class Chunks {
 public:
  Chunks(Bytes input, unsigned pieces) : input_(input), state_(pieces) {}

  seathrift::Result<void> send(seathrift::Pieces pieces) {
    for (const auto& piece : pieces) sent_->insert(sent_->end(), piece.begin(), piece.end());
    return {};
  }
  seathrift::Result<std::size_t> receive(std::span<std::byte> room) {
    promise(!room.empty(), "there is room for what is received");
    std::size_t size = std::min(room.size(), input_.size());
    if (state_ != 0 && size != 0) {
      state_ = state_ * 1103515245u + 12345u;
      // Mostly a few bytes, now and then many.
      const std::size_t most = (state_ >> 16 & 7) == 0 ? 300 : 5;
      size = std::min<std::size_t>(size, 1 + (state_ >> 20) % most);
    }
    if (size != 0) std::memcpy(room.data(), input_.data(), size);
    input_ = input_.subspan(size);
    return size;
  }
  /// Takes turns with saying that nothing is there yet.
  seathrift::Result<std::optional<std::size_t>> try_receive(std::span<std::byte> room) {
    if (state_ != 0 && (waits_ = !waits_)) return std::optional<std::size_t>();
    return std::optional<std::size_t>(*receive(room));
  }
  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] bool stale() const { return false; }
  [[nodiscard]] std::string peer() const { return "the fuzzer"; }
  void stop_receiving() { input_ = {}; }
  void close() { open_ = false; }

  /// What was sent; it outlives the stream.
  [[nodiscard]] std::shared_ptr<std::vector<std::byte>> sent() const { return sent_; }

 private:
  Bytes input_;
  std::uint32_t state_;
  bool waits_ = false;
  bool open_ = true;
  std::shared_ptr<std::vector<std::byte>> sent_ = std::make_shared<std::vector<std::byte>>();
};

/// Limits that a small input can reach.
inline seathrift::Limits small_limits() {
  seathrift::Limits limits;
  limits.max_message = 3000;
  limits.max_frame = 2000;
  limits.max_depth = 20;
  limits.memory_factor = 32;
  limits.memory_base = 16 * 1024;
  return limits;
}

}  // namespace fuzz
