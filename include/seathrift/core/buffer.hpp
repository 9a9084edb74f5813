// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where do a connection's bytes live? In one block that is kept, never zeroed, with room in front
// and slack behind.

#include <cstddef>
#include <cstring>
#include <span>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/owner.hpp>

namespace seathrift {

/// A growing block of bytes: written behind, used up in front.
///
///     [ headroom | bytes: data(), size() | free: prepare() | slack ]
///
/// Memory is kept until the buffer dies or `shrink()` is called, and is never zeroed. Behind the
/// capacity lie `slack` bytes that may be written but never count: a store of eight bytes can end a
/// value of five.
///
/// Errors. Growing throws std::bad_alloc.
///
/// Thread safety. Distinct objects: safe. Shared objects: unsafe.
class Buffer {
 public:
  static constexpr std::size_t slack = 32;

  Buffer() noexcept = default;
  explicit Buffer(std::size_t capacity) { reallocate(capacity); }
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    Buffer(std::move(other)).swap(*this);
    return *this;
  }

  void swap(Buffer& other) noexcept {
    memory_.swap(other.memory_);
    std::swap(headroom_, other.headroom_);
    std::swap(begin_, other.begin_);
    std::swap(end_, other.end_);
    std::swap(capacity_, other.capacity_);
  }

  [[nodiscard]] const std::byte* data() const noexcept { return memory_.get() + begin_; }
  [[nodiscard]] std::byte* data() noexcept { return memory_.get() + begin_; }
  [[nodiscard]] std::size_t size() const noexcept { return end_ - begin_; }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  /// Bytes in all, headroom included, that fit without growing.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data(), size()}; }
  operator std::span<const std::byte>() const noexcept { return bytes(); }

  /// Empties the buffer and leaves `headroom` bytes free in front, for `prepend()`.
  void clear(std::size_t headroom = 0) {
    if (headroom > capacity_) reallocate(headroom);
    begin_ = end_ = headroom_ = headroom;
  }

  /// Drops the content and the headroom, and returns where at least `size` bytes can be written;
  /// `end_at()` says where they end. Until then, the content is unspecified.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE std::byte* begin_anew(std::size_t size) {
    if (capacity_ < size) [[unlikely]]
      replace(size);
    return memory_.get();
  }
  /// After `begin_anew()`: makes sure that `size` bytes can be written from `at` on, and returns
  /// where that is now.
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE std::byte* need(std::byte* at, std::size_t size) {
    if (static_cast<std::size_t>(memory_.get() + capacity_ - at) < size) [[unlikely]]
      return enlarge(at, size);
    return at;
  }
  SEATHRIFT_ALWAYS_INLINE void end_at(const std::byte* end) noexcept {
    headroom_ = begin_ = 0;
    end_ = static_cast<std::size_t>(end - memory_.get());
  }

  /// Makes room for at least `size` bytes behind the content and returns all the room there is;
  /// `commit()` says how much of it was written. Pointers into the buffer are invalid afterwards.
  [[nodiscard]] std::span<std::byte> prepare(std::size_t size) { return prepare(size, size); }
  /// The same where `least` bytes will do: for more, the block does not grow.
  [[nodiscard]] std::span<std::byte> prepare(std::size_t size, std::size_t least) {
    if (capacity_ - end_ < size) make_room(size, least);
    return {memory_.get() + end_, capacity_ - end_};
  }
  void commit(std::size_t size) noexcept { end_ += size; }
  /// Takes the last `size` bytes of the content back.
  void uncommit(std::size_t size) noexcept { end_ -= size; }

  /// Uses up `size` bytes in front; the rest stays where it is.
  void consume(std::size_t size) noexcept {
    begin_ += size;
    if (begin_ == end_) begin_ = end_ = headroom_ = 0;
  }

  /// Takes back `size` bytes of the headroom, to be written through `data()`.
  void prepend(std::size_t size) noexcept {
    begin_ -= size;
    headroom_ -= size;
  }

  void append(std::span<const std::byte> bytes) {
    if (bytes.empty()) return;
    std::memcpy(prepare(bytes.size()).data(), bytes.data(), bytes.size());
    commit(bytes.size());
  }

  /// Gives memory back when the buffer is empty and holds more than `keep` bytes: one huge message
  /// must not stay in memory for the life of a connection.
  void shrink(std::size_t keep) noexcept {
    if (empty() && capacity_ > keep) [[unlikely]]
      release();
  }

 private:
  SEATHRIFT_COLD void release() noexcept { Buffer().swap(*this); }

  SEATHRIFT_COLD void make_room(std::size_t size, std::size_t least) {
    const std::size_t used = begin_ - headroom_;
    if (used >= size && used >= this->size()) {
      std::memmove(memory_.get() + headroom_, data(), this->size());
      end_ -= used;
      begin_ = headroom_;
    } else if (capacity_ - end_ < least) {
      reallocate(detail::larger(end_ + size, capacity_ * 2));
    }
  }

  SEATHRIFT_COLD std::byte* enlarge(const std::byte* at, std::size_t size) {
    begin_ = headroom_ = 0;
    end_ = static_cast<std::size_t>(at - memory_.get());
    reallocate(detail::larger(end_ + size, capacity_ * 2));
    return memory_.get() + end_;
  }

  SEATHRIFT_COLD void replace(std::size_t size) {
    begin_ = end_ = headroom_ = 0;
    reallocate(detail::larger(size, capacity_ * 2));
  }

  void reallocate(std::size_t capacity) {
    detail::Owner<std::byte[]> memory(new std::byte[capacity + slack]);
    if (!empty()) std::memcpy(memory.get() + begin_, data(), size());
    memory_ = std::move(memory);
    capacity_ = capacity;
  }

  detail::Owner<std::byte[]> memory_;
  std::size_t headroom_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace seathrift
