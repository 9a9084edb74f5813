// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do tests of kernels need? Memory with forbidden pages around it, and numbers without a
// pattern.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>

namespace seathrift::testing {

/// A block of memory between two pages that may neither be read nor written: who leaves it dies.
class Guarded {
 public:
  explicit Guarded(std::size_t size) : size_((size + page - 1) / page * page) {
    void* const memory =
        mmap(nullptr, size_ + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    memory_ = static_cast<std::byte*>(memory);
    if (size_ != 0 && mprotect(memory_ + page, size_, PROT_READ | PROT_WRITE) != 0) std::abort();
  }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  ~Guarded() { munmap(memory_, size_ + 2 * page); }

  /// Behind the page in front.
  [[nodiscard]] std::byte* front() const noexcept { return memory_ + page; }
  /// The last `size` bytes before the page behind.
  [[nodiscard]] std::byte* back(std::size_t size) const noexcept {
    return memory_ + page + size_ - size;
  }

 private:
  static constexpr std::size_t page = 4096;
  std::size_t size_;
  std::byte* memory_ = nullptr;
};

/// Numbers without a pattern, the same in every run.
class Random {
 public:
  explicit Random(std::uint64_t seed = 1) : state_(seed * 0x9e3779b97f4a7c15 | 1) {}
  std::uint64_t operator()() noexcept {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545f4914f6cdd1d;
  }

 private:
  std::uint64_t state_;
};

}  // namespace seathrift::testing
