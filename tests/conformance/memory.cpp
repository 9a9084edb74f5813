// SPDX-License-Identifier: Apache-2.0
#include <conformance/memory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace seathrift::testing {

std::size_t held_now = 0;
std::size_t held_most = 0;

}  // namespace seathrift::testing

using seathrift::testing::held_most;
using seathrift::testing::held_now;

namespace {

/// Each block begins with its size, in as many bytes as alignment takes.
constexpr std::size_t front = 16;

void* take(std::size_t size) {
  auto* const block = static_cast<std::byte*>(std::malloc(size + front));
  if (block == nullptr) throw std::bad_alloc();
  new (block) std::size_t(size);
  held_now += size;
  held_most = std::max(held_most, held_now);
  return block + front;
}

void give(void* memory) noexcept {
  if (memory == nullptr) return;
  auto* const block = static_cast<std::byte*>(memory) - front;
  held_now -= *std::launder(reinterpret_cast<std::size_t*>(block));
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
// Those of a sanitizer would else be taken for these, which don't begin blocks with their size.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give(memory); }
void operator delete(void* memory) noexcept { give(memory); }
void operator delete[](void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give(memory); }
