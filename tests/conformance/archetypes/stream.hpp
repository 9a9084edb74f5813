// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is the least that a byte stream offers? docs/requirements/byte_stream.md shows this one.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <seathrift/transport/concepts.hpp>

namespace archetypes {

/// One end of a tape: what one end sends lies there for the other. Nobody waits: where nothing
/// lies, the stream has ended.
class Tape {
 public:
  static std::pair<Tape, Tape> make() {
    const auto there = std::make_shared<Bytes>();
    const auto back = std::make_shared<Bytes>();
    return {Tape(there, back), Tape(back, there)};
  }

  seathrift::Result<void> send(seathrift::Pieces pieces) {
    if (!is_open()) return closed();
    for (const auto piece : pieces) out_->insert(out_->end(), piece.begin(), piece.end());
    return {};
  }
  seathrift::Result<std::size_t> receive(std::span<std::byte> room) {
    if (!is_open()) return closed();
    if (stopped_) return std::size_t{0};
    const std::size_t size = std::min(room.size(), in_->size());
    std::copy_n(in_->begin(), size, room.begin());
    in_->erase(in_->begin(), in_->begin() + static_cast<std::ptrdiff_t>(size));
    return size;
  }
  bool is_open() const { return out_ != nullptr; }
  bool stale() const { return !is_open() || !in_->empty(); }
  std::string peer() const { return "the other end of the tape"; }
  void stop_receiving() { stopped_ = true; }
  void close() { out_ = in_ = nullptr; }

 private:
  using Bytes = std::vector<std::byte>;

  Tape(std::shared_ptr<Bytes> out, std::shared_ptr<Bytes> in)
      : out_(std::move(out)), in_(std::move(in)) {}

  static seathrift::Error closed() {
    return {seathrift::Errc::not_open, "this end of the tape is closed"};
  }

  std::shared_ptr<Bytes> out_;
  std::shared_ptr<Bytes> in_;
  bool stopped_ = false;
};
static_assert(seathrift::ByteStream<Tape>);
static_assert(!seathrift::ConnectingStream<Tape> && !seathrift::AcceptedStream<Tape>);

}  // namespace archetypes
