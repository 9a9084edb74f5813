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

/// Starts a thread. `what` is what does not work without it, for the text of an error.
///
/// Errors. std::system_error, as std::thread's.
[[nodiscard]] SEATHRIFT_COLD inline pthread_t start_thread(ThreadFunction run, void* with,
                                                           const char* what) {
  pthread_t thread;
  if (const int code = ::pthread_create(&thread, nullptr, run, with); code != 0)
    throw std::system_error(code, std::generic_category(), what);
  return thread;
}

/// A thread that ends within the life of this object, which waits for it.
class ScopedThread {
 public:
  ScopedThread() = default;
  ScopedThread(const ScopedThread&) = delete;
  ScopedThread& operator=(const ScopedThread&) = delete;
  ~ScopedThread() {
    if (started_) ::pthread_join(thread_, nullptr);
  }

  /// To be called once; as `start_thread`.
  void start(ThreadFunction run, void* with, const char* what) {
    thread_ = start_thread(run, with, what);
    started_ = true;
  }

 private:
  pthread_t thread_ = {};
  bool started_ = false;
};

}  // namespace seathrift::detail
