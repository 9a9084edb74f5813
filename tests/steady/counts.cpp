// SPDX-License-Identifier: Apache-2.0
#include <steady/counts.hpp>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

using Counter = std::atomic<std::size_t>;
Counter allocations, sends, receives, vain, looks, waits, arms, others;

thread_local std::size_t allocations_left = 0;
thread_local bool has_failed = false;

void count_allocation() {
  ++allocations;
  if (allocations_left == 0 || --allocations_left != 0) return;
  has_failed = true;
  throw std::bad_alloc();
}

void* take(std::size_t size) {
  count_allocation();
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* take(std::size_t size, std::align_val_t alignment) {
  count_allocation();
  const auto unit = static_cast<std::size_t>(alignment);
  void* const memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

/// Counted before: who receives the bytes may go on before this returns.
template <class... Arguments>
ssize_t sent(long number, Arguments... arguments) {
  ++sends;
  const long result = ::syscall(number, arguments...);
  if (result <= 0) {
    --sends;
    ++vain;
  }
  return result;
}
template <class... Arguments>
ssize_t received(long number, Arguments... arguments) {
  const long result = ::syscall(number, arguments...);
  ++(result > 0 ? receives : vain);
  return result;
}
template <class... Arguments>
long counted(Counter& counter, long number, Arguments... arguments) {
  ++counter;
  return ::syscall(number, arguments...);
}

}  // namespace

namespace seathrift::testing {

bool fail_allocation(std::size_t nth) {
  allocations_left = nth;
  return std::exchange(has_failed, false);
}

Counts counts() { return {allocations, sends, receives, vain, looks, waits, arms, others}; }

}  // namespace seathrift::testing

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void* operator new(std::size_t size, std::align_val_t to) { return take(size, to); }
void* operator new[](std::size_t size, std::align_val_t to) { return take(size, to); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

// The program's own functions stand before the C library's.
extern "C" {

ssize_t send(int to, const void* from, std::size_t size, int flags) {
  return sent(SYS_sendto, to, from, size, flags, nullptr, 0);
}
ssize_t sendto(int to, const void* from, std::size_t size, int flags, const sockaddr* address,
               socklen_t length) {
  return sent(SYS_sendto, to, from, size, flags, address, length);
}
ssize_t sendmsg(int to, const msghdr* message, int flags) {
  return sent(SYS_sendmsg, to, message, flags);
}
ssize_t recv(int from, void* to, std::size_t size, int flags) {
  if ((flags & MSG_PEEK) != 0)
    return counted(looks, SYS_recvfrom, from, to, size, flags, nullptr, nullptr);
  return received(SYS_recvfrom, from, to, size, flags, nullptr, nullptr);
}
ssize_t recvmsg(int from, msghdr* message, int flags) {
  return received(SYS_recvmsg, from, message, flags);
}
int poll(pollfd* entries, nfds_t count, int timeout) {
  return static_cast<int>(counted(waits, SYS_poll, entries, count, timeout));
}
int epoll_wait(int poller, epoll_event* events, int most, int timeout) {
  return static_cast<int>(counted(waits, SYS_epoll_wait, poller, events, most, timeout));
}
int epoll_ctl(int poller, int operation, int descriptor, epoll_event* event) noexcept {
  return static_cast<int>(counted(arms, SYS_epoll_ctl, poller, operation, descriptor, event));
}
ssize_t read(int from, void* to, std::size_t size) {
  return counted(others, SYS_read, from, to, size);
}
ssize_t write(int to, const void* from, std::size_t size) {
  return counted(others, SYS_write, to, from, size);
}
ssize_t readv(int from, const iovec* pieces, int count) {
  return counted(others, SYS_readv, from, pieces, count);
}
ssize_t writev(int to, const iovec* pieces, int count) {
  return counted(others, SYS_writev, to, pieces, count);
}
int shutdown(int descriptor, int how) noexcept {
  return static_cast<int>(counted(others, SYS_shutdown, descriptor, how));
}
int setsockopt(int descriptor, int level, int name, const void* value, socklen_t size) noexcept {
  return static_cast<int>(counted(others, SYS_setsockopt, descriptor, level, name, value, size));
}

}  // extern "C"
