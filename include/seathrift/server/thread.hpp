// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a server start a thread? By the system's own function: each lambda given to a
// std::thread takes 4 ms to compile, and more to optimise.

#include <system_error>

#include <pthread.h>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// What a thread runs, which throws nothing, and what it is given.
using ThreadFunction = void* (*)(void*);

/// Starts a thread.
///
/// Errors. std::system_error, as std::thread's.
[[nodiscard]] SEATHRIFT_COLD inline pthread_t start_thread(ThreadFunction run, void* with) {
  pthread_t thread;
  if (const int code = ::pthread_create(&thread, nullptr, run, with); code != 0)
    throw std::system_error(code, std::generic_category());
  return thread;
}

/// A thread that ends within the life of this object, which waits for it.
class ScopedThread {
 public:
  ScopedThread(ThreadFunction run, void* with) : thread_(start_thread(run, with)) {}
  ScopedThread(const ScopedThread&) = delete;
  ScopedThread& operator=(const ScopedThread&) = delete;
  ~ScopedThread() { ::pthread_join(thread_, nullptr); }

 private:
  pthread_t thread_;
};

}  // namespace seathrift::detail
